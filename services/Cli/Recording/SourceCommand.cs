using System.Text.Json.Nodes;
using KosovoNato.Cli.Input;
using KosovoNato.Cli.Output;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Cli.Recording;

/// <summary>Registers sources, which facts cite.</summary>
sealed class SourceCommand : Command
{
    readonly WriteOptions writing = new();
    readonly Argument<string> id = new("id") { Description = "The ID of the source, for example mfa-note-2026." };
    readonly Argument<string> title = new("title") { Description = "The title of the source." };
    readonly Option<SourceKind> kind = EnumText.Option<SourceKind>("--kind", "The kind of the source");
    readonly Option<string> url = Text("--url", "address", "The address of the source.");
    readonly Option<string> publishedOn = Text("--published-on", "date", "The date of the source: YYYY, YYYY-MM or YYYY-MM-DD.");
    readonly Option<string> note = Text("--note", "text", "A note that is stored with the source.");

    public SourceCommand(CliRuntime runtime) : base("source", "Registers sources, which facts cite.")
    {
        kind.DefaultValueFactory = _ => SourceKind.Page;
        var register = new Command("register", "Registers a source.") { id, title, kind, url, publishedOn, note };
        writing.AddTo(register);
        runtime.Bind(register, RunAsync);
        Add(register);
    }

    Task<int> RunAsync(ParseResult parsed, Session session, CancellationToken cancellationToken)
    {
        var request = new RegisterSourceRequest
        {
            Source = new()
            {
                Name = Names.Full("sources", parsed.GetRequiredValue(id)),
                Title = parsed.GetRequiredValue(title),
                Kind = parsed.GetValue(kind),
                Url = parsed.GetValue(url) ?? "",
                PublishedOn = parsed.GetValue(publishedOn) ?? "",
                Note = parsed.GetValue(note) ?? "",
            },
        };
        writing.Apply(parsed, request);
        return new GuidedWrite<RegisterSourceRequest, RegisterSourceResponse>(
            request,
            (sent, stop) => session.Recognitions.Rpc.RegisterSourceAsync(sent, cancellationToken: stop).ResponseAsync,
            (response, _) =>
            {
                session.Line($"{response.Source.Name} would be registered: {response.Source.Title}. Nothing else follows.");
                return Task.FromResult(new JsonObject { ["source"] = Session.Node(response.Source) });
            },
            response => new("source register", response.Source.Name, "", response.Source.Etag, response.Revision.Number))
            .RunAsync(session, writing.Consent(parsed), cancellationToken);
    }

    static Option<string> Text(string name, string value, string description) => new(name)
    {
        HelpName = value,
        Description = description,
        DefaultValueFactory = _ => "",
    };
}
