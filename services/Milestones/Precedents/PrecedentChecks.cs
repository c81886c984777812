using Google.Protobuf.Collections;

namespace KosovoNato.Milestones.Precedents;

/// <summary>Validation rules for precedents, their steps and their ratifications, and the order in which they are stored.</summary>
static class PrecedentChecks
{
    public const int MaxSteps = 100;
    public const int MaxRatifications = 100;

    public static void Check(Precedent precedent, FieldSelection fields, FieldViolations at)
    {
        NameChecks.CheckCode("precedents", precedent.Name, at);
        new FieldChecks(at, fields)
            .Listed("outcome", precedent.Outcome)
            .Note(precedent.Note)
            .Corrections(precedent.Corrections);
        if (fields == FieldSelection.All)
        {
            CheckParts(precedent, at);
        }
    }

    public static void CheckStep(PrecedentStep step, FieldViolations at)
    {
        ValueChecks.CheckListed(step.Step, at, "step");
        DateChecks.CheckRequired(step.Date, at, "date");
        EvidenceChecks.Check(step.Evidence, at);
        ValueChecks.CheckNote(step.Note, at);
    }

    public static void CheckRatification(Ratification ratification, FieldViolations at)
    {
        StateCodes.Check(ratification.State, at, "state");
        var parliament = DateChecks.CheckKnown(ratification.ParliamentApprovedOn, at, "parliament_approved_on");
        var deposited = DateChecks.CheckKnown(ratification.DepositedOn, at, "deposited_on");
        DateChecks.CheckOrder(parliament, deposited, at, "deposited_on", "must not be before `parliament_approved_on`");
        EvidenceChecks.Check(ratification.Evidence, at);
        ValueChecks.CheckNote(ratification.Note, at);
    }

    /// <summary>Rejects steps and ratifications that have not happened.</summary>
    public static void RequireBegun(Precedent precedent, DateOnly today) => DateChecks.RequireBegun(today,
    [
        .. precedent.Steps.Select((step, i) => (step.Date, $"precedent.steps[{i}].date")),
        .. precedent.Ratifications.SelectMany((ratification, i) => new[]
        {
            (ratification.ParliamentApprovedOn, $"precedent.ratifications[{i}].parliament_approved_on"),
            (ratification.DepositedOn, $"precedent.ratifications[{i}].deposited_on"),
        }),
    ]);

    /// <summary>Normalizes a precedent for storage.</summary>
    public static void Keep(Precedent precedent)
    {
        foreach (var step in precedent.Steps)
        {
            step.Evidence = EvidenceChecks.Normalized(step.Evidence);
        }

        foreach (var ratification in precedent.Ratifications)
        {
            ratification.State = StateCodes.Canonical(ratification.State);
            ratification.Evidence = EvidenceChecks.Normalized(ratification.Evidence);
        }

        Order(precedent.Steps, precedent.Steps.OrderBy(step => PartialDate.Parse(step.Date).First).ThenBy(step => step.Step));
        Order(precedent.Ratifications, precedent.Ratifications.OrderBy(ratification => ratification.State, StringComparer.Ordinal));
    }

    static void CheckParts(Precedent precedent, FieldViolations at)
    {
        var steps = new HashSet<AccessionStep>();
        ValueChecks.CheckEach(precedent.Steps, MaxSteps, at, "steps", (step, inside) =>
        {
            CheckStep(step, inside);
            inside.Require(steps.Add(step.Step), "step", "must be unique in the precedent");
        });
        var members = new HashSet<string>(StringComparer.Ordinal);
        ValueChecks.CheckEach(precedent.Ratifications, MaxRatifications, at, "ratifications", (ratification, inside) =>
        {
            CheckRatification(ratification, inside);
            inside.Require(members.Add(StateCodes.Canonical(ratification.State)), "state", "must be unique in the precedent");
        });
    }

    static void Order<T>(RepeatedField<T> list, IEnumerable<T> ordered)
    {
        T[] sorted = [.. ordered];
        list.Clear();
        list.AddRange(sorted);
    }
}
