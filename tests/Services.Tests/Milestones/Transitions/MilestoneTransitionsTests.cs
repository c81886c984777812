using KosovoNato.Milestones.V1;
using KosovoNato.Rules.Transitions;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Transitions;

public sealed class MilestoneTransitionsTests
{
    static readonly MilestoneStatus[] Statuses = [
        .. Enum.GetValues<MilestoneStatus>().Where(status => status != MilestoneStatus.Unspecified)];

    static readonly (MilestoneStatus From, MilestoneStatus To)[] Allowed =
    [
        (MilestoneStatus.Proposed, MilestoneStatus.Planned),
        (MilestoneStatus.Proposed, MilestoneStatus.InProgress),
        (MilestoneStatus.Proposed, MilestoneStatus.Abandoned),
        (MilestoneStatus.Planned, MilestoneStatus.InProgress),
        (MilestoneStatus.Planned, MilestoneStatus.Missed),
        (MilestoneStatus.Planned, MilestoneStatus.Abandoned),
        (MilestoneStatus.InProgress, MilestoneStatus.Achieved),
        (MilestoneStatus.InProgress, MilestoneStatus.Missed),
        (MilestoneStatus.InProgress, MilestoneStatus.Abandoned),
        (MilestoneStatus.InProgress, MilestoneStatus.Regressed),
        (MilestoneStatus.Achieved, MilestoneStatus.Regressed),
        (MilestoneStatus.Missed, MilestoneStatus.Planned),
        (MilestoneStatus.Abandoned, MilestoneStatus.Planned),
        (MilestoneStatus.Regressed, MilestoneStatus.InProgress),
    ];

    public static TheoryData<MilestoneStatus, MilestoneStatus> Pairs() =>
        new(Statuses.SelectMany(from => Statuses.Select(to => (from, to))));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_milestone_makes_exactly_the_transitions_in_the_table(MilestoneStatus from, MilestoneStatus to) =>
        Assert.Equal(Allowed.Contains((from, to)), MilestoneTransitions.AllowedFrom(from).Contains(to));

    [Fact]
    public void The_status_is_that_of_the_last_transition_that_is_not_retracted()
    {
        var milestone = Milestone("a");
        Assert.Equal(MilestoneStatus.Proposed, MilestoneTransitions.RecordedStatus(milestone));
        milestone.Moved((MilestoneStatus.InProgress, ""), (MilestoneStatus.Achieved, ""));
        Assert.Equal(MilestoneStatus.Achieved, MilestoneTransitions.RecordedStatus(milestone));
        milestone.Transitions[1].Retracted = true;
        Assert.Equal(MilestoneStatus.InProgress, MilestoneTransitions.RecordedStatus(milestone));
        milestone.Transitions[0].Retracted = true;
        Assert.Equal(MilestoneStatus.Proposed, MilestoneTransitions.RecordedStatus(milestone));
    }
}
