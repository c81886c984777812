using KosovoNato.Rules.Acts;

namespace KosovoNato.Rules.Counting;

/// <summary>
/// Evaluates whether a recognition counts by a rule on a date. The result can differ from the status: rules interpret the same acts
/// differently, and third parties may still count a withdrawal that was taken back.
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
            if (Ends(act, rule.WithdrawalPolicy))
            {
                ended = true;
            }
            else if (act.Rank == ClaimRank.Preferred && (rule.CountDisputed || !IsVoid(acts, i)))
            {
                // Only a new grant makes a recognition count again after a withdrawal; a reaffirmation does not.
                ended &= act.Kind != ActKind.Granted;
                counts |= rule.CountedActKinds.Contains(act.Kind);
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
    /// Whether a later act denied this act, or declared it void and no act confirmed it after that. Acts after the date of the query are
    /// included, because a void act is void from the beginning.
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
