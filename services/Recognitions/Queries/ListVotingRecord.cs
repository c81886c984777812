using KosovoNato.Rules.Ballots;

namespace KosovoNato.Recognitions.Queries;

/// <summary>Returns how a state voted about a subject, each time with its recognition on that day.</summary>
static class ListVotingRecord
{
    public static readonly PagedQuery<ListVotingRecordRequest, RecognitionScenario, CastVote, ListVotingRecordResponse> Query =
        new(Check, Select, Answer);

    static void Check(ListVotingRecordRequest request, FieldViolations violations)
    {
        StateCodes.Check(request.State, violations, "state");
        StateCodes.CheckOptional(request.Subject, violations, "subject");
        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.OfRecognitions);
    }

    static IEnumerable<PageEntry<CastVote>> Select(ListVotingRecordRequest request, RecognitionScenario world)
    {
        var (state, subject) = (StateCodes.Canonical(request.State), DefaultSubject.OrDefault(request.Subject));
        world.Get<State>(ResourceNames.State(state));
        world.Get<State>(ResourceNames.State(subject));
        return
            from held in HeldBallots.About(subject, world.Facts)
            let vote = HeldBallots.VoteOf(state, held.Ballot, held.Question, world.Bases)
            where vote is not null
            select new PageEntry<CastVote>(vote.Ballot, () => vote);
    }

    static ListVotingRecordResponse Answer(
        ListVotingRecordRequest request, RecognitionScenario world, IReadOnlyList<CastVote> page, string next) => new()
        {
            Votes = { page },
            NextPageToken = next,
            AsOf = world.AsOf,
            Revision = world.Provenance.Revision,
        };
}
