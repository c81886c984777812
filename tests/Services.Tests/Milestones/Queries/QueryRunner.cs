using KosovoNato.Assumptions.V1;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Milestones.Queries;
using KosovoNato.Milestones.V1;
using KosovoNato.Serving.Reads;

namespace KosovoNato.Services.Tests.Milestones.Queries;

/// <summary>Runs queries on in-memory resources or the seeds, without a server.</summary>
static class QueryRunner
{
    static readonly Provenance Known = new(new Revision { Number = 7, Token = "token" }, [], _ => 7);

    public static MilestoneScenario World(IResourceView resources, DateOnly day, params IReadOnlyList<Assumption> assumptions) =>
        MilestoneScenario.Of(resources, Known, assumptions, day, PartialDateMode.Possible);

    public static MilestoneScenario World(IResourceView resources, DateOnly day, PartialDateMode reading) =>
        MilestoneScenario.Of(resources, Known, [], day, reading);

    /// <summary>The seeds on a day; by default on the day of their collection.</summary>
    public static MilestoneScenario Seeds(string day = "", params IReadOnlyList<Assumption> assumptions) =>
        World(SeedFacts.All, day.Length > 0 ? TestWrites.Day(day) : SeedFacts.Day, assumptions);

    public static TResponse Ask<TRequest, TResponse>(
        this MilestoneScenario world, Query<TRequest, MilestoneScenario, TResponse> query, TRequest request)
        where TRequest : IAssumptionRequest =>
        query.Compute(request, world);

    public static TResponse Ask<TRequest, TEntry, TResponse>(
        this MilestoneScenario world, PagedQuery<TRequest, MilestoneScenario, TEntry, TResponse> query, TRequest request)
        where TRequest : IAssumptionRequest, IListRequest =>
        query.Answer(request, world, [.. query.Select(request, world).Select(entry => entry.Show())], "");

    public static Assumption Recognizes(string code, string on = "") => new() { Recognition = new() { Recognizer = code }, ValidFrom = on };

    public static Assumption Withdraws(string code) =>
        new() { Recognition = new() { Recognizer = code, Status = AssumedRecognitionStatus.Withdrawn } };

    public static Assumption Reaches(string milestone, MilestoneStatus status = MilestoneStatus.Unspecified, string on = "") =>
        new() { Milestone = new() { Milestone = $"milestones/{milestone}", Status = (AssumedMilestoneStatus)status }, ValidFrom = on };

}
