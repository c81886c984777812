namespace KosovoNato.Recognitions.Acts;

/// <summary>The only way by which a recognition is written: after a fold, so that no write can leave a status behind.</summary>
static class RecognitionTransactionExtensions
{
    /// <summary>Folds the acts, puts the recognition, and says so if its status has become another.</summary>
    public static Recognition PutFolded(this Recognition recognition, Transaction draft, params ReadOnlySpan<RecognitionsEvent> events)
    {
        var before = recognition.Status;
        RecognitionFold.Apply(recognition);
        return draft.Put(recognition, recognition.Status == before ? events : [.. events, RecognitionsEvent.RecognitionStatusChanged]);
    }

    /// <summary>Finds an act to change; refuses one that is not there, and one that does not count any more.</summary>
    public static Act GetActiveAct(this Recognition recognition, string id)
    {
        var act = recognition.Acts.FirstOrDefault(act => act.Id == id) ?? throw ApiException.NotFound($"{recognition.Name} act {id}");
        return act.Retracted
            ? throw ApiException.RuleViolated("ACT_RETRACTED", recognition.Name,
                $"Act {id} was retracted and cannot be changed any more. Record the act anew if it had happened after all.")
            : act;
    }
}
