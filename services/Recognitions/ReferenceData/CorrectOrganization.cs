namespace KosovoNato.Recognitions.ReferenceData;

/// <summary>Corrects an organization or its decision rules.</summary>
static class CorrectOrganization
{
    public static readonly CorrectWrite<CorrectOrganizationRequest, Organization> Write = new(
        ["display_name", "short_name", "kind", "founded_on", "decision_rules", "note"],
        OrganizationChecks.Check, OrganizationChecks.Keep, RecognitionsEventType.OrganizationChanged, RecognitionsEventType.CorrectionMade);
}
