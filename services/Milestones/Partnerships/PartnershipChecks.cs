namespace KosovoNato.Milestones.Partnerships;

/// <summary>What a partnership must be like.</summary>
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
                "must be empty: a partnership is proposed, and moves by further writes");
            at.Require(partnership.Moves.Count == 0, "moves", "must be empty: they are recorded by further writes");
        }
    }

    /// <summary>Brings a partnership into the form in which it is kept.</summary>
    public static void Keep(Partnership partnership) => partnership.Evidence = EvidenceChecks.Normalized(partnership.Evidence);

    static void CheckParties(Partnership partnership, FieldViolations at)
    {
        var id = ResourceNames.Id(partnership.Name);
        if (StatePairs.IsValid(id) && StatePairs.Parse(id) is var (party, partner))
        {
            at.Require(party != partner, "name", "must name two states");
            at.Require(partnership.Party.Length == 0 || StateCodes.Canonical(partnership.Party) == party, "party",
                "must be the first code of the name, or empty");
            at.Require(partnership.Partner.Length == 0 || StateCodes.Canonical(partnership.Partner) == partner, "partner",
                "must be the second code of the name, or empty");
        }
    }
}
