namespace KosovoNato.Rules.Acts;

/// <summary>
/// Derives the status of a recognition from its acts alone: sorts and folds the acts, and sets all derived fields. Retracted and superseded
/// (DEPRECATED) acts are skipped. Competing claims (NORMAL) do not change the status, but can mark the recognition as contested.
/// </summary>
public static class RecognitionFold
{
    /// <summary>Sorts the acts and sets the derived fields. Rejects an act that cannot follow the acts before it.</summary>
    public static void Apply(Recognition recognition)
    {
        ActOrder.Sort(recognition.Acts);
        Fold(recognition, DateOnly.MaxValue, isChecked: true);
    }

    /// <summary>The same, but only acts up to the day count. Later acts are checked too, and count from their own day.</summary>
    public static void Apply(Recognition recognition, DateOnly day)
    {
        Apply(recognition);
        Fold(recognition, day, isChecked: false);
    }

    /// <summary>The recognition with the derived fields of a day; the same object if they do not differ.</summary>
    public static Recognition On(Recognition recognition, DateOnly day)
    {
        var then = recognition.Clone();
        Fold(then, day, isChecked: false);
        return then.Equals(recognition) ? recognition : then;
    }

    /// <summary>
    /// Sets the derived fields from sorted acts. An act that cannot follow is ignored: mirrored acts may come from a newer service with
    /// other rules, which must not stop this one.
    /// </summary>
    internal static void Refold(Recognition recognition) => Fold(recognition, DateOnly.MaxValue, isChecked: false);

    static void Fold(Recognition recognition, DateOnly until, bool isChecked)
    {
        var status = RecognitionStatus.NotRecognized;
        Act? recognizedBy = null, withdrawnBy = null, relations = null;
        bool contested = false, confirmed = false;
        foreach (var act in recognition.Acts.Where(
            act => !act.Retracted && act.Rank != ClaimRank.Deprecated && ActOrder.DayOf(act) <= until))
        {
            contested |= act.Kind is ActKind.Denied or ActKind.Invalidated or ActKind.WithdrawalClaimed;
            if (act.Rank == ClaimRank.Normal)
            {
                if (isChecked)
                {
                    RequireGrant(recognition, act, recognizedBy);
                }

                continue;
            }

            var before = status;
            if (ActTransitions.After(status, act.Kind) is { } next)
            {
                status = next;
            }
            else if (isChecked)
            {
                throw CannotFollow(recognition, act, status);
            }
            else
            {
                continue;
            }

            confirmed |= act.Kind is ActKind.Confirmed or ActKind.Reaffirmed;
            switch (act.Kind)
            {
                case ActKind.Granted:
                case ActKind.Reaffirmed when before == RecognitionStatus.Withdrawn:
                    recognizedBy = act;
                    break;
                case ActKind.WithdrawalConfirmed:
                    withdrawnBy = act;
                    break;
                case ActKind.RelationsEstablished:
                    relations = act;
                    break;
            }
        }

        recognition.Status = status;
        // A claimed withdrawal does not undo the act by which the state recognizes. A confirmed withdrawal, or a declaration that the
        // recognition was void, does.
        recognition.RecognizedOn = status is RecognitionStatus.Recognized or RecognitionStatus.WithdrawalClaimed
            ? DateOf(recognizedBy)
            : "";
        recognition.WithdrawnOn = status == RecognitionStatus.Withdrawn ? DateOf(withdrawnBy) : "";
        recognition.DiplomaticRelationsOn = DateOf(relations);
        recognition.Contested = contested;
        recognition.Confirmed = confirmed;
    }

    /// <summary>
    /// The status on a date, from sorted acts. An act that cannot follow is ignored: mirrored acts may come from a newer service with other
    /// rules, which must not stop this one.
    /// </summary>
    public static RecognitionStatus StatusOn(Recognition recognition, DateOnly date) =>
        recognition.Acts
            .Where(act => !act.Retracted && act.Rank is not (ClaimRank.Normal or ClaimRank.Deprecated) && ActOrder.DayOf(act) <= date)
            .Aggregate(RecognitionStatus.NotRecognized, (status, act) => ActTransitions.After(status, act.Kind) ?? status);

    static string DateOf(Act? act) => act is null ? "" : ActOrder.DateOf(act);

    /// <summary>Rejects a withdrawal without an earlier grant, even as a competing claim that does not change the status.</summary>
    static void RequireGrant(Recognition recognition, Act act, Act? recognizedBy)
    {
        if (act.Kind is ActKind.WithdrawalClaimed or ActKind.WithdrawalConfirmed && recognizedBy is null)
        {
            throw ApiException.RuleViolated("WITHDRAWAL_NEEDS_GRANT", recognition.Name,
                $"{Described(act)} needs an earlier act GRANTED. Record the grant first, or correct the dates.");
        }
    }

    static ApiException CannotFollow(Recognition recognition, Act act, RecognitionStatus status) =>
        ApiException.TransitionNotAllowed(
            recognition.Name, EnumNames.Of(status), Described(act), ActTransitions.AllowedIn(status).Select(EnumNames.Of))
            .With("act", act.Id);

    static string Described(Act act) => $"act {act.Id} ({EnumNames.Of(act.Kind)} of {ActOrder.DateOf(act)})";
}
