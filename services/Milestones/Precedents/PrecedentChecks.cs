using Google.Protobuf.Collections;
using KosovoNato.Kernel;

namespace KosovoNato.Milestones.Precedents;

/// <summary>What a precedent, its steps and its ratifications must be like, and in which order they are kept.</summary>
static class PrecedentChecks
{
    public const int MaxSteps = 100;
    public const int MaxRatifications = 100;

    public static void Check(Precedent? precedent, FieldSelection fields, FieldViolations violations)
    {
        if (precedent is null)
        {
            violations.Add("precedent", "is required: it holds the name and the values");
            return;
        }

        var at = violations.At("precedent");
        MilestoneNames.CheckPrecedent(precedent.Name, at);
        if (fields.Has("outcome"))
        {
            ValueChecks.CheckListed(precedent.Outcome, at, "outcome");
        }

        if (fields.Has("note"))
        {
            ValueChecks.CheckNote(precedent.Note, at);
        }

        if (fields.Has("corrections"))
        {
            Corrections.Check(precedent.Corrections, at);
        }

        if (fields == FieldSelection.All)
        {
            CheckSteps(precedent.Steps, at);
            CheckRatifications(precedent.Ratifications, at);
        }
    }

    public static void CheckStep(PrecedentStep step, FieldViolations violations)
    {
        ValueChecks.CheckListed(step.Step, violations, "step");
        DateChecks.CheckRequired(step.On, violations, "on");
        EvidenceChecks.Check(step.Evidence, violations);
        ValueChecks.CheckNote(step.Note, violations);
    }

    public static void CheckRatification(Ratification ratification, FieldViolations violations)
    {
        StateCodes.Check(ratification.By, violations, "by");
        var parliament = DateChecks.CheckKnown(ratification.ParliamentOn, violations, "parliament_on");
        var deposited = DateChecks.CheckKnown(ratification.DepositedOn, violations, "deposited_on");
        DateChecks.CheckOrder(parliament, deposited, violations, "deposited_on", "must not be before parliament_on");
        EvidenceChecks.Check(ratification.Evidence, violations);
        ValueChecks.CheckNote(ratification.Note, violations);
    }

    /// <summary>Brings a precedent into the form in which it is kept.</summary>
    public static void Keep(Precedent precedent)
    {
        foreach (var step in precedent.Steps)
        {
            step.Evidence = EvidenceChecks.Normalized(step.Evidence);
        }

        foreach (var ratification in precedent.Ratifications)
        {
            ratification.By = StateCodes.Canonical(ratification.By);
            ratification.Evidence = EvidenceChecks.Normalized(ratification.Evidence);
        }

        Order(precedent.Steps, precedent.Steps.OrderBy(step => PartialDate.Parse(step.On).First).ThenBy(step => step.Step));
        Order(precedent.Ratifications, precedent.Ratifications.OrderBy(ratification => ratification.By, StringComparer.Ordinal));
    }

    static void CheckSteps(IReadOnlyList<PrecedentStep> steps, FieldViolations violations)
    {
        ValueChecks.CheckCount(steps.Count, MaxSteps, violations, "steps");
        for (var i = 0; i < Math.Min(steps.Count, MaxSteps); i++)
        {
            var at = violations.At($"steps[{i}]");
            CheckStep(steps[i], at);
            at.Require(steps.Take(i).All(earlier => earlier.Step != steps[i].Step), "step", "must be unique in the precedent");
        }
    }

    static void CheckRatifications(IReadOnlyList<Ratification> ratifications, FieldViolations violations)
    {
        ValueChecks.CheckCount(ratifications.Count, MaxRatifications, violations, "ratifications");
        var members = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(ratifications.Count, MaxRatifications); i++)
        {
            var at = violations.At($"ratifications[{i}]");
            CheckRatification(ratifications[i], at);
            at.Require(members.Add(StateCodes.Canonical(ratifications[i].By)), "by", "must be unique in the precedent");
        }
    }

    static void Order<T>(RepeatedField<T> list, IEnumerable<T> ordered)
    {
        T[] sorted = [.. ordered];
        list.Clear();
        list.AddRange(sorted);
    }
}
