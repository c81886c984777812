using Google.Protobuf.Collections;

namespace KosovoNato.Milestones.Precedents;

/// <summary>What a precedent, its steps and its ratifications must be like, and in which order they are kept.</summary>
static class PrecedentChecks
{
    public const int MostSteps = 100;
    public const int MostRatifications = 100;

    public static void Check(Precedent? precedent, Fields fields, Violations violations)
    {
        if (precedent is null)
        {
            violations.Add("precedent", "is required: it holds the name and the values");
            return;
        }

        var at = violations.At("precedent");
        Names.CheckPrecedent(precedent.Name, at);
        if (fields.Has("outcome"))
        {
            Values.CheckListed(precedent.Outcome, at, "outcome");
        }

        if (fields.Has("note"))
        {
            Values.CheckNote(precedent.Note, at);
        }

        if (fields.Has("corrections"))
        {
            Corrections.Check(precedent.Corrections, at);
        }

        if (fields == Fields.All)
        {
            CheckSteps(precedent.Steps, at);
            CheckRatifications(precedent.Ratifications, at);
        }
    }

    public static void CheckStep(PrecedentStep step, Violations violations)
    {
        Values.CheckListed(step.Step, violations, "step");
        Dates.CheckRequired(step.On, violations, "on");
        Evidences.Check(step.Evidence, violations);
        Values.CheckNote(step.Note, violations);
    }

    public static void CheckRatification(Ratification ratification, Violations violations)
    {
        Codes.Check(ratification.By, violations, "by");
        var parliament = Dates.CheckKnown(ratification.ParliamentOn, violations, "parliament_on");
        var deposited = Dates.CheckKnown(ratification.DepositedOn, violations, "deposited_on");
        Dates.CheckOrder(parliament, deposited, violations, "deposited_on", "must not be before parliament_on");
        Evidences.Check(ratification.Evidence, violations);
        Values.CheckNote(ratification.Note, violations);
    }

    /// <summary>Brings a precedent into the form in which it is kept.</summary>
    public static void Keep(Precedent precedent)
    {
        foreach (var step in precedent.Steps)
        {
            step.Evidence = Evidences.Kept(step.Evidence);
        }

        foreach (var ratification in precedent.Ratifications)
        {
            ratification.By = Codes.Canonical(ratification.By);
            ratification.Evidence = Evidences.Kept(ratification.Evidence);
        }

        Order(precedent.Steps, precedent.Steps.OrderBy(step => PartialDate.Parse(step.On).First).ThenBy(step => step.Step));
        Order(precedent.Ratifications, precedent.Ratifications.OrderBy(ratification => ratification.By, StringComparer.Ordinal));
    }

    static void CheckSteps(IReadOnlyList<PrecedentStep> steps, Violations violations)
    {
        Values.CheckCount(steps.Count, MostSteps, violations, "steps");
        for (var i = 0; i < Math.Min(steps.Count, MostSteps); i++)
        {
            var at = violations.At($"steps[{i}]");
            CheckStep(steps[i], at);
            at.Require(steps.Take(i).All(earlier => earlier.Step != steps[i].Step), "step", "must be unique in the precedent");
        }
    }

    static void CheckRatifications(IReadOnlyList<Ratification> ratifications, Violations violations)
    {
        Values.CheckCount(ratifications.Count, MostRatifications, violations, "ratifications");
        var members = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(ratifications.Count, MostRatifications); i++)
        {
            var at = violations.At($"ratifications[{i}]");
            CheckRatification(ratifications[i], at);
            at.Require(members.Add(Codes.Canonical(ratifications[i].By)), "by", "must be unique in the precedent");
        }
    }

    static void Order<T>(RepeatedField<T> list, IEnumerable<T> ordered)
    {
        T[] sorted = [.. ordered];
        list.Clear();
        list.AddRange(sorted);
    }
}
