namespace KosovoNato.Recognitions.Questions;

/// <summary>Validation rules for questions and their outcomes.</summary>
static class QuestionChecks
{
    public static void CheckVotes(VoteCounts? votes, FieldViolations violations)
    {
        var at = violations.At("votes");
        Check(votes?.InFavour, "in_favour");
        Check(votes?.Against, "against");
        Check(votes?.Abstentions, "abstentions");

        void Check(int? count, string field) =>
            at.Require(count is null or >= 0, field, "must not be negative; leave it unset if unknown");
    }

    /// <summary>Accepts an empty text or an aim in upper snake case.</summary>
    public static void CheckAim(string aim, FieldViolations violations)
    {
        if (aim.Length > 0)
        {
            ValueChecks.CheckUpperSnake(aim, violations, "aim");
        }
    }

    /// <summary>Rejects a question that would be decided before it was opened, under every reading of the dates.</summary>
    public static void RequireOrder(Question question)
    {
        if (DateChecks.IsBefore(question.DecidedOn, question.OpenedOn))
        {
            throw ApiException.RuleViolated("DECIDED_BEFORE_OPENED", question.Name,
                $"{question.Name} cannot be decided on {question.DecidedOn}: it was opened on {question.OpenedOn}. If `opened_on` is "
                + "wrong, correct it first.");
        }
    }
}
