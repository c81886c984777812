namespace KosovoNato.Recognitions.Ballots;

/// <summary>Corrects a ballot. The replaced values stay in the earlier revisions.</summary>
static class CorrectBallot
{
    public static readonly CorrectWrite<CorrectBallotRequest, Ballot> Write = new(
        ["body", "date", "round", "threshold", "secret", "results", "choices", "delegations", "evidence", "note"],
        BallotChecks.Check, (_, _, ballot, draft) => BallotChecks.Complete(ballot, draft), RecognitionsEventType.CorrectionMade);
}
