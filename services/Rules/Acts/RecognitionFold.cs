namespace KosovoNato.Rules.Acts;

/// <summary>
/// The status of a recognition follows from its acts and from nothing else: they are put in order and folded, and all
/// derived fields are set. Acts that were retracted or superseded (DEPRECATED) are passed over; those that stand beside the
/// preferred ones (NORMAL) move nothing, but whoever claims a withdrawal contests the status.
/// </summary>
public static class RecognitionFold
{
    /// <summary>Puts the acts in order and sets what follows; refuses if an act cannot follow on those before it.</summary>
    public static void Apply(Recognition recognition)
    {
        ActOrder.Sort(recognition.Acts);
        Fold(recognition, isChecked: true);
    }

    /// <summary>
    /// Sets what follows from acts that are in order. One that cannot follow moves nothing here: these may be copies from a newer
    /// service, and what it knows more must not stop ours.
    /// </summary>
    internal static void Refold(Recognition recognition) => Fold(recognition, isChecked: false);

    static void Fold(Recognition recognition, bool isChecked)
    {
        var status = RecognitionStatus.NotRecognized;
        Act? recognizedBy = null, withdrawnBy = null, relations = null;
        bool contested = false, confirmed = false;
        foreach (var act in recognition.Acts.Where(act => !act.Retracted && act.Rank != ClaimRank.Deprecated))
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
        // A claimed withdrawal does not undo the act by which the state recognizes; a confirmed one does, and so does the
        // declaration that it was void.
        recognition.RecognizedOn = status is RecognitionStatus.Recognized or RecognitionStatus.WithdrawalClaimed
            ? DateOf(recognizedBy)
            : "";
        recognition.WithdrawnOn = status == RecognitionStatus.Withdrawn ? DateOf(withdrawnBy) : "";
        recognition.DiplomaticRelationsOn = DateOf(relations);
        recognition.Contested = contested;
        recognition.Confirmed = confirmed;
    }

    /// <summary>
    /// The status on a date, of acts that are in order. An act that cannot follow moves nothing here: these may be copies from a
    /// newer service, and what it knows more must not stop ours.
    /// </summary>
    public static RecognitionStatus StatusOn(Recognition recognition, DateOnly date) =>
        recognition.Acts
            .Where(act => !act.Retracted && act.Rank is not (ClaimRank.Normal or ClaimRank.Deprecated) && ActOrder.DayOf(act) <= date)
            .Aggregate(RecognitionStatus.NotRecognized, (status, act) => ActTransitions.After(status, act.Kind) ?? status);

    static string DateOf(Act? act) => act is null ? "" : ActOrder.DateOf(act);

    /// <summary>Nobody can withdraw what was not granted, not even by a claim that moves nothing.</summary>
    static void RequireGrant(Recognition recognition, Act act, Act? recognizedBy)
    {
        if (act.Kind is ActKind.WithdrawalClaimed or ActKind.WithdrawalConfirmed && recognizedBy is null)
        {
            throw ApiException.RuleViolated("WITHDRAWAL_NEEDS_GRANT", recognition.Name,
                $"{Described(act)} needs an earlier act GRANTED. Record that first, or correct the dates.");
        }
    }

    static ApiException CannotFollow(Recognition recognition, Act act, RecognitionStatus status) =>
        ApiException.TransitionNotAllowed(
            recognition.Name, EnumNames.Of(status), Described(act), ActTransitions.AllowedIn(status).Select(EnumNames.Of))
            .With("act", act.Id);

    static string Described(Act act) => $"act {act.Id}, {EnumNames.Of(act.Kind)} of {ActOrder.DateOf(act)},";
}
