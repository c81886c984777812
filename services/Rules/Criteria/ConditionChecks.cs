namespace KosovoNato.Rules.Criteria;

/// <summary>Validation rules for a single condition of a criterion.</summary>
static class ConditionChecks
{
    const int MaxValues = 100;
    const int MaxCounted = 1_000;

    public static void Check(Criterion fact, FieldViolations violations, string field)
    {
        var at = violations.At(field);
        switch (fact.ExpressionCase)
        {
            case Criterion.ExpressionOneofCase.Recognition:
                Check(fact.Recognition, at.At("recognition"));
                break;
            case Criterion.ExpressionOneofCase.Consensus:
                CheckDecision(fact.Consensus.Organization, fact.Consensus.Decision, fact.Consensus.Subject, at.At("consensus"));
                break;
            case Criterion.ExpressionOneofCase.Position:
                Check(fact.Position, at.At("position"));
                break;
            case Criterion.ExpressionOneofCase.Ratification:
                NameChecks.Check("organizations", fact.Ratification.Organization, at, "ratification.organization");
                StateCodes.CheckOptional(fact.Ratification.Subject, at, "ratification.subject");
                break;
            case Criterion.ExpressionOneofCase.Milestone:
                NameChecks.Check("milestones", fact.Milestone.Milestone, at, "milestone.milestone");
                break;
            case Criterion.ExpressionOneofCase.Indicator:
                Check(fact.Indicator, at.At("indicator"));
                break;
            case Criterion.ExpressionOneofCase.Agreement:
                Check(fact.Agreement, at);
                break;
            case Criterion.ExpressionOneofCase.Partnership:
                Check(fact.Partnership, at.At("partnership"));
                break;
            case Criterion.ExpressionOneofCase.None:
                violations.Add(field, "must be a condition or a combination of criteria");
                break;
            default:
                at.Add($"{CriterionChecks.CombinationOf(fact)}.criteria", "must have at least one criterion");
                break;
        }
    }

    static void Check(RecognitionCondition fact, FieldViolations at)
    {
        switch (fact.RecognizerCase)
        {
            case RecognitionCondition.RecognizerOneofCase.State:
                StateCodes.Check(fact.State, at, "state");
                at.Require(StateCodes.Canonical(fact.State) != DefaultSubject.OrDefault(fact.Subject), "state",
                    "must not be the recognized state itself");
                at.Require(fact.MinCount == 0, "min_count", "must be 0 for a single state; set `organization` to count its members");
                break;
            case RecognitionCondition.RecognizerOneofCase.Organization:
                NameChecks.Check("organizations", fact.Organization, at, "organization");
                CheckCount(fact.MinCount, 0, at, "min_count");
                break;
            default:
                at.Add("state", "is required unless `organization` is set");
                break;
        }

        NameChecks.CheckOptional("countingRules", fact.CountingRule, at, "counting_rule");
        StateCodes.CheckOptional(fact.Subject, at, "subject");
    }

    static void Check(PositionCondition fact, FieldViolations at)
    {
        CheckDecision(fact.Organization, fact.Decision, fact.Subject, at);
        ValueChecks.CheckListed(fact.Stance, at, "stance");
        CheckEach(fact.States, StateCodes.Canonical, StateCodes.IsValid, at, "states", StateCodes.Rule);
        CheckCountOf(fact.MinCount, fact.States.Count, fact.States.Count == 0 ? 1 : 0, at, "min_count");
    }

    static void Check(IndicatorCondition fact, FieldViolations at)
    {
        NameChecks.Check("indicators", fact.Indicator, at, "indicator");
        ValueChecks.CheckListed(fact.Comparison, at, "comparison");
        at.Require(double.IsFinite(fact.Threshold), "threshold", "must be a finite number");
        DateChecks.CheckKnown(fact.Since, at, "since");
    }

    static void Check(AgreementCondition fact, FieldViolations at)
    {
        switch (fact.WhichCase)
        {
            case AgreementCondition.WhichOneofCase.Centre:
                NameChecks.Check("centres", fact.Centre, at, "agreement.centre");
                break;
            case AgreementCondition.WhichOneofCase.MinCount:
                CheckCount(fact.MinCount, 1, at, "agreement.min_count");
                break;
            default:
                at.Add("agreement", "must set `centre` or `min_count`");
                break;
        }
    }

    static void Check(PartnershipCondition fact, FieldViolations at)
    {
        CheckEach(fact.Partnerships, ResourceNames.Canonical, name => NameChecks.IsPair("partnerships", name), at,
            "partnerships", NameChecks.PairRule("partnerships"));
        CheckCountOf(fact.MinCount, fact.Partnerships.Count, 0, at, "min_count");
    }

    static void CheckDecision(string organization, string decision, string subject, FieldViolations at)
    {
        NameChecks.Check("organizations", organization, at, "organization");
        ValueChecks.CheckUpperSnake(decision, at, "decision");
        StateCodes.CheckOptional(subject, at, "subject");
    }

    static void CheckCount(int count, int least, FieldViolations at, string field) =>
        at.Require(count >= least && count <= MaxCounted, field, $"must be {least} to {MaxCounted}");

    /// <summary>A count of listed values cannot exceed their number. If none is listed, any value may count.</summary>
    static void CheckCountOf(int count, int listed, int least, FieldViolations at, string field)
    {
        var most = listed > 0 ? listed : MaxCounted;
        at.Require(count >= least && count <= most, field, $"must be {least} to {most}");
    }

    static void CheckEach(
        IReadOnlyCollection<string> values, Func<string, string> canonical, Func<string, bool> isValid, FieldViolations at, string field,
        string rule)
    {
        ValueChecks.CheckCount(values.Count, MaxValues, at, field);
        at.Require(values.All(isValid), field, $"must each be {rule}");
        at.Require(values.Select(canonical).Distinct().Count() == values.Count, field, "must not contain duplicates");
    }
}
