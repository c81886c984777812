namespace KosovoNato.Recognitions.ReferenceData;

/// <summary>Registers an organization with the rules by which it decides.</summary>
static class RegisterOrganization
{
    public static readonly CreateWrite<RegisterOrganizationRequest, Organization> Write =
        new(OrganizationChecks.Check, OrganizationChecks.Keep, RecognitionsEvent.OrganizationChanged);
}
