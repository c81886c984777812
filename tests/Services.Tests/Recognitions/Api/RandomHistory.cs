using Grpc.Core;
using KosovoNato.Recognitions.V1;
using static KosovoNato.Services.Tests.Recognitions.RecognitionFactory;

namespace KosovoNato.Services.Tests.Recognitions.Api;

/// <summary>Random writes about an organization, its members, recognitions and questions, with dates up to 2024.</summary>
sealed class RandomHistory(RunningService service, int seed)
{
    public const string Decision = "GRANT_MAP";

    static readonly string[] States = ["AL", "BE", "DE", "ES", "GR"];
    static readonly string[] Questions = ["map", "again"];
    static readonly QuestionStatus[] Outcomes = [
        QuestionStatus.Adopted, QuestionStatus.Rejected, QuestionStatus.NoConsensus, QuestionStatus.NoConsensus, QuestionStatus.Lapsed];

    readonly Random random = new(seed);

    public Random Random => random;

    /// <summary>The number of accepted writes.</summary>
    public int Done { get; private set; }

    public async Task BeginAsync()
    {
        await service.Situation.StatesAsync([.. States, "XK"]);
        await service.Situation.OrganizationAsync("nato", Decision, "AL", "BE", "DE");
        await service.Situation.RuleAsync("strict");
    }

    /// <summary>A day up to 2024, or a month or year; most are days.</summary>
    public string Date() => random.Next(5) switch
    {
        0 => $"{random.Next(2008, 2025)}",
        1 => $"{random.Next(2008, 2025)}-{random.Next(1, 13):00}",
        _ => Day(),
    };

    public string Day() => $"{random.Next(2007, 2025)}-{random.Next(1, 13):00}-{random.Next(1, 29):00}";

    /// <summary>Tries a write. Many do not fit the recorded facts and are rejected.</summary>
    public async Task NextAsync()
    {
        try
        {
            await TryAsync();
            Done++;
        }
        catch (RpcException refused)
            when (refused.StatusCode is StatusCode.FailedPrecondition or StatusCode.NotFound or StatusCode.AlreadyExists
                or StatusCode.InvalidArgument)
        {
        }
    }

    Task TryAsync()
    {
        var state = Pick(States);
        var question = Pick(Questions);
        return random.Next(13) switch
        {
            0 or 1 or 2 => service.Situation.ActAsync(state, Pick(Enum.GetValues<ActKind>()), Date()),
            3 => service.Situation.ActAsync(state, ActKind.Granted, Date()),
            4 => service.Situation.RetractAsync($"recognitions/{state}-XK", $"a{random.Next(1, 4)}"),
            5 => service.Situation.NotRecognizingAsync(state),
            6 => service.Situation.WriteAsync(
                [new() { RecordMembership = new() { Name = $"organizations/nato/memberships/{state}", Period = Period(Date()) } }]),
            7 => service.Situation.WriteAsync(
                [new() { EndMembership = new() { Name = $"organizations/nato/memberships/{state}", EndedOn = Date() } }]),
            8 => service.Situation.DraftAsync(question, "nato", Decision),
            9 => service.Situation.OpenAsync(question, Date()),
            10 => service.Situation.DecideAsync(question, Pick(Outcomes), Date()),
            11 => service.Situation.BallotAsync(
                $"questions/{question}/ballots/{random.Next(3)}", Day(), (state, Pick(Enum.GetValues<VoteChoice>()))),
            _ => service.Situation.PositionAsync(
                question, state, Pick([Stance.Support, Stance.NoObjection, Stance.Abstain, Stance.Oppose]), Date()),
        };
    }

    T Pick<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
