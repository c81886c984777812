using KosovoNato.Assumptions.V1;
using KosovoNato.Cli.Input;
using KosovoNato.Cli.Output;
using KosovoNato.Client;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Cli.Reading;

/// <summary>Reports what would change in all services under assumptions.</summary>
sealed class WhatIfCommand : Command
{
    readonly ReadOptions reading = new();
    readonly Argument<Assumption[]> assumptions = new("assumption")
    {
        Description = $"One or more assumptions. {AssumptionText.Forms}",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = AssumptionText.ParseAll,
    };

    public WhatIfCommand(CliRuntime runtime) : base("what-if", "Reports everything that would change under assumptions. Nothing is stored.")
    {
        Add(assumptions);
        reading.AddTo(this, withAssumptions: false);
        runtime.Bind(this, RunAsync);
    }

    async Task<int> RunAsync(ParseResult parsed, Session session, CancellationToken cancellationToken)
    {
        var request = new AssessAssumptionsRequest { Assumptions = { parsed.GetRequiredValue(assumptions) } };
        reading.Apply(parsed, request);
        var result = await session.ProgressAsync(
            "Deriving the consequences", () => new WhatIf(session.Recommendations).AskAsync(request, cancellationToken));
        if (session.IsJson)
        {
            session.Json(Consequences.Node(result));
        }
        else
        {
            Consequences.Write(session, result);
        }

        return ExitCodes.Success;
    }
}
