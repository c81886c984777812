using KosovoNato.Assumptions.V1;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Milestones;
using KosovoNato.Milestones.Queries;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Services.Tests.Milestones.Questions;

/// <summary>Asks questions of resources put together by hand or of the seeds, without a server.</summary>
static class Asking
{
    static readonly QueryProvenance Known = new(new Revision { Number = 7, Token = "token" }, [], _ => 7);

    public static MilestoneScenario World(IResourceView resources, DateOnly day, params IReadOnlyList<Assumption> assumptions) =>
        MilestoneScenario.Of(resources, Known, assumptions, day, DateReading.Possible);

    public static MilestoneScenario World(IResourceView resources, DateOnly day, DateReading reading) =>
        MilestoneScenario.Of(resources, Known, [], day, reading);

    /// <summary>The seeds on a day, on that of their collection if none is given.</summary>
    public static MilestoneScenario Seeds(string day = "", params IReadOnlyList<Assumption> assumptions) =>
        World(SeedFacts.All, day.Length > 0 ? Recorded.Day(day) : SeedFacts.Day, assumptions);

    public static TResponse Ask<TRequest, TResponse>(this MilestoneScenario world, Query<TRequest, TResponse> question, TRequest request)
        where TRequest : IAssumingRequest =>
        question.Compute(request, world);

    public static TResponse Ask<TRequest, TResponse>(this MilestoneScenario world, PagedQuery<TRequest, TResponse> question, TRequest request)
        where TRequest : IAssumingRequest, IListRequest =>
        question.Answer(request, world, [.. question.Select(request, world).Select(milestone => question.Show(request, world, milestone))], "");

    public static Assumption Recognizes(string code, string on = "") => new() { Recognition = new() { Recognizer = code }, On = on };

    public static Assumption Withdraws(string code) =>
        new() { Recognition = new() { Recognizer = code, Status = AssumedRecognition.Withdrawn } };

    public static Assumption Reaches(string milestone, MilestoneStatus status = MilestoneStatus.Unspecified, string on = "") =>
        new() { Milestone = new() { Milestone = milestone, Status = (AssumedStage)status }, On = on };

}
