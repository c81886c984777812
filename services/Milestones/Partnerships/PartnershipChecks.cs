namespace KosovoNato.Milestones.Partnerships;

/// <summary>What a partnership must be like.</summary>
static class PartnershipChecks
{
    public static void Check(Partnership? partnership, FieldSelection fields, FieldViolations violations)
    {
        if (partnership is null)
        {
            violations.Add("partnership", "is required: it holds the name and the values");
            return;
        }

        var at = violations.At("partnership");
        MilestoneNames.CheckPartnership(partnership.Name, at);
        if (fields.Has("kind"))
        {
            ValueChecks.CheckListed(partnership.Kind, at, "kind");
        }

        if (fields.Has("evidence"))
        {
            EvidenceChecks.Check(partnership.Evidence, at);
        }

        if (fields.Has("note"))
        {
            ValueChecks.CheckNote(partnership.Note, at);
        }

        if (fields == FieldSelection.All)
        {
            CheckParties(partnership, at);
            Activities.CheckAll(partnership.Activities, at);
            at.Require(partnership.Status == PartnershipStatus.Unspecified, "status", "must be empty: a partnership is proposed, and moves by further writes");
            at.Require(partnership.Moves.Count == 0, "moves", "must be empty: they are recorded by further writes");
        }
    }

    static void CheckParties(Partnership partnership, FieldViolations violations)
    {
        if (MilestoneNames.PairOf(partnership.Name) is not { } pair)
        {
            return;
        }

        violations.Require(pair.Party != pair.Partner, "name", "must name two states");
        violations.Require(partnership.Party.Length == 0 || StateCodes.Canonical(partnership.Party) == pair.Party, "party", "must be the first code of the name, or empty");
        violations.Require(partnership.Partner.Length == 0 || StateCodes.Canonical(partnership.Partner) == pair.Partner, "partner", "must be the second code of the name, or empty");
    }
}
