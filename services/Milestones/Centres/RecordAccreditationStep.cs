namespace KosovoNato.Milestones.Centres;

/// <summary>Records an accreditation step of a centre. The last step makes the centre accredited.</summary>
static class RecordAccreditationStep
{
    public static readonly EditWrite<RecordAccreditationStepRequest, Centre> Write = new(Check, Change, MilestonesEventType.CentreChanged);

    static void Check(RecordAccreditationStepRequest request, FieldViolations violations)
    {
        NameChecks.Check("centres", request.Name, violations);
        ValueChecks.CheckRequired(request.Step, violations, "step", CentreChecks.CheckStep);
    }

    static void Change(RecordAccreditationStepRequest request, Centre centre, Transaction draft)
    {
        DateChecks.RequireBegun(draft.Today, (request.Step.Date, "step.date"));
        if (centre.AccreditationSteps.Any(present => present.Stage == request.Step.Stage))
        {
            throw ApiException.RuleViolated("STEP_RECORDED", centre.Name,
                $"{centre.Name} already has the step {EnumNames.Of(request.Step.Stage)}. Each step can be taken once.");
        }

        centre.AccreditationSteps.Add(request.Step.Clone());
        CentreChecks.Keep(centre);
        centre.NatoAccredited |= Accreditation.IsShown(centre);
    }
}
