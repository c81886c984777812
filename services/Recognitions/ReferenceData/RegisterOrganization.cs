namespace KosovoNato.Recognitions.ReferenceData;

/// <summary>Registers an organization and its decision rules.</summary>
static class RegisterOrganization
{
    public static readonly CreateWrite<RegisterOrganizationRequest, Organization> Write =
        new(OrganizationChecks.Check, OrganizationChecks.Keep, RecognitionsEventType.OrganizationChanged);
}
