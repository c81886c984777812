using KosovoNato.Rules.Ballots;

namespace KosovoNato.Recognitions.Queries;

/// <summary>Tests the inference from recognition against one ballot, or against all ballots about a subject.</summary>
static class BacktestInference
{
    public static readonly Query<BacktestInferenceRequest, RecognitionScenario, BacktestInferenceResponse> Query = new(Check, Answer);

    static void Check(BacktestInferenceRequest request, FieldViolations violations)
    {
        if (request.Ballot.Length > 0)
        {
            NameChecks.CheckChild("questions", "ballots", request.Ballot, violations, "ballot");
        }

        StateCodes.CheckOptional(request.Subject, violations, "subject");
        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.OfRecognitions);
    }

    static BacktestInferenceResponse Answer(BacktestInferenceRequest request, RecognitionScenario world)
    {
        var subject = DefaultSubject.OrDefault(request.Subject);
        world.Get<State>(ResourceNames.State(subject));
        var held = request.Ballot.Length > 0 ? [HeldBallots.Get(request.Ballot, world.Facts)] : HeldBallots.About(subject, world.Facts);
        List<BallotBacktest> tests =
        [
            .. held.Where(one => one.Ballot.Choices.Count > 0 && one.Question.Subject == subject)
                .Select(one => InferenceBacktest.Of(one.Ballot, one.Question, world.Facts))
                .OrderBy(test => test.Date, StringComparer.Ordinal),
        ];
        return new()
        {
            Ballots = { tests },
            Total = InferenceBacktest.Sum(tests.Select(test => test.Counts)),
            AsOf = world.AsOf,
            Revision = world.Provenance.Revision,
        };
    }
}
