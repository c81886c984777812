using Google.Protobuf.Collections;

namespace KosovoNato.Rules.Validation;

/// <summary>
/// Validation rules for evidence, which every fact requires. Sources are not looked up, because facts may be written before them.
/// </summary>
public static class EvidenceChecks
{
    const int MaxCitations = 20;

    /// <summary>The maximum number of other dates of one fact.</summary>
    public const int MaxClaims = 50;

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
            NameChecks.Check("sources", citation.Source, at, "source");
            ValueChecks.CheckText(citation.Locator, 200, at, "locator");
            ValueChecks.CheckText(citation.Quote, 300, at, "quote");
        }

        CheckAsserter(evidence, inside);
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
        if (kept.HasAssertingState)
        {
            kept.AssertingState = StateCodes.Canonical(kept.AssertingState);
        }

        return kept;
    }

    static void CheckAsserter(Evidence.V1.Evidence evidence, FieldViolations at)
    {
        switch (evidence.AssertedByCase)
        {
            case Evidence.V1.Evidence.AssertedByOneofCase.AssertingState:
                StateCodes.Check(evidence.AssertingState, at, "asserting_state");
                break;
            case Evidence.V1.Evidence.AssertedByOneofCase.AssertingOrganization:
                NameChecks.Check("organizations", evidence.AssertingOrganization, at, "asserting_organization");
                break;
            case Evidence.V1.Evidence.AssertedByOneofCase.AssertingPublisher:
                ValueChecks.CheckTitle(evidence.AssertingPublisher, 100, at, "asserting_publisher");
                break;
        }
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
