namespace KosovoNato.Recognitions.Ballots;

/// <summary>Registers a ballot on a question.</summary>
static class RegisterBallot
{
    public static readonly CreateWrite<RegisterBallotRequest, Ballot> Write =
        new(BallotChecks.Check, Complete, RecognitionsEventType.BallotRegistered);

    static void Complete(Ballot ballot, Transaction draft)
    {
        draft.Get<Question>(ResourceNames.Parent(ballot.Name));
        BallotChecks.Complete(ballot, draft);
    }
}
