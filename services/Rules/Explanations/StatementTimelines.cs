using KosovoNato.Rules.Acts;
using KosovoNato.Rules.Memberships;
using KosovoNato.Rules.Timelines;
using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Rules.Explanations;

/// <summary>The statement of one version of a resource on each day, in a few words.</summary>
static class StatementTimelines
{
    static readonly object Said = new();

    /// <summary>The status, and the act that it follows from.</summary>
    public static Timeline<string> Of(Recognition recognition) => VersionCache.Of(recognition, Said, static recorded =>
        Timeline<string>.Of(VersionTimelines.ChangesOf(recorded), day => On(recorded, day)));

    /// <summary>The role and its start.</summary>
    public static Timeline<string> Of(Membership membership) => VersionCache.Of(membership, Said, static recorded =>
        Timeline<string>.Of(VersionTimelines.ChangesOf(recorded), day => On(recorded, day)));

    /// <summary>The stance, its start and its basis.</summary>
    public static Timeline<string> Of(Position position) => VersionCache.Of(position, Said, static recorded =>
        Timeline<string>.Of(VersionTimelines.ChangesOf(recorded), day => On(recorded, day)));

    static string On(Recognition recognition, DateOnly day)
    {
        var then = AsOfResources.Project(recognition, day, PartialDateMode.Possible);
        Act? led = null;
        var status = RecognitionStatus.NotRecognized;
        foreach (var act in then.Acts.Where(act => !act.Retracted && act.Rank is not (ClaimRank.Normal or ClaimRank.Deprecated)))
        {
            var next = ActTransitions.After(status, act.Kind) ?? status;
            led = next != status ? act : led;
            status = next;
        }

        // A reaffirmation does not start a recognition: use the act that RecognizedOn comes from.
        led = status == RecognitionStatus.Recognized
            ? then.Acts.LastOrDefault(
                act => act.Kind is ActKind.Granted or ActKind.Reaffirmed && ActOrder.DateOf(act) == then.RecognizedOn) ?? led
            : led;
        return led is null ? EnumNames.Of(status) : $"{EnumNames.Of(status)} since {ActOrder.DateOf(led)} ({led.Id})";
    }

    static string On(Membership membership, DateOnly day) => MembershipPeriods.On(membership, day) is { } period
        ? $"{EnumNames.Of(period.Role)}"
            + $"{(period.ValidFrom.Length > 0 ? $" since {period.ValidFrom}" : $", attested on {period.AttestedOn}")} "
            + $"({period.Id})"
        : MembershipPeriods.RoleOn(membership, day, _ => true) == HoldsRole.Unknown ? "unknown on this day" : "no role on this day";

    static string On(Position position, DateOnly day) => StancePeriods.On(position, day) is { } stance
        ? $"{EnumNames.Of(stance.Stance)} since {stance.ValidFrom}, {EnumNames.Of(stance.Basis)}"
        : "no stance on this day";
}
