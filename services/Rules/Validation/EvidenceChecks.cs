using Google.Protobuf.Collections;

namespace KosovoNato.Rules.Validation;

/// <summary>
/// Validation rules for evidence, which every fact requires. Sources are not looked up, because facts may be written before them.
/// </summary>
public static class EvidenceChecks
{
    const int MaxCitations = 20;
    const int MaxClaims = 50;

    public static void Check(Evidence.V1.Evidence? evidence, FieldViolations violations, string field = "evidence")
    {
        if (evidence is null)
        {
            violations.Add(field, "is required: cite at least one source and set `confidence`");
            return;
        }

        var inside = violations.At(field);
        inside.Require(evidence.Citations.Count is >= 1 and <= MaxCitations, "citations",
            $"must have 1 to {MaxCitations} citations, has {evidence.Citations.Count}");
        for (var i = 0; i < Math.Min(evidence.Citations.Count, MaxCitations); i++)
        {
            var citation = evidence.Citations[i];
            var at = inside.At($"citations[{i}]");
            at.Require(ResourceId.IsValid(citation.Source), "source", $"must be the ID of a source: {ResourceId.Rule}");
            ValueChecks.CheckText(citation.Locator, 200, at, "locator");
            ValueChecks.CheckText(citation.Quote, 300, at, "quote");
        }

        ValueChecks.CheckText(evidence.AssertedBy, 100, inside, "asserted_by");
        ValueChecks.CheckListed(evidence.Confidence, inside, "confidence");
    }

    public static void CheckClaims(RepeatedField<DateClaim> claims, FieldViolations violations, string field = "other_dates")
    {
        ValueChecks.CheckCount(claims.Count, MaxClaims, violations, field);
        for (var i = 0; i < Math.Min(claims.Count, MaxClaims); i++)
        {
            var claim = claims[i];
            var at = violations.At($"{field}[{i}]");
            DateChecks.CheckRequired(claim.Date, at, "date");
            Check(claim.Evidence, at);
            at.Require(claim.Rank is ClaimRank.Normal or ClaimRank.Deprecated, "rank",
                "must be NORMAL or DEPRECATED: the preferred date is the date of the fact itself");
            ValueChecks.CheckText(claim.Note, 500, at, "note");
        }
    }

    /// <summary>The evidence as it is stored: a state that asserts the fact has its canonical code.</summary>
    public static Evidence.V1.Evidence Normalized(Evidence.V1.Evidence evidence)
    {
        var kept = evidence.Clone();
        kept.AssertedBy = StateCodes.Canonical(kept.AssertedBy);
        return kept;
    }

    /// <summary>Normalizes the evidence of date claims for storage.</summary>
    public static void Normalize(RepeatedField<DateClaim> claims)
    {
        foreach (var claim in claims)
        {
            claim.Evidence = Normalized(claim.Evidence);
        }
    }
}
