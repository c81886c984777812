using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.ValidTime;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Criteria;

public sealed class StandingConditionsTests
{
    [Theory]
    [InlineData("2009-12-31", MilestoneStatus.Proposed, "")]
    [InlineData("2010-05-01", MilestoneStatus.Achieved, "2010-05-01")]
    [InlineData("2015-05-01", MilestoneStatus.Regressed, "")]
    public void A_condition_has_the_status_of_its_criterion_on_the_day(string day, MilestoneStatus status, string achieved)
    {
        InMemoryResources world = new(
            Condition("c", new() { Recognition = new() { State = "ES" } }),
            Folded(Recognition("ES", Act(ActKind.Granted, "2010-05-01"), Act(ActKind.WithdrawalConfirmed, "2015-05-01"))));
        var then = StandingConditions.On(AsOfResources.View(world, Day(day), PartialDateMode.Possible), Day(day))
            .Find<Milestone>("milestones/c")!;
        Assert.Equal((status, achieved), (then.Status, then.AchievedOn));
    }

    [Fact]
    public void A_long_chain_of_conditions_does_not_overflow_a_stack()
    {
        const int Length = 3_000;
        InMemoryResources world = new(
        [
            Granted("ES", "2010"),
            .. Enumerable.Range(0, Length).Select(i => Condition($"c{i:0000}", i == 0
                ? new() { Recognition = new() { State = "ES" } }
                : new() { Milestone = new() { Milestone = $"milestones/c{i - 1:0000}" } })),
        ]);
        var conditions = StandingConditions.On(world, Day("2020-01-01"));
        Assert.Equal(MilestoneStatus.Achieved, conditions.Find<Milestone>($"milestones/c{Length - 1:0000}")!.Status);
        Assert.All(conditions.List<Milestone>(), one => Assert.Equal(MilestoneStatus.Achieved, one.Status));
    }

    [Fact]
    public void A_condition_that_depends_on_itself_does_not_change()
    {
        InMemoryResources world = new(
            Condition("a", new() { Milestone = new() { Milestone = "milestones/b" } }),
            Condition("b", new() { Milestone = new() { Milestone = "milestones/a" } }), Milestone("m", "IN_PROGRESS 2020"));
        var conditions = StandingConditions.On(world, Day("2020-01-01"));
        Assert.Equal(
            [MilestoneStatus.Proposed, MilestoneStatus.Proposed, MilestoneStatus.InProgress],
            conditions.List<Milestone>().Select(one => one.Status));
    }

    static Milestone Condition(string id, Criterion criterion) =>
        new()
        {
            Name = $"milestones/{id}",
            Kind = MilestoneKind.StandingCondition,
            Status = MilestoneStatus.Proposed,
            Criterion = criterion
        };
}
