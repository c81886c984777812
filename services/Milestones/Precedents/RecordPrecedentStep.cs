namespace KosovoNato.Milestones.Precedents;

/// <summary>Records a dated step of a precedent. Replaces the same step if it is recorded already.</summary>
static class RecordPrecedentStep
{
    public static readonly EditWrite<RecordPrecedentStepRequest, Precedent> Write = new(
        Check, Change, MilestonesEventType.PrecedentChanged);

    static void Check(RecordPrecedentStepRequest request, FieldViolations violations)
    {
        NameChecks.CheckCode("precedents", request.Name, violations);
        ValueChecks.CheckRequired(request.Step, violations, "step", PrecedentChecks.CheckStep);
    }

    static void Change(RecordPrecedentStepRequest request, Precedent precedent, Transaction draft)
    {
        DateChecks.RequireBegun(draft.Today, (request.Step.Date, "step.date"));
        if (precedent.Steps.FirstOrDefault(present => present.Step == request.Step.Step) is { } present)
        {
            precedent.Steps.Remove(present);
        }

        precedent.Steps.Add(request.Step.Clone());
        PrecedentChecks.Keep(precedent);
    }
}
