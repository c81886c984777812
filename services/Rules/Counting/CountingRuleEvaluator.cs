using KosovoNato.Rules.Acts;

namespace KosovoNato.Rules.Counting;

/// <summary>
/// Whether a recognition counts by a rule on a date. This is not the status: rules differ in what they make of the same
/// acts, and third parties go on counting a withdrawal that was taken back.
/// </summary>
public static class CountingRuleEvaluator
{
    public static bool Counts(Recognition recognition, CountingRule rule, DateOnly date)
    {
        var acts = recognition.Acts.Where(act => !act.Retracted && act.Rank != ClaimRank.Deprecated).ToList();
        var counts = false;
        var ended = false;
        for (var i = 0; i < acts.Count && ActOrder.DayOf(acts[i]) <= date; i++)
        {
            var act = acts[i];
            if (Ends(act, rule.Withdrawals))
            {
                ended = true;
            }
            else if (act.Rank == ClaimRank.Preferred && (rule.CountDisputed || !IsVoid(acts, i)))
            {
                // Only a new grant starts a count again that a withdrawal ended; to say that it stands does not.
                ended &= act.Kind != ActKind.Granted;
                counts |= rule.CountedActs.Contains(act.Kind);
            }
        }

        return counts && !ended;
    }

    static bool Ends(Act act, WithdrawalPolicy policy) => policy switch
    {
        WithdrawalPolicy.AnyClaim => act.Kind is ActKind.WithdrawalClaimed or ActKind.WithdrawalConfirmed,
        WithdrawalPolicy.CountedByThirdParties => act.Rank == ClaimRank.Preferred
            && (act.Kind == ActKind.WithdrawalConfirmed || (act.Kind == ActKind.WithdrawalClaimed && act.CountedByThirdParties)),
        _ => false,
    };

    /// <summary>
    /// Whether an act was denied later, or declared void and not confirmed after that. The date of the question does not
    /// matter here: what is void is void from its beginning.
    /// </summary>
    static bool IsVoid(List<Act> acts, int index)
    {
        var isVoid = false;
        foreach (var later in acts.Skip(index + 1).Where(act => act.Rank == ClaimRank.Preferred))
        {
            if (later.Kind == ActKind.Denied)
            {
                return true;
            }

            isVoid = later.Kind == ActKind.Invalidated || (isVoid && later.Kind != ActKind.Confirmed);
        }

        return isVoid;
    }
}
