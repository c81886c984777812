using System.Collections.Frozen;

namespace KosovoNato.Rules.Acts;

/// <summary>The acts that are allowed in each status, and the status that follows.</summary>
public static class ActTransitions
{
    static readonly FrozenDictionary<(RecognitionStatus, ActKind), RecognitionStatus> Moves =
        new Dictionary<(RecognitionStatus, ActKind), RecognitionStatus>
        {
            [(RecognitionStatus.NotRecognized, ActKind.Announced)] = RecognitionStatus.Announced,
            [(RecognitionStatus.NotRecognized, ActKind.Granted)] = RecognitionStatus.Recognized,
            [(RecognitionStatus.Announced, ActKind.Granted)] = RecognitionStatus.Recognized,
            [(RecognitionStatus.Announced, ActKind.Denied)] = RecognitionStatus.NotRecognized,
            [(RecognitionStatus.Recognized, ActKind.Invalidated)] = RecognitionStatus.RecognitionDisputed,
            [(RecognitionStatus.Recognized, ActKind.WithdrawalClaimed)] = RecognitionStatus.WithdrawalClaimed,
            [(RecognitionStatus.Recognized, ActKind.WithdrawalConfirmed)] = RecognitionStatus.Withdrawn,
            [(RecognitionStatus.WithdrawalClaimed, ActKind.Reaffirmed)] = RecognitionStatus.Recognized,
            [(RecognitionStatus.WithdrawalClaimed, ActKind.WithdrawalConfirmed)] = RecognitionStatus.Withdrawn,
            [(RecognitionStatus.Withdrawn, ActKind.Reaffirmed)] = RecognitionStatus.Recognized,
            [(RecognitionStatus.Withdrawn, ActKind.Granted)] = RecognitionStatus.Recognized,
            [(RecognitionStatus.RecognitionDisputed, ActKind.Confirmed)] = RecognitionStatus.Recognized,
        }.ToFrozenDictionary();

    /// <summary>The status after the act; null if the act is not allowed.</summary>
    public static RecognitionStatus? After(RecognitionStatus status, ActKind kind)
    {
        if (Moves.TryGetValue((status, kind), out var next))
        {
            return next;
        }

        // Both are allowed in any status and do not change it, except for the confirmation in the table.
        return kind is ActKind.Confirmed or ActKind.RelationsEstablished ? status : null;
    }

    public static IEnumerable<ActKind> AllowedIn(RecognitionStatus status) =>
        Enum.GetValues<ActKind>().Where(kind => After(status, kind) is not null);
}
