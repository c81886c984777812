using KosovoNato.Rules.Criteria;

namespace KosovoNato.Recognitions.Derivations;

/// <summary>
/// How the decisions look that organizations were asked for, or are to be asked for: computed of recorded facts and the day, and
/// kept with the question, so that watchers hear when a recognition, a membership or a position turns one.
/// </summary>
static class DecisionOutlookDerivation
{
    /// <summary>Puts those questions whose outlook became another.</summary>
    public static void Run(Transaction draft)
    {
        List<Question> recorded = [.. draft.Resources.List<Question>()];
        var facts = new FactBase(draft.Resources, draft.Today);
        foreach (var question in recorded)
        {
            if (Derived(question, facts) is { } derived)
            {
                draft.PutDerived(derived, RecognitionsEvent.DecisionOutlookChanged);
            }
        }
    }

    /// <summary>Empties the fields that <see cref="Derived"/> sets.</summary>
    public static void Clear(Question question) => question.Outlook = null;

    /// <summary>The question with its outlook as it has to be; none if it is so already.</summary>
    public static Question? Derived(Question question, FactBase facts)
    {
        var outlook = Of(question, facts);
        if (Equals(outlook, question.Outlook))
        {
            return null;
        }

        var derived = question.Clone();
        derived.Outlook = outlook;
        return derived;
    }

    /// <summary>How a decision looks that was not taken yet; one that was has no outlook.</summary>
    static DecisionOutlook? Of(Question question, FactBase facts)
    {
        if (question.Status is not (QuestionStatus.Draft or QuestionStatus.Open)
            || DecisionCalculator.Assess(facts, question.Organization, question.Decision, question.Subject) is not { } assessment)
        {
            return null;
        }

        var outlook = new DecisionOutlook
        {
            Verdict = assessment.Verdict,
            Blockers = { assessment.BlockingMembers.Select(blocker => blocker.State) },
            InferredBlockers = assessment.InferredBlockingCount,
        };
        if (assessment.NeededCount is { } needed)
        {
            outlook.Needed = needed;
        }

        return outlook;
    }
}
