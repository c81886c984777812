
namespace KosovoNato.Recognitions.Derivations;

/// <summary>
/// Derives what follows from the acts of recognitions when a day begins, because an act can be dated tomorrow: it is already tomorrow in
/// other time zones. Writes derive it for the recognition that they change.
/// </summary>
static class RecognitionStatusDerivation
{
    /// <summary>Stores each recognition whose derived fields changed.</summary>
    public static void Run(Transaction draft)
    {
        foreach (var recorded in draft.Resources.List<Recognition>().Where(recognition => recognition.Acts.Count > 0).ToList())
        {
            var derived = RecognitionFold.On(recorded, draft.Today);
            if (derived.Status != recorded.Status)
            {
                draft.PutDerived(derived, RecognitionsEventType.RecognitionStatusChanged);
            }
            else if (derived != recorded)
            {
                draft.PutDerived<Recognition, RecognitionsEventType>(derived);
            }
        }
    }

    /// <summary>Empties every derived field.</summary>
    public static void Clear(Recognition recognition)
    {
        (recognition.Status, recognition.RecognizedOn, recognition.WithdrawnOn) = (default, "", "");
        (recognition.DiplomaticRelationsOn, recognition.Contested, recognition.Confirmed) = ("", false, false);
    }
}
