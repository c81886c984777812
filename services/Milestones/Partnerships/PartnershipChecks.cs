namespace KosovoNato.Milestones.Partnerships;

/// <summary>Validation rules for partnerships.</summary>
static class PartnershipChecks
{
    public static void Check(Partnership partnership, FieldSelection fields, FieldViolations at)
    {
        NameChecks.CheckPair("partnerships", partnership.Name, at);
        new FieldChecks(at, fields)
            .Listed("kind", partnership.Kind)
            .Evidence(partnership.Evidence)
            .Note(partnership.Note);
        if (fields == FieldSelection.All)
        {
            CheckParties(partnership, at);
            ValueChecks.CheckEach(partnership.Activities, Activities.MaxCount, at, "activities", Activities.Check);
            at.Require(partnership.Status == PartnershipStatus.Unspecified, "status",
                "must be empty: other writes change the status of a partnership");
            at.Require(partnership.Transitions.Count == 0, "transitions", "must be empty: other writes record the transitions");
        }
    }

    /// <summary>Normalizes a partnership for storage.</summary>
    public static void Keep(Partnership partnership) => partnership.Evidence = EvidenceChecks.Normalized(partnership.Evidence);

    static void CheckParties(Partnership partnership, FieldViolations at)
    {
        var id = ResourceNames.Id(partnership.Name);
        if (StatePairs.IsValid(id) && StatePairs.Parse(id) is var (party, partner))
        {
            at.Require(party != partner, "name", "must name two different states");
            at.Require(partnership.Party.Length == 0 || StateCodes.Canonical(partnership.Party) == party, "party",
                "must be the first code of the name, or empty");
            at.Require(partnership.Partner.Length == 0 || StateCodes.Canonical(partnership.Partner) == partner, "partner",
                "must be the second code of the name, or empty");
        }
    }
}
