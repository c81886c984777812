using KosovoNato.Rules.Facts;

namespace KosovoNato.Recognitions.Derivations;

/// <summary>Derives whether a state is a member of the United Nations today, if its membership is recorded.</summary>
static class UnMembershipDerivation
{
    /// <summary>Stores each state whose membership began or ended.</summary>
    public static void Run(Transaction draft)
    {
        foreach (var recorded in draft.Resources.List<State>().ToList())
        {
            var derived = UnMembership.On(recorded, draft.Resources, draft.Today);
            if (derived != recorded)
            {
                draft.PutDerived(derived, RecognitionsEventType.MembershipChanged);
            }
        }
    }
}
