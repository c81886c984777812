namespace KosovoNato.Recognitions.Acts;

/// <summary>The only way to store a recognition: after a fold, so that no write leaves an outdated status behind.</summary>
static class RecognitionTransactionExtensions
{
    /// <summary>Folds the acts up to today, stores the recognition, and adds an event if its status changed.</summary>
    public static Recognition PutFolded(this Recognition recognition, Transaction draft, params ReadOnlySpan<RecognitionsEventType> events)
    {
        var before = recognition.Status;
        RecognitionFold.Apply(recognition, draft.Today);
        return draft.Put(recognition, recognition.Status == before ? events : [.. events, RecognitionsEventType.RecognitionStatusChanged]);
    }

    /// <summary>Finds an act to change. Rejects an unknown act and a retracted act.</summary>
    public static Act GetActiveAct(this Recognition recognition, string id)
    {
        var act = recognition.Acts.FirstOrDefault(act => act.Id == id) ?? throw ApiException.NotFound($"{recognition.Name} act {id}");
        return act.Retracted
            ? throw ApiException.RuleViolated("ACT_RETRACTED", recognition.Name,
                $"Act {id} was retracted and can no longer be changed. If it did happen, record it as a new act.")
            : act;
    }
}
