using System.Text.Json.Nodes;
using KosovoNato.Cli.Input;
using KosovoNato.Cli.Output;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Cli.Recording;

/// <summary>Imports the choices of states in a ballot.</summary>
sealed class BallotCommand : Command
{
    readonly WriteOptions writing = new();
    readonly EvidenceOptions evidence = new();
    readonly Argument<string> file = new("file")
    {
        Description = "A CSV file with the columns state, choice and, optionally, note. "
            + $"Choices: {string.Join(", ", EnumText.All<VoteChoice>())}.",
    };

    readonly Option<string> ballot = Text("--ballot", "name", "The name of the new ballot: questions/ID/ballots/ID. The question exists.");
    readonly Option<string> date = Text("--date", "date", "The day of the vote, YYYY-MM-DD.");
    readonly Option<string> body = Text("--body", "name", "The body that voted, for example GENERAL_ASSEMBLY.");
    readonly Option<string> threshold = Text("--threshold", "text", "The required majority, for example two thirds.");

    public BallotCommand(CliRuntime runtime) : base("ballot", "Imports ballots.")
    {
        (ballot.Required, date.Required, body.Required) = (true, true, true);
        var import = new Command("import", "Registers a ballot with the choices in a CSV file. The result is counted from them.")
        {
            file, ballot, date, body, threshold,
        };
        evidence.AddTo(import);
        writing.AddTo(import);
        runtime.Bind(import, RunAsync);
        Add(import);
    }

    Task<int> RunAsync(ParseResult parsed, Session session, CancellationToken cancellationToken)
    {
        var choices = BallotFile.Read(parsed.GetRequiredValue(file));
        var votes = new VoteCounts
        {
            InFavour = Count(choices, VoteChoice.For),
            Against = Count(choices, VoteChoice.Against),
            Abstentions = Count(choices, VoteChoice.Abstained),
        };
        var request = new RegisterBallotRequest
        {
            Ballot = new()
            {
                Name = parsed.GetRequiredValue(ballot),
                Date = parsed.GetRequiredValue(date),
                Body = parsed.GetRequiredValue(body),
                Threshold = parsed.GetValue(threshold) ?? "",
                Choices = { choices },
                Results =
                {
                    new BallotResult
                    {
                        Votes = votes,
                        Absent = Count(choices, VoteChoice.Absent),
                        // An unclear choice may be any of them, so that the counts are only a part of the result.
                        Itemized = Count(choices, VoteChoice.Unclear) == 0,
                        Evidence = evidence.Evidence(parsed),
                    },
                },
                Evidence = evidence.Evidence(parsed),
                Note = evidence.Note(parsed),
            },
        };
        writing.Apply(parsed, request);
        return new GuidedWrite<RegisterBallotRequest, RegisterBallotResponse>(
            request,
            (sent, stop) => session.ProgressAsync("Sending the ballot", () =>
                session.Recognitions.Rpc.RegisterBallotAsync(sent, cancellationToken: stop).ResponseAsync),
            (response, _) => Task.FromResult(Show(session, response.Ballot)),
            response => new("ballot import", response.Ballot.Name, "", response.Ballot.Etag, response.Revision.Number))
            .RunAsync(session, writing.Consent(parsed), cancellationToken);
    }

    static JsonObject Show(Session session, Ballot ballot)
    {
        session.Line($"{ballot.Name} of {ballot.Date} would be registered with {ballot.Choices.Count} choices:");
        if (!session.IsJson)
        {
            session.Table(["choice", "", "states"], ballot.Choices.GroupBy(each => each.Choice).OrderBy(group => group.Key).Select(group =>
                (IReadOnlyList<string>)[EnumText.Of(group.Key), $"{group.Count()}", string.Join(' ', group.Select(each => each.State))]));
        }

        session.Line("A ballot cannot be removed again; its details can be corrected.");
        return new() { ["ballot"] = Session.Node(ballot) };
    }

    static int Count(IReadOnlyList<BallotChoice> choices, VoteChoice choice) => choices.Count(each => each.Choice == choice);

    static Option<string> Text(string name, string value, string description) => new(name)
    {
        HelpName = value,
        Description = description,
        DefaultValueFactory = _ => "",
    };
}
