namespace KosovoNato.Milestones.Centres;

/// <summary>Records a step of the accreditation of a centre; the last one makes it accredited.</summary>
static class RecordAccreditationStep
{
    public static readonly EditWrite<RecordAccreditationStepRequest, Centre> Write = new(Check, Change, MilestonesEvent.CentreChanged);

    static void Check(RecordAccreditationStepRequest request, FieldViolations violations)
    {
        NameChecks.Check("centres", request.Name, violations);
        ValueChecks.CheckRequired(request.Step, violations, "step", CentreChecks.CheckStep);
    }

    static void Change(RecordAccreditationStepRequest request, Centre centre, Transaction draft)
    {
        DateChecks.RequireHappened(draft.Today, (request.Step.On, "step.on"));
        if (centre.Steps.Any(present => present.Stage == request.Step.Stage))
        {
            throw ApiException.RuleViolated("STEP_RECORDED", centre.Name,
                $"{centre.Name} has the step {EnumNames.Of(request.Step.Stage)} already. Each step is taken once.");
        }

        centre.Steps.Add(request.Step.Clone());
        CentreChecks.Keep(centre);
        centre.NatoAccredited |= Accreditation.IsShown(centre);
    }
}
