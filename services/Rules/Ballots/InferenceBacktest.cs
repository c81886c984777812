using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Decisions;
using KosovoNato.Rules.Timelines;

namespace KosovoNato.Rules.Ballots;

/// <summary>Tests the inference from recognition: what it predicts for each ballot, against the choices that states made.</summary>
public static class InferenceBacktest
{
    /// <summary>The test against one ballot.</summary>
    public static BallotBacktest Of(Ballot ballot, Question question, FactBase facts)
    {
        List<BacktestCell> cells =
        [
            .. from voted in ballot.Choices
               let status = HeldBallots.StatusOf(voted.State, ballot, question, facts)
               let predicted = DecisionCalculator.InferStance(status, question.OpposedBySubject)
               group voted.State by (predicted, voted.Choice) into cell
               orderby cell.Key
               select new BacktestCell { Predicted = cell.Key.predicted, Choice = cell.Key.Choice, States = { cell } },
        ];
        return new() { Ballot = ballot.Name, Date = ballot.Date, Counts = Sum(cells.Select(CountsOf)), Cells = { cells } };
    }

    /// <summary>The numbers over all ballots about a subject up to the day.</summary>
    public static BacktestCounts TotalOf(string subject, FactBase facts) =>
        Sum(HeldBallots.About(subject, facts).Select(held => Of(held.Ballot, held.Question, facts).Counts));

    public static BacktestCounts Sum(IEnumerable<BacktestCounts> counts) => counts.Aggregate(new BacktestCounts(), (sum, one) => new()
    {
        Right = sum.Right + one.Right,
        Wrong = sum.Wrong + one.Wrong,
        Undetermined = sum.Undetermined + one.Undetermined,
    });

    static BacktestCounts CountsOf(BacktestCell cell) => (cell.Predicted, CastVotes.StanceOf(cell.Choice)) switch
    {
        (CountedStance.Unknown, _) or (_, null) => new() { Undetermined = cell.States.Count },
        (CountedStance.NoObjection, Stance.Support) or (CountedStance.Oppose, Stance.Oppose) => new() { Right = cell.States.Count },
        _ => new() { Wrong = cell.States.Count },
    };
}
