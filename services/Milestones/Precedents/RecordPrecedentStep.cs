namespace KosovoNato.Milestones.Precedents;

/// <summary>Records a dated step of a precedent, in place of the same step if it is there.</summary>
static class RecordPrecedentStep
{
    public static readonly Write<RecordStepRequest, Precedent> Write = new(Check, Decide);

    static void Check(RecordStepRequest request, FieldViolations violations)
    {
        MilestoneNames.CheckPrecedent(request.Name, violations);
        if (request.Step is null)
        {
            violations.Add("step", "is required");
            return;
        }

        PrecedentChecks.CheckStep(request.Step, violations.At("step"));
    }

    static Precedent Decide(RecordStepRequest request, Transaction draft)
    {
        var precedent = draft.Edit<Precedent>(MilestoneNames.Canonical(request.Name), request.Etag);
        var step = request.Step.Clone();
        if (precedent.Steps.FirstOrDefault(present => present.Step == step.Step) is { } present)
        {
            precedent.Steps.Remove(present);
        }

        precedent.Steps.Add(step);
        PrecedentChecks.Keep(precedent);
        draft.Put(precedent, MilestonesEvent.PrecedentChanged);
        return precedent;
    }
}
