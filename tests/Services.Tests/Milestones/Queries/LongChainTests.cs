using KosovoNato.Changes.V1;
using KosovoNato.Milestones.Derivations;
using KosovoNato.Milestones.Queries;
using KosovoNato.Milestones.V1;
using KosovoNato.Services.Tests.Milestones.Derivations;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Queries;

/// <summary>A thousand milestones, each of which requires the previous one; every third is a condition that also names it.</summary>
public sealed class LongChainTests
{
    const int Length = 1_000;

    static readonly InMemoryResources Chain = new(
    [
        new Track { Name = "tracks/t" },
        .. Enumerable.Range(0, Length).Select(i => i == 0
            ? Milestone(IdOf(i)).In(MilestoneStatus.InProgress)
            : Milestone(
                IdOf(i), i % 3 == 0 ? MilestoneKind.StandingCondition : MilestoneKind.Event, i % 3 == 0 ? Reached(IdOf(i - 1)) : null,
                dependencies: [Requires(IdOf(i - 1))])),
    ]);

    [Fact]
    public Task The_path_to_the_end_of_the_chain_has_every_milestone() => Bounded(() =>
        Assert.Equal(
            Length, QueryRunner.World(Chain, DerivationRunner.Today)
                .Ask(GetCriticalPath.Query, new() { Goal = NameOf(Length - 1) }).Path.Count));

    [Fact]
    public Task The_first_milestone_unlocks_the_next_one() => Bounded(() =>
        Assert.Equal(
            [NameOf(1)], QueryRunner.World(Chain, DerivationRunner.Today)
                .Ask(AssessUnlocks.Query, new() { Milestone = NameOf(0) }).Unlocked.Select(milestone => milestone.Milestone)));

    [Fact]
    public Task The_whole_chain_is_projected_to_a_day() => Bounded(() =>
    {
        var dated = MilestoneAsOfProjection.On(Chain, Day("2020-01-01"), PartialDateMode.Possible);
        Assert.Equal(Length, Chain.List<Milestone>().Select(milestone => dated(milestone)).Count());
    });

    /// <summary>Only conditions, each of which names the previous one.</summary>
    [Fact]
    public Task Conditions_that_depend_on_each_other_are_completed_together() => Bounded(() =>
    {
        var conditions = new InMemoryResources(Enumerable.Range(0, Length).Select(i => i == 0
            ? Milestone(IdOf(i))
            : Milestone(IdOf(i), MilestoneKind.StandingCondition, Reached(IdOf(i - 1)))));
        var completed = QueryRunner.World(conditions, DerivationRunner.Today)
            .Ask(AssessUnlocks.Query, new() { Milestone = NameOf(0) }).AchievedConditions;
        Assert.Equal(Length - 1, completed.Count);
    });

    /// <summary>Fails on algorithms that overflow the stack or try every path.</summary>
    static Task Bounded(Action ask) => Task.Run(ask).WithinAsync(60);

    // Numbered against the order of dependencies, so that the order of names does not help.
    static string IdOf(int number) => $"m{Length - number:0000}";

    static string NameOf(int number) => $"milestones/{IdOf(number)}";
}
