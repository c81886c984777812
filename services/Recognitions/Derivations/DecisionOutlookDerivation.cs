using KosovoNato.Kernel.Recomputation;
using KosovoNato.Rules.Criteria;
using KosovoNato.Storage.Derivations;

namespace KosovoNato.Recognitions.Derivations;

/// <summary>
/// Derives the outlook of decisions that organizations were asked to take or will be asked to take. A function of the recorded facts and
/// the day, stored with the question so that watchers are notified when a recognition, a membership or a position changes it.
/// </summary>
sealed class DecisionOutlookDerivation : IDerivedFields
{
    readonly IResourceView resources;
    readonly FactBase facts;
    readonly ComputedTable<string, DecisionOutlook?> outlooks;
    readonly SortedSet<string> outdated = new(StringComparer.Ordinal);

    public DecisionOutlookDerivation(IResourceView resources, ComputedValues computed, DateOnly today)
    {
        (this.resources, facts) = (resources, new FactBase(resources, today, computed));
        outlooks = new(computed, StringComparer.Ordinal, name => outdated.Add(name));
    }

    /// <summary>Stores each question whose outlook changed.</summary>
    public void Store(Transaction draft, IReadOnlyCollection<ResourceKey> changed)
    {
        outdated.UnionWith(changed.Where(one => one.Type == typeof(Question)).Select(one => one.Name));
        List<Question> recorded = [.. outdated.Select(resources.Find<Question>).OfType<Question>()];
        outdated.Clear();
        foreach (var question in recorded)
        {
            var outlook = outlooks.Of(question.Name, () => Of(resources.Find<Question>(question.Name)!, facts));
            if (With(question, outlook) is { } derived)
            {
                draft.PutDerived(derived, RecognitionsEventType.DecisionOutlookChanged);
            }
        }
    }

    /// <summary>Empties the fields that <see cref="Derived"/> sets.</summary>
    public static void Clear(Question question) => question.Outlook = null;

    /// <summary>The question with its derived outlook; null if it has not changed.</summary>
    public static Question? Derived(Question question, FactBase facts) => With(question, Of(question, facts));

    static Question? With(Question question, DecisionOutlook? outlook) =>
        Equals(outlook, question.Outlook) ? null : new(question) { Outlook = outlook };

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
