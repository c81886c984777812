namespace KosovoNato.Recognitions.Questions;

/// <summary>What a question and its outcome must be like.</summary>
static class QuestionChecks
{
    public static void CheckVotes(Votes? votes, FieldViolations violations)
    {
        var at = violations.At("votes");
        Check(votes?.InFavour, "in_favour");
        Check(votes?.Against, "against");
        Check(votes?.Abstentions, "abstentions");

        void Check(int? count, string field) =>
            at.Require(count is null or >= 0, field, "must not be negative; leave it unset if it is not known");
    }

    /// <summary>Refuses a question that would be decided before it was put, on every reading of the dates.</summary>
    public static void RequireOrder(Question question)
    {
        if (DateChecks.IsBefore(question.DecidedOn, question.OpenedOn))
        {
            throw ApiException.RuleViolated("DECIDED_BEFORE_OPENED", question.Name,
                $"{question.Name} cannot be decided on {question.DecidedOn}: it was put on {question.OpenedOn}. Correct opened_on first if "
                + "that is wrong.");
        }
    }
}
