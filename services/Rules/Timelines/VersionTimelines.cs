using KosovoNato.Rules.Acts;
using KosovoNato.Rules.Counting;
using KosovoNato.Rules.Decisions;
using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Timelines;

/// <summary>What one version of a resource says over time.</summary>
static class VersionTimelines
{
    static readonly object Statuses = new();
    static readonly object Periods = new();
    static readonly object Taken = new();

    /// <summary>The status of a recognition.</summary>
    public static Timeline<RecognitionStatus> Status(Recognition recognition) => Kept.Of(recognition, Statuses, static recorded =>
        Timeline<RecognitionStatus>.Of(ChangesOf(recorded), day => RecognitionFold.StatusOn(recorded, day)));

    /// <summary>Whether it counts by a rule.</summary>
    public static Timeline<bool?> Counts(Recognition recognition, CountingRule rule) => Kept.Of(recognition, rule, recorded =>
        Timeline<bool?>.Of(ChangesOf(recorded), day => CountedHistory.Counts(recorded, rule, day)));

    /// <summary>When a state was a member.</summary>
    public static Timeline<Held> Member(Membership membership) => Kept.Of(membership, Periods, static recorded =>
        Timeline<Held>.Of(ChangesOf(recorded), day => MembershipPeriods.HeldOn(recorded, day, role => role == MembershipRole.Member)));

    /// <summary>The stances of a state on a question.</summary>
    public static Timeline<StancePeriod?> Stance(Position position) => Kept.Of(position, Taken, static recorded =>
        Timeline<StancePeriod?>.Of(ChangesOf(recorded), day => Stances.On(recorded, day)));

    public static IEnumerable<Change> ChangesOf(Recognition recognition) => recognition.Acts.SelectMany(act => Change.On(act.Date, act.KnownOn));

    public static IEnumerable<Change> ChangesOf(Membership membership) =>
        membership.Periods.SelectMany(period => Change.On(period.From, period.KnownOn).Concat(Change.After(period.To)));

    public static IEnumerable<Change> ChangesOf(Position position) =>
        position.Stances.SelectMany(stance => Change.On(stance.ValidFrom).Concat(Change.After(stance.ValidTo)));
}
