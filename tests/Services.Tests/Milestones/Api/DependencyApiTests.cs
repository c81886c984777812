using KosovoNato.Errors.V1;
using KosovoNato.Milestones.V1;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Api;

public sealed class DependencyApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_dependency_that_closes_a_cycle_is_rejected_with_the_whole_cycle() => OnChain(async service =>
    {
        await RefusedAsync(
            "milestones/a -> milestones/b -> milestones/c -> milestones/a",
            () => service.Situation.DependAsync("milestones/a", Supports("b")));
        await RefusedAsync("milestones/b -> milestones/b", () => service.Situation.DependAsync("milestones/b", Requires("b")));
        await RefusedAsync(
            "milestones/a -> milestones/c -> milestones/a", () => service.Situation.DependAsync("milestones/a", Requires("c")));
        Assert.Empty((await service.Situation.GetAsync("a")).Dependencies);
    });

    [Fact]
    public Task A_cycle_may_include_criteria() => OnChain(async service =>
    {
        await RefusedAsync(
            "milestones/a -> milestones/b -> milestones/c -> milestones/a", () => service.Situation.CorrectAsync(
                Milestone("a", criterion: Any(Recognizes("ES"), Reached("b"))), "criterion"));
        await RefusedAsync(
            "milestones/a -> milestones/b -> milestones/c -> milestones/a",
            () => service.Situation.OpenAsync("milestones/a", Blocker(resolvesWhen: Reached("b"))));
        // A criterion may name a milestone that does not exist yet; proposing that milestone then closes the cycle.
        await service.Situation.CorrectAsync(Milestone("a", criterion: Reached("d")), "criterion");
        await RefusedAsync(
            "milestones/d -> milestones/b -> milestones/c -> milestones/a -> milestones/d",
            () => service.Situation.ProposeAsync(Milestone("d", dependencies: [Requires("b")])));
        await RefusedAsync("milestones/d -> milestones/d", () => service.Situation.ProposeAsync(Milestone("d", criterion: Reached("d"))));
        await service.Situation.ProposeAsync(Milestone("d"));
    });

    [Fact]
    public Task A_dependency_names_an_existing_milestone_and_is_added_once() => OnChain(async service =>
    {
        await Rule("DEPENDENCY_MISSING", () => service.Situation.DependAsync("milestones/a", Requires("x")));
        await Rule("DEPENDENCY_MISSING", () => service.Situation.ProposeAsync(Milestone("d", dependencies: [Requires("x")])));
        await Rule("DEPENDENCY_EXISTS", () => service.Situation.DependAsync("milestones/b", Supports("c")));
        await ErrorAssert.ForFields(
            () => service.Situation.DependAsync("milestones/", new Dependency()), "name", "dependency.milestone", "dependency.kind",
            "dependency.basis");

        static async Task Rule(string rule, Func<Task> call) =>
            Assert.Equal(rule, (await ErrorAssert.For(ErrorReason.RuleViolated, call)).Metadata["rule"]);
    });

    [Fact]
    public Task A_removed_dependency_allows_the_opposite_one() => OnChain(async service =>
    {
        var request = new RemoveDependencyRequest { Name = "milestones/b", DependsOn = "milestones/c", RequestId = Situations.NewId() };
        var removed = (await service.Client.RemoveDependencyAsync(request, cancellationToken: Cancellation)).Milestone;
        Assert.Empty(removed.Dependencies);
        Assert.Equal(Readiness.Ready, removed.Outlook.Readiness);
        Assert.Equal(
            [MilestonesEventType.DependencyChanged, MilestonesEventType.ReadinessChanged], await service.LastEventsAsync("milestones/b"));
        request.RequestId = Situations.NewId();
        await ErrorAssert.For(
            ErrorReason.ResourceNotFound, () => service.Client.RemoveDependencyAsync(
                request, cancellationToken: Cancellation).ResponseAsync);
        await service.Situation.DependAsync("milestones/c", Requires("b"));
        await RefusedAsync(
            "milestones/b -> milestones/c -> milestones/b", () => service.Situation.DependAsync("milestones/b", Requires("c")));
    });

    [Fact]
    public Task In_a_batch_a_milestone_may_depend_only_on_milestones_proposed_before_it() => OnChain(async service =>
    {
        MilestonesWrite first = new() { ProposeMilestone = new() { Milestone = Milestone("z") } };
        MilestonesWrite second = new() { ProposeMilestone = new() { Milestone = Milestone("y", dependencies: [Requires("z")]) } };
        var info = await ErrorAssert.For(ErrorReason.RuleViolated, () => service.Situation.WriteAsync(second, first));
        Assert.Equal(("DEPENDENCY_MISSING", "0"), (info.Metadata["rule"], info.Metadata["write"]));
        MilestonesWrite back = new() { AddDependency = new() { Name = "milestones/z", Dependency = Requires("y") } };
        info = await ErrorAssert.For(ErrorReason.RuleViolated, () => service.Situation.WriteAsync(first, second, back));
        Assert.Equal(("milestones/z -> milestones/y -> milestones/z", "2"), (info.Metadata["cycle"], info.Metadata["write"]));
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => service.Situation.GetAsync("z"));
        await service.Situation.WriteAsync(first, second);
        Assert.Equal(["milestones/z"], (await service.Situation.GetAsync("y")).Outlook.WaitingFor);
    });

    static async Task RefusedAsync(string cycle, Func<Task> call)
    {
        var info = await ErrorAssert.For(ErrorReason.RuleViolated, call);
        Assert.Equal(("DEPENDENCY_CYCLE", cycle), (info.Metadata["rule"], info.Metadata["cycle"]));
    }

    /// <summary>Three milestones: b requires c, and c requires a.</summary>
    Task OnChain(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await service.Situation.TrackAsync("t");
        await service.Situation.ProposeAsync(Milestone("a"));
        await service.Situation.ProposeAsync(Milestone("c", dependencies: [Requires("a")]));
        await service.Situation.ProposeAsync(Milestone("b", dependencies: [Requires("c")]));
        await test(service);
    });
}
