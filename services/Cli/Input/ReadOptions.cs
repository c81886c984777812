using System.CommandLine.Parsing;
using KosovoNato.Assumptions.V1;
using KosovoNato.Changes.V1;

namespace KosovoNato.Cli.Input;

/// <summary>The options of commands that ask: the day, the transaction time, and assumptions.</summary>
sealed class ReadOptions
{
    public Option<string> AsOf { get; } = new("--as-of")
    {
        HelpName = "date",
        Description = "The day in the world: YYYY-MM-DD. Today by default.",
        DefaultValueFactory = _ => "",
    };

    public Option<KnownAt?> KnownAt { get; } = new("--known-at")
    {
        HelpName = "time",
        Description = "What the service had recorded by then: a revision number, or a time such as 2026-01-31T12:00:00Z.",
        CustomParser = ParseKnownAt,
    };

    public Option<Assumption[]> Assumptions { get; } = new("--if")
    {
        HelpName = "assumption",
        Description = $"An assumption, which is not stored; may be repeated. {AssumptionText.Forms}",
        CustomParser = AssumptionText.ParseAll,
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command, bool withAssumptions = true)
    {
        command.Add(AsOf);
        command.Add(KnownAt);
        if (withAssumptions)
        {
            command.Add(Assumptions);
        }
    }

    public void Apply(ParseResult parsed, IAsOfRequest request)
    {
        request.AsOf = parsed.GetValue(AsOf) ?? "";
        request.KnownAt = parsed.GetValue(KnownAt)!; // null leaves it unset
    }

    static KnownAt? ParseKnownAt(ArgumentResult result)
    {
        if (TimePoint.KnownAt(result.Tokens[0].Value) is { } point)
        {
            return point;
        }

        result.AddError("--known-at must be a revision number, or a time such as 2026-01-31T12:00:00Z, not "
            + $"\"{result.Tokens[0].Value}\".");
        return null;
    }
}
