using KosovoNato.Cli.Output;
using KosovoNato.Evidence.V1;

namespace KosovoNato.Cli.Recording;

/// <summary>The sources of a fact, and how well they confirm it.</summary>
sealed class EvidenceOptions
{
    readonly Option<string[]> sources = new("--source")
    {
        HelpName = "id",
        Description = "A registered source of the fact; may be repeated. A place in it follows after #: paper#p. 12.",
        Required = true,
    };

    readonly Option<Confidence> confidence = EnumText.Option<Confidence>("--confidence", "How well the sources confirm the fact");
    readonly Option<string> note = new("--note")
    {
        HelpName = "text",
        Description = "A note that is stored with the fact.",
        DefaultValueFactory = _ => "",
    };

    public EvidenceOptions() => confidence.DefaultValueFactory = _ => Confidence.Verified;

    public void AddTo(Command command)
    {
        command.Add(sources);
        command.Add(confidence);
        command.Add(note);
    }

    public string Note(ParseResult parsed) => parsed.GetValue(note) ?? "";

    public Evidence.V1.Evidence Evidence(ParseResult parsed) => new()
    {
        Confidence = parsed.GetValue(confidence),
        Citations = { parsed.GetRequiredValue(sources).Select(Citation) },
    };

    static Citation Citation(string text) => text.IndexOf('#', StringComparison.Ordinal) is > 0 and var at
        ? new() { Source = text[..at], Locator = text[(at + 1)..].Trim() }
        : new() { Source = text };
}
