namespace KosovoNato.Rules.Criteria;

/// <summary>Validation rules for a criterion in a request.</summary>
public static class CriterionChecks
{
    const int MaxLevels = 8;
    const int MaxFacts = 100;
    const int MaxParts = 100;

    /// <summary>Checks an optional criterion.</summary>
    public static void CheckOptional(Criterion? criterion, FieldViolations violations, string field)
    {
        if (criterion is not null)
        {
            Check(criterion, violations, field);
        }
    }

    public static void Check(Criterion criterion, FieldViolations violations, string field)
    {
        var facts = 0;
        Check(criterion, violations, field, 1, ref facts);
        violations.Require(facts <= MaxFacts, field, $"must have at most {MaxFacts} conditions");
    }

    /// <summary>The criterion as it is stored: each state has its canonical code.</summary>
    public static Criterion Kept(Criterion criterion)
    {
        var kept = criterion.Clone();
        foreach (var fact in CriterionReferences.Of(kept))
        {
            Keep(fact);
        }

        return kept;
    }

    /// <summary>
    /// Stops at criteria that are too deep or too large, so that the cost of a request and the size of its error are bounded.
    /// </summary>
    static void Check(Criterion criterion, FieldViolations violations, string field, int level, ref int facts)
    {
        var at = violations.At(field);
        if (level > MaxLevels)
        {
            facts++;
            violations.Add(field, $"must be at most {MaxLevels} levels deep");
        }
        else if (CriterionReferences.PartsOf(criterion) is not { Count: > 0 } parts)
        {
            facts++;
            ConditionChecks.Check(criterion, violations, field);
        }
        else if (criterion.Negation is { } negated)
        {
            Check(negated, at, "negation", level + 1, ref facts);
        }
        else
        {
            var combination = CombinationOf(criterion);
            at.Require(parts.Count <= MaxParts, $"{combination}.criteria", $"must have at most {MaxParts} criteria, has {parts.Count}");
            at.Require(criterion.AtLeast is null || (criterion.AtLeast.MinCount >= 1 && criterion.AtLeast.MinCount <= parts.Count),
                "at_least.min_count",
                $"must be 1 to the number of criteria, {parts.Count}");
            for (var i = 0; i < Math.Min(parts.Count, MaxParts) && facts <= MaxFacts; i++)
            {
                Check(parts[i], at, $"{combination}.criteria[{i}]", level + 1, ref facts);
            }
        }
    }

    internal static string CombinationOf(Criterion criterion) => criterion.ExpressionCase switch
    {
        Criterion.ExpressionOneofCase.All => "all",
        Criterion.ExpressionOneofCase.Any => "any",
        _ => "at_least",
    };

    static void Keep(Criterion fact)
    {
        switch (fact.ExpressionCase)
        {
            case Criterion.ExpressionOneofCase.Recognition:
                if (fact.Recognition.RecognizerCase == RecognitionCondition.RecognizerOneofCase.State)
                {
                    fact.Recognition.State = StateCodes.Canonical(fact.Recognition.State);
                }

                fact.Recognition.Subject = StateCodes.Canonical(fact.Recognition.Subject);
                break;
            case Criterion.ExpressionOneofCase.Consensus:
                fact.Consensus.Subject = StateCodes.Canonical(fact.Consensus.Subject);
                break;
            case Criterion.ExpressionOneofCase.Position:
                fact.Position.Subject = StateCodes.Canonical(fact.Position.Subject);
                for (var i = 0; i < fact.Position.States.Count; i++)
                {
                    fact.Position.States[i] = StateCodes.Canonical(fact.Position.States[i]);
                }

                break;
            case Criterion.ExpressionOneofCase.Ratification:
                fact.Ratification.Subject = StateCodes.Canonical(fact.Ratification.Subject);
                break;
            case Criterion.ExpressionOneofCase.Partnership:
                for (var i = 0; i < fact.Partnership.Partnerships.Count; i++)
                {
                    fact.Partnership.Partnerships[i] = ResourceNames.Canonical(fact.Partnership.Partnerships[i]);
                }

                break;
        }
    }
}
