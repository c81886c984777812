using KosovoNato.Rules.Acts;
using KosovoNato.Rules.Counting;
using KosovoNato.Rules.Decisions;
using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Timelines;

/// <summary>The timelines of one version of a resource.</summary>
static class VersionTimelines
{
    static readonly object Statuses = new();
    static readonly object Periods = new();
    static readonly object Taken = new();

    /// <summary>The status of a recognition.</summary>
    public static Timeline<RecognitionStatus> Status(Recognition recognition) => VersionCache.Of(recognition, Statuses, static recorded =>
        Timeline<RecognitionStatus>.Of(ChangesOf(recorded), day => RecognitionFold.StatusOn(recorded, day)));

    /// <summary>Whether the recognition counts by a rule.</summary>
    public static Timeline<bool?> Counts(Recognition recognition, CountingRule rule) => VersionCache.Of(recognition, rule, recorded =>
        Timeline<bool?>.Of(ChangesOf(recorded), day => CountingRuleEvaluator.Counts(recorded, rule, day)));

    /// <summary>Whether the state was a member.</summary>
    public static Timeline<HoldsRole> Member(Membership membership) => VersionCache.Of(membership, Periods, static recorded =>
        Timeline<HoldsRole>.Of(ChangesOf(recorded), day => MembershipPeriods.RoleOn(recorded, day, role => role == MembershipRole.Member)));

    /// <summary>The stances of a state on a question.</summary>
    public static Timeline<RecordedStance?> Stance(Position position) => VersionCache.Of(position, Taken, static recorded =>
        Timeline<RecordedStance?>.Of(ChangesOf(recorded), day => StancePeriods.On(recorded, day) is { } taken
            ? new(taken.Stance, BasisOf(taken.Basis), recorded.Name, StancePeriods.Start(taken))
            : null));

    public static IEnumerable<ChangePoint> ChangesOf(Recognition recognition) =>
        recognition.Acts.SelectMany(act => ChangePoint.On(act.Date, act.AttestedOn));

    public static IEnumerable<ChangePoint> ChangesOf(Membership membership) =>
        membership.Periods.SelectMany(
            period => ChangePoint.On(period.ValidFrom, period.AttestedOn).Concat(ChangePoint.After(period.ValidTo)));

    public static IEnumerable<ChangePoint> ChangesOf(Position position) =>
        position.Stances.SelectMany(stance => ChangePoint.On(stance.ValidFrom).Concat(ChangePoint.After(stance.ValidTo)));

    static AssessedStanceBasis BasisOf(StanceBasis basis) => basis switch
    {
        StanceBasis.Voted => AssessedStanceBasis.Voted,
        StanceBasis.Declared => AssessedStanceBasis.Declared,
        _ => AssessedStanceBasis.Reported,
    };
}
