using KosovoNato.Rules.Ballots;
using KosovoNato.Rules.Timelines;

namespace KosovoNato.Recognitions.Queries;

/// <summary>Tests the inference from recognition: what it predicts for each ballot, against the choices that states made.</summary>
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
                .Select(one => Of(one.Ballot, one.Question, world)).OrderBy(test => test.Date, StringComparer.Ordinal),
        ];
        return new()
        {
            Ballots = { tests },
            Total = Sum(tests.Select(test => test.Counts)),
            AsOf = world.AsOf,
            Revision = world.Provenance.Revision,
        };
    }

    /// <summary>The numbers over all ballots about a subject up to the day.</summary>
    public static BacktestCounts TotalOf(string subject, RecognitionScenario world) =>
        Sum(HeldBallots.About(subject, world.Facts).Select(held => Of(held.Ballot, held.Question, world).Counts));

    static BallotBacktest Of(Ballot ballot, Question question, RecognitionScenario world)
    {
        List<BacktestCell> cells =
        [
            .. from voted in ballot.Choices
               let status = HeldBallots.StatusOf(voted.State, ballot, question, world.Facts)
               let predicted = DecisionCalculator.InferStance(status, question.OpposedBySubject)
               group voted.State by (predicted, voted.Choice) into cell
               orderby cell.Key
               select new BacktestCell { Predicted = cell.Key.predicted, Choice = cell.Key.Choice, States = { cell } },
        ];
        return new() { Ballot = ballot.Name, Date = ballot.Date, Counts = Sum(cells.Select(CountsOf)), Cells = { cells } };
    }

    static BacktestCounts CountsOf(BacktestCell cell) => (cell.Predicted, CastVotes.StanceOf(cell.Choice)) switch
    {
        (CountedStance.Unknown, _) or (_, null) => new() { Undetermined = cell.States.Count },
        (CountedStance.NoObjection, Stance.Support) or (CountedStance.Oppose, Stance.Oppose) => new() { Right = cell.States.Count },
        _ => new() { Wrong = cell.States.Count },
    };

    static BacktestCounts Sum(IEnumerable<BacktestCounts> counts) => counts.Aggregate(new BacktestCounts(), (sum, one) => new()
    {
        Right = sum.Right + one.Right,
        Wrong = sum.Wrong + one.Wrong,
        Undetermined = sum.Undetermined + one.Undetermined,
    });
}
