using KosovoNato.Rules.Criteria;

namespace KosovoNato.Recognitions.Derivations;

/// <summary>
/// Derives the outlook of decisions that organizations were asked to take or will be asked to take. A function of the recorded facts and
/// the day, stored with the question so that watchers are notified when a recognition, a membership or a position changes it.
/// </summary>
static class DecisionOutlookDerivation
{
    /// <summary>Stores each question whose outlook changed.</summary>
    public static void Run(Transaction draft)
    {
        List<Question> recorded = [.. draft.Resources.List<Question>()];
        var facts = new FactBase(draft.Resources, draft.Today);
        foreach (var question in recorded)
        {
            if (Derived(question, facts) is { } derived)
            {
                draft.PutDerived(derived, RecognitionsEventType.DecisionOutlookChanged);
            }
        }
    }

    /// <summary>Empties the fields that <see cref="Derived"/> sets.</summary>
    public static void Clear(Question question) => question.Outlook = null;

    /// <summary>The question with its derived outlook; null if it has not changed.</summary>
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

    /// <summary>The outlook of a decision that has not been taken; null if it was taken, or cannot be assessed.</summary>
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
            BlockingStates = { assessment.BlockingMembers.Select(blocker => blocker.State) },
            InferredBlockingCount = assessment.InferredBlockingCount,
        };
        if (assessment.NeededCount is { } needed)
        {
            outlook.NeededCount = needed;
        }

        return outlook;
    }
}
