namespace KosovoNato.Milestones.Centres;

/// <summary>The accreditation that the steps of a centre prove.</summary>
static class Accreditation
{
    /// <summary>Whether the steps show that NATO has accredited the centre. A centre without steps may be accredited, too.</summary>
    public static bool IsShown(Centre centre) => centre.AccreditationSteps.Any(step => step.Stage == AccreditationStage.NacAccredited);

    /// <summary>Rejects a centre that is not marked as accredited although its steps show it.</summary>
    public static void RequireAgreement(Centre centre)
    {
        if (IsShown(centre) && !centre.NatoAccredited)
        {
            throw ApiException.RuleViolated("STEPS_SAY_ACCREDITED", centre.Name,
                $"{centre.Name} has the step {EnumNames.Of(AccreditationStage.NacAccredited)}, so `nato_accredited` must be true.");
        }
    }
}
