namespace KosovoNato.Milestones.Centres;

/// <summary>What the last step of an accreditation means.</summary>
static class Accreditation
{
    /// <summary>Says whether the steps show that NATO has accredited the centre. Without them it may still have.</summary>
    public static bool IsShown(Centre centre) => centre.Steps.Any(step => step.Stage == AccreditationStage.NacAccredited);

    /// <summary>Refuses a centre that would not be accredited, against its steps.</summary>
    public static void RequireAgreement(Centre centre)
    {
        if (IsShown(centre) && !centre.NatoAccredited)
        {
            throw ApiException.RuleViolated("STEPS_SAY_ACCREDITED", centre.Name,
                $"{centre.Name} has the step {EnumNames.Of(AccreditationStage.NacAccredited)}, so nato_accredited must be true.");
        }
    }
}
