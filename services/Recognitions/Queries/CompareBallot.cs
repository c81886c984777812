using KosovoNato.Rules.Ballots;

namespace KosovoNato.Recognitions.Queries;

/// <summary>Compares the choices of states in a ballot with their recognition of the subject on that day.</summary>
static class CompareBallot
{
    public static readonly Query<CompareBallotRequest, RecognitionScenario, CompareBallotResponse> Query = new(Check, Answer);

    static void Check(CompareBallotRequest request, FieldViolations violations)
    {
        NameChecks.CheckChild("questions", "ballots", request.Ballot, violations, "ballot");
        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.OfRecognitions);
    }

    static CompareBallotResponse Answer(CompareBallotRequest request, RecognitionScenario world)
    {
        var (ballot, question) = HeldBallots.Get(request.Ballot, world.Facts);
        List<CastVote> votes = [.. ballot.Choices.Select(voted => HeldBallots.VoteOf(voted.State, ballot, question, world.Bases)!)];
        return new()
        {
            Ballot = ballot.Name,
            RecognizersNotSupporting = { votes.Where(vote => vote.Recognized && vote.StanceTowardSubject != Stance.Support) },
            NonRecognizersSupporting = { votes.Where(vote => !vote.Recognized && vote.StanceTowardSubject == Stance.Support) },
            RecognizingCount = votes.Count(vote => vote.Recognized),
            SupportingCount = votes.Count(vote => vote.StanceTowardSubject == Stance.Support),
            AsOf = world.AsOf,
            Revision = world.Provenance.Revision,
        };
    }
}
