using KosovoNato.Milestones.Queries;
using KosovoNato.Milestones.V1;
using KosovoNato.Services.Tests.Milestones.Derivations;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Queries;

public sealed class AssessUnlocksTests
{
    static readonly InMemoryResources World = new(
        new Track { Name = "tracks/t" },
        Milestone("a").In(MilestoneStatus.InProgress),
        Milestone("b"),
        Milestone("only-a", dependencies: [Requires("a")]),
        Milestone("both", dependencies: [Requires("a"), Requires("b")]),
        Milestone("barred", dependencies: [Requires("a")], blockers: [Blocker("ES").Kept("b1")]),
        Milestone("eased", dependencies: [Supports("a")]),
        Milestone("condition", MilestoneKind.StandingCondition, Reached("a")),
        Milestone("behind", dependencies: [Requires("condition")]),
        Milestone("freed", blockers: [Blocker("", resolvesWhen: Reached("a")).Kept("b1")]),
        Milestone("done", dependencies: [Requires("a")]).In(MilestoneStatus.Achieved));

    [Fact]
    public void Unlocked_milestones_milestones_brought_closer_and_completed_conditions_are_distinguished()
    {
        var answer = Ask("milestones/a");
        Assert.Equal(["milestones/behind", "milestones/freed", "milestones/only-a"], Ids(answer.Unlocked));
        Assert.Equal(["milestones/barred", "milestones/both"], Ids(answer.BroughtCloser));
        Assert.Equal(["milestones/b"], answer.BroughtCloser[1].WaitingFor);
        Assert.Equal(["milestones/condition"], Ids(answer.AchievedConditions));
        Assert.Null(answer.Unlocked[0].WithoutAssumptions);
    }

    [Fact]
    public void An_achieved_milestone_unlocks_nothing_more()
    {
        var answer = Ask("milestones/done");
        Assert.Empty(answer.Unlocked.Concat(answer.BroughtCloser).Concat(answer.AchievedConditions));
    }

    [Fact]
    public void Other_assumptions_apply_with_and_without_the_milestone()
    {
        var answer = Ask("milestones/a", QueryRunner.Reaches("b"));
        Assert.Equal(["milestones/behind", "milestones/both", "milestones/freed", "milestones/only-a"], Ids(answer.Unlocked));
        Assert.Equal(["milestones/barred"], Ids(answer.BroughtCloser));
        Assert.Equal(Readiness.Waiting, answer.Unlocked[1].WithoutAssumptions.Readiness);
    }

    static AssessUnlocksResponse Ask(string milestone, params IReadOnlyList<KosovoNato.Assumptions.V1.Assumption> assumptions) =>
        QueryRunner.World(World, DerivationRunner.Today, assumptions).Ask(AssessUnlocks.Query, new() { Milestone = milestone });

    static IEnumerable<string> Ids(IEnumerable<MilestoneReadiness> milestones) => milestones.Select(milestone => milestone.Milestone);
}
