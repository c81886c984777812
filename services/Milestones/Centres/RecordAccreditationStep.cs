namespace KosovoNato.Milestones.Centres;

/// <summary>Records a step of the accreditation of a centre; the last one makes it accredited.</summary>
static class RecordAccreditationStep
{
    public static readonly Write<RecordAccreditationStepRequest, Centre> Write = new(Check, Decide);

    static void Check(RecordAccreditationStepRequest request, FieldViolations violations)
    {
        MilestoneNames.Check("centres", request.Name, violations);
        if (request.Step is null)
        {
            violations.Add("step", "is required");
            return;
        }

        CentreChecks.CheckStep(request.Step, violations.At("step"));
    }

    static Centre Decide(RecordAccreditationStepRequest request, Transaction draft)
    {
        EventDates.Require(draft, (request.Step.On, "step.on"));
        var centre = draft.Edit<Centre>(request.Name, request.Etag);
        if (centre.Steps.Any(present => present.Stage == request.Step.Stage))
        {
            throw ApiException.RuleViolated("STEP_RECORDED", centre.Name,
                $"{centre.Name} has the step {EnumNames.Of(request.Step.Stage)} already. Each step is taken once.");
        }

        centre.Steps.Add(request.Step.Clone());
        CentreChecks.Keep(centre);
        centre.NatoAccredited |= Accreditation.IsShown(centre);
        draft.Put(centre, MilestonesEvent.CentreChanged);
        return centre;
    }
}
