using System.Text.Json.Nodes;
using KosovoNato.EndToEnd.Tests.Together;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Questions;

/// <summary>Queries with independently known answers, as calls to the three services.</summary>
sealed class KnownAnswers(ThreeServices services)
{
    static readonly JsonArray Records = JsonNode.Parse(File.ReadAllText(
        RepositoryPaths.File("tests", "EndToEnd.Tests", "Questions", "known-answers.json")))!["records"]!.AsArray();

    public static IEnumerable<string> Ids => Records.Select(record => Text(record!, "id"));

    /// <summary>The difference between the response and the known answer, or null if there is none.</summary>
    public async Task<string?> DifferenceAsync(string id)
    {
        var record = Records.Single(record => Text(record!, "id") == id)!;
        return ExpectedJson.Difference(record["answer"], await AskAsync(record["parameters"]!.AsObject()));
    }

    async Task<JsonNode?> AskAsync(JsonObject parameters)
    {
        var asked = parameters.ToDictionary(
            parameter => parameter.Key, parameter => parameter.Value!.GetValue<string>(), StringComparer.Ordinal);
        return asked switch
        {
            { Count: 3 } when asked.TryGetValue("country", out var country) => await BenchmarkAsync(country, asked["frm"], asked["to"]),
            { Count: 1 } when asked.TryGetValue("milestone", out var goal) => await PathAsync(goal),
            { Count: 3 } when asked.TryGetValue("decision", out var decision) =>
                await DecideAsync(asked["organization"], decision, asked["as_of"]),
            { Count: 2 } when asked.TryGetValue("counting_rule", out var rule) =>
                (await CountAsync("", asked["as_of"], rule)).RecognizingCount,
            { Count: 2 } when asked.TryGetValue("organization", out var organization) =>
                Json(await CountAsync(organization, asked["as_of"])),
            _ => throw new InvalidDataException($"No call answers {parameters.ToJsonString()}."),
        };
    }

    async Task<JsonNode?> BenchmarkAsync(string country, string from, string to)
    {
        var answer = await services.MilestoneRpc.BenchmarkPrecedentsAsync(new() { FromStep = Step(from), ToStep = Step(to) });
        return answer.Precedents.Single(benchmark => benchmark.State == country).Days;
    }

    async Task<JsonNode?> PathAsync(string goal)
    {
        var answer = await services.MilestoneRpc.GetCriticalPathAsync(new() { Goal = goal });
        return Array(answer.Path.Select(step => step.Milestone));
    }

    /// <summary>The known answers have two forms: the blocking states, or whether enough of the recognizing states are in favor.</summary>
    async Task<JsonNode?> DecideAsync(string organization, string decision, string asOf)
    {
        var request = new AssessDecisionRequest { Organization = organization, Decision = decision, AsOf = asOf };
        var answer = await services.RecognitionRpc.AssessDecisionAsync(request);
        if (answer.HasRequiredVotes)
        {
            request.Basis = DecisionBasis.RecognitionAlone;
            answer = await services.RecognitionRpc.AssessDecisionAsync(request);
        }

        return answer.HasRequiredVotes
            ? new JsonObject
            {
                ["recognize"] = answer.Stances.Count(stance => stance.RecognitionStatus == RecognitionStatus.Recognized),
                ["of"] = answer.Stances.Count,
                ["threshold"] = answer.RequiredVotes,
                ["met"] = answer.Verdict == Verdict.Met,
            }
            : Array(answer.BlockingStates);
    }

    Task<CountRecognitionsResponse> CountAsync(string organization, string asOf, string rule = "") =>
        services.RecognitionRpc.CountRecognitionsAsync(
            new() { Organization = organization, CountingRule = rule, AsOf = asOf }).ResponseAsync;

    static JsonObject Json(CountRecognitionsResponse answer) =>
        new() { ["recognize"] = answer.RecognizingCount, ["of"] = answer.TotalCount, ["missing"] = Array(answer.NonRecognizingStates) };

    static AccessionStep Step(string name) => Enum.Parse<AccessionStep>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    static JsonArray Array(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];

    static string Text(JsonNode node, string field) => node[field]!.GetValue<string>();
}
