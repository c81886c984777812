using KosovoNato.Rules.Criteria;

namespace KosovoNato.Recognitions.Decisions;

/// <summary>
/// How the decisions look that organizations were asked for, or are to be asked for: computed of recorded facts and the day, and
/// kept with the question, so that watchers hear when a recognition, a membership or a position turns one.
/// </summary>
static class DecisionOutlooks
{
    /// <summary>Puts those questions whose outlook became another.</summary>
    public static void Derive(Draft draft)
    {
        List<Question> recorded = [.. draft.Resources.Under<Question>()];
        var facts = new Facts(draft.Resources, draft.Today);
        foreach (var question in recorded)
        {
            if (Computed(question, facts) is { } computed)
            {
                draft.Compute(computed, RecognitionsEvent.DecisionOutlookChanged);
            }
        }
    }

    /// <summary>The question with its outlook as it has to be; none if it is so already.</summary>
    public static Question? Computed(Question question, Facts facts)
    {
        var outlook = Of(question, facts);
        if (Equals(outlook, question.Outlook))
        {
            return null;
        }

        var computed = question.Clone();
        computed.Outlook = outlook;
        return computed;
    }

    /// <summary>How a decision looks that was not taken yet; one that was has no outlook.</summary>
    static DecisionOutlook? Of(Question question, Facts facts)
    {
        if (question.Status is not (QuestionStatus.Draft or QuestionStatus.Open)
            || DecisionCalculator.Assess(facts, question.Organization, question.Decision, question.Subject) is not { } assessment)
        {
            return null;
        }

        var outlook = new DecisionOutlook
        {
            Verdict = assessment.Verdict,
            Blockers = { assessment.Blockers.Select(blocker => blocker.State) },
            InferredBlockers = assessment.InferredBlockers,
        };
        if (assessment.Needed is { } needed)
        {
            outlook.Needed = needed;
        }

        return outlook;
    }
}
