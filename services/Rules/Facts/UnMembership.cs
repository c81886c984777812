using KosovoNato.Rules.Memberships;
using KosovoNato.Rules.Timelines;

namespace KosovoNato.Rules.Facts;

/// <summary>Membership of the United Nations, dated like every other membership.</summary>
public static class UnMembership
{
    /// <summary>The name of the United Nations.</summary>
    public const string Organization = "organizations/un";

    /// <summary>The name of a state's membership.</summary>
    public static string NameOf(string code) => $"{Organization}/memberships/{code}";

    /// <summary>
    /// Whether a state was a member on a day. If no membership is recorded, its dates are unknown, and the attribute of the state decides.
    /// </summary>
    public static HoldsRole On(string code, IResourceView resources, DateOnly day) =>
        resources.Find<Membership>(NameOf(code)) is { } membership ? VersionTimelines.Member(membership).On(day).Value
        : resources.Find<State>(ResourceNames.State(code)) is { UnMember: true } ? HoldsRole.Yes
        : HoldsRole.No;

    /// <summary>The state with the attribute of a day; the same object if it does not differ.</summary>
    public static State On(State state, IResourceView resources, DateOnly day)
    {
        var isMember = On(ResourceNames.Id(state.Name), resources, day) == HoldsRole.Yes;
        return isMember == state.UnMember ? state : new(state) { UnMember = isMember };
    }
}
