using Google.Protobuf.Collections;
using KosovoNato.Platform.Store;

namespace KosovoNato.Rules.Input;

/// <summary>Who says so: required of every fact. Sources are not looked up, because facts may be written before them.</summary>
public static class Evidences
{
    const int MostCitations = 20;
    const int MostClaims = 50;

    public static void Check(Evidence.V1.Evidence? evidence, Violations violations, string field = "evidence")
    {
        if (evidence is null)
        {
            violations.Add(field, "is required: cite at least one source and say how well the fact is confirmed");
            return;
        }

        var inside = violations.At(field);
        inside.Require(evidence.Citations.Count is >= 1 and <= MostCitations, "citations",
            $"must have 1 to {MostCitations} citations, has {evidence.Citations.Count}");
        for (var i = 0; i < Math.Min(evidence.Citations.Count, MostCitations); i++)
        {
            var citation = evidence.Citations[i];
            var at = inside.At($"citations[{i}]");
            at.Require(ResourceId.IsValid(citation.Source), "source", $"must be the id of a source: {ResourceId.Rule}");
            Values.CheckText(citation.Locator, 200, at, "locator");
            Values.CheckText(citation.Quote, 300, at, "quote");
        }

        Values.CheckText(evidence.AssertedBy, 100, inside, "asserted_by");
        Values.CheckListed(evidence.Confidence, inside, "confidence");
    }

    public static void CheckClaims(RepeatedField<DateClaim> claims, Violations violations, string field = "other_dates")
    {
        Values.CheckCount(claims.Count, MostClaims, violations, field);
        for (var i = 0; i < Math.Min(claims.Count, MostClaims); i++)
        {
            var claim = claims[i];
            var at = violations.At($"{field}[{i}]");
            Dates.CheckRequired(claim.Value, at, "value");
            Check(claim.Evidence, at);
            at.Require(claim.Rank is ClaimRank.Normal or ClaimRank.Deprecated, "rank",
                "must be NORMAL or DEPRECATED: the preferred date is that of the fact itself");
            Values.CheckText(claim.Note, 500, at, "note");
        }
    }

    /// <summary>The evidence as it is kept: a state that asserts something has its one code.</summary>
    public static Evidence.V1.Evidence Kept(Evidence.V1.Evidence evidence)
    {
        var kept = evidence.Clone();
        kept.AssertedBy = Codes.Canonical(kept.AssertedBy);
        return kept;
    }

    /// <summary>Brings the claims of a resource into the form in which they are kept.</summary>
    public static void Keep(RepeatedField<DateClaim> claims)
    {
        foreach (var claim in claims)
        {
            claim.Evidence = Kept(claim.Evidence);
        }
    }
}
