namespace KosovoNato.Recognitions.ReferenceData;

/// <summary>Corrects an organization or its decision rules.</summary>
static class CorrectOrganization
{
    public static readonly Write<CorrectOrganizationRequest, Organization> Write = new(Check, Decide);

    static void Check(CorrectOrganizationRequest request, FieldViolations violations)
    {
        var fields = FieldSelection.Check(request.UpdateMask, violations, "display_name", "short_name", "kind", "founded_on", "decision_rules", "note");
        OrganizationChecks.Check(request.Organization, fields, violations);
    }

    static Organization Decide(CorrectOrganizationRequest request, Transaction draft)
    {
        var organization = draft.Edit<Organization>(request.Organization.Name, request.Etag);
        FieldSelection.Apply(request.UpdateMask, request.Organization, organization);
        OrganizationChecks.Keep(organization);
        draft.Put(organization, RecognitionsEvent.OrganizationChanged, RecognitionsEvent.CorrectionMade);
        return organization;
    }
}
