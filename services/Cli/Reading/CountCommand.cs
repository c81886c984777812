using KosovoNato.Cli.Input;
using KosovoNato.Cli.Output;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Cli.Reading;

/// <summary>Counts the states that recognize Kosovo.</summary>
sealed class CountCommand : Command
{
    readonly ReadOptions reading = new();
    readonly Argument<string> organization = new("organization")
    {
        Description = "The organization whose members are counted, for example nato. By default all states.",
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => "",
    };

    readonly Option<string> rule = new("--rule")
    {
        HelpName = "id",
        Description = "The counting rule, for example mfa. By default the rule of the service.",
        DefaultValueFactory = _ => "",
    };

    readonly Option<bool> facts = new("--facts") { Description = "Also lists the supporting facts." };

    public CountCommand(CliRuntime runtime) : base("count", "Counts the states that recognize Kosovo.")
    {
        Add(organization);
        Add(rule);
        Add(facts);
        reading.AddTo(this);
        runtime.Bind(this, RunAsync);
    }

    async Task<int> RunAsync(ParseResult parsed, Session session, CancellationToken cancellationToken)
    {
        var request = new CountRecognitionsRequest
        {
            Organization = parsed.GetValue(organization),
            CountingRule = parsed.GetValue(rule),
            Assumptions = { parsed.GetValue(reading.Assumptions) ?? [] },
            IncludeSupportingFacts = parsed.GetValue(facts),
        };
        reading.Apply(parsed, request);
        var count = await session.Recognitions.Rpc.CountRecognitionsAsync(request, cancellationToken: cancellationToken);
        if (session.IsJson)
        {
            session.Json(count);
            return ExitCodes.Success;
        }

        session.Line($"{count.RecognizingCount} of {count.TotalCount} recognize Kosovo on {count.AsOf} "
            + $"({count.CountingRule?.DisplayName ?? "no rule"}).");
        session.Table(["", "states", ""], new[]
        {
            Row("recognize", count.RecognizingStates),
            Row("do not recognize", count.NonRecognizingStates),
            Row("unknown", count.UnknownStates),
        });
        FactTable.Write(session, count.SupportingFacts);
        return ExitCodes.Success;
    }

    static IReadOnlyList<string> Row(string name, IReadOnlyCollection<string> states) =>
        [name, $"{states.Count}", string.Join(' ', states)];
}
