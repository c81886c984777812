namespace KosovoNato.Recognitions.ReferenceData;

/// <summary>Registers an organization with the rules by which it decides.</summary>
static class RegisterOrganization
{
    public static readonly Write<RegisterOrganizationRequest, Organization> Write = new(Check, Decide);

    static void Check(RegisterOrganizationRequest request, FieldViolations violations) =>
        OrganizationChecks.Check(request.Organization, FieldSelection.All, violations);

    static Organization Decide(RegisterOrganizationRequest request, Transaction draft)
    {
        var organization = request.Organization.Clone();
        draft.RequireNew<Organization>(organization.Name);
        OrganizationChecks.Keep(organization);
        draft.Put(organization, RecognitionsEvent.OrganizationChanged);
        return organization;
    }
}
