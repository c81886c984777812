using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Criteria.Changing;

/// <summary>
/// What a criterion needs to be TRUE, or FALSE where it is negated, in facts that can be supposed. Who is a member is taken as it
/// is, and of partnerships and centres only those that are recorded or named.
/// </summary>
/// <param name="follows">Whether standing conditions follow from their criteria here, and so from other changes.</param>
sealed class Needs(Criterion whole, Facts facts, bool follows)
{
    const int MostNested = 8;

    readonly DecisionNeeds decisions = new(facts);
    readonly HashSet<string> inside = new(StringComparer.Ordinal);
    IReadOnlyList<Criterion>? all;

    public Variables Variables => decisions.Variables;

    public Need Of(Criterion criterion, bool holds) => criterion.ExpressionCase switch
    {
        Criterion.ExpressionOneofCase.All => Together(criterion.All.Of, criterion.All.Of.Count, holds),
        Criterion.ExpressionOneofCase.Any => Together(criterion.Any.Of, 1, holds),
        Criterion.ExpressionOneofCase.AtLeast => Together(criterion.AtLeast.Of, criterion.AtLeast.Count, holds),
        Criterion.ExpressionOneofCase.Negation => Of(criterion.Negation, !holds),
        Criterion.ExpressionOneofCase.Recognition => Of(criterion.Recognition, holds),
        Criterion.ExpressionOneofCase.Consensus => decisions.Of(criterion.Consensus, holds),
        Criterion.ExpressionOneofCase.Position => decisions.Of(criterion.Position, holds),
        Criterion.ExpressionOneofCase.Ratification => Of(criterion.Ratification, holds),
        Criterion.ExpressionOneofCase.Milestone => Of(criterion, criterion.Milestone.Milestone, holds),
        Criterion.ExpressionOneofCase.Indicator => Single(Variables.Observation(criterion.Indicator.Indicator, ValuesOf(criterion.Indicator.Indicator)), criterion, holds),
        Criterion.ExpressionOneofCase.Agreement => Of(criterion, criterion.Agreement, holds),
        Criterion.ExpressionOneofCase.Partnership => Of(criterion.Partnership, holds),
        _ => new Fixed(0),
    };

    /// <summary>So many of several; for the opposite so many not that too few are left.</summary>
    internal static Need Count(IReadOnlyList<Need> parts, int needed, bool holds) => new Total(holds ? needed : parts.Count - needed + 1, parts);

    Total Together(IReadOnlyList<Criterion> parts, int needed, bool holds) =>
        (Total)Count([.. parts.Select(part => Of(part, holds))], needed, holds);

    /// <summary>A criterion that is a single fact.</summary>
    Choice Single(Variable variable, Criterion criterion, bool holds, Need? otherwise = null) => new(
        variable,
        assumption => Holds(criterion, Variables.With(assumption), holds),
        otherwise ?? new Fixed(Holds(criterion, facts, holds)));

    Need Of(RecognitionFact fact, bool holds)
    {
        if (fact.RecognizerCase == RecognitionFact.RecognizerOneofCase.State)
        {
            return Recognizes(fact.State, fact, holds);
        }

        var members = facts.Members(fact.Organization, fact.Subject);
        return members.Count == 0
            ? new Fixed(0)
            : Count(
                [.. members.Select(member => member.Held == Held.Yes ? Recognizes(member.Code, fact, holds) : new Fixed(0))],
                fact.MinCount > 0 ? fact.MinCount : members.Count, holds);
    }

    Need Recognizes(string code, RecognitionFact fact, bool holds) => new Choice(
        Variables.Recognition(code, Subjects.Or(fact.Subject)),
        assumption => Is(Variables.With(assumption).Recognizes(code, fact.Subject, fact.CountingRule), holds),
        new Fixed(Is(facts.Recognizes(code, fact.Subject, fact.CountingRule), holds)));

    /// <summary>Once one ratification is recorded, it is known of the others that they are not.</summary>
    Need Of(RatificationFact fact, bool holds)
    {
        var members = facts.Ratifiers(fact.Organization, fact.Subject);
        if (members.Count == 0)
        {
            return new Fixed(0);
        }

        var precedent = facts.Precedent(fact.Subject);
        Need Ratifies((string Code, Held Held) member) => member.Held != Held.Yes ? new Fixed(0) : new Choice(
            Variables.Ratification(member.Code, Subjects.Or(fact.Subject)),
            _ => holds ? 1 : 0,
            new Fixed(precedent is null ? (holds ? 0 : 1) : Is(facts.HasRatified(precedent, member.Code), holds)));
        var count = Count([.. members.Select(Ratifies)], members.Count, holds);
        return holds || precedent is not null
            ? count
            : Total.All(count, new Total(1, [.. members.Select(member => new Choice(Variables.Ratification(member.Code, Subjects.Or(fact.Subject)), _ => 1, new Fixed(0)))]));
    }

    Need Of(Criterion fact, string id, bool holds)
    {
        var variable = Variables.Milestone(id);
        if (!follows || inside.Count == MostNested || FollowedCriterion(id) is not { } criterion || !inside.Add(id))
        {
            return Single(variable, fact, holds);
        }

        // While its criterion is not known to be met, it is not achieved.
        Need stage = !holds && Holds(fact, facts, holds) == 1 ? new Unless(Of(criterion, true)) : Of(criterion, holds);
        inside.Remove(id);
        return Single(variable, fact, holds, Total.All(stage));
    }

    /// <summary>The criterion that decides whether a milestone is achieved; none if moves do, or another stage is supposed.</summary>
    Criterion? FollowedCriterion(string id) =>
        facts.Milestone(id) is { Kind: MilestoneKind.StandingCondition, Criterion: { } criterion } milestone
        && (facts.IsAchieved(milestone) == true) == (Holds(criterion, facts, true) == 1)
            ? criterion
            : null;

    /// <summary>Of all agreements with centres those can come into force whose centre is known. None can be ended by an assumption.</summary>
    Need Of(Criterion criterion, AgreementFact fact, bool holds)
    {
        if (fact.WhichCase == AgreementFact.WhichOneofCase.Centre)
        {
            return Single(Variables.Agreement(fact.Centre), criterion, holds);
        }

        var centres = facts.Resources.Under<Centre>().Select(centre => Names.Id(centre.Name))
            .Concat(RoadFacts.WithCentres(facts).Select(agreement => agreement.Centre))
            .Concat(All.Where(other => other.Agreement is { WhichCase: AgreementFact.WhichOneofCase.Centre }).Select(other => other.Agreement.Centre))
            .Distinct().Order(StringComparer.Ordinal);
        Total counted = new(fact.MinCount,
        [
            .. centres.Select(centre => new Choice(
                Variables.Agreement(centre),
                assumption => InForce(centre, Variables.With(assumption), holds),
                new Fixed(InForce(centre, facts, holds)),
                cap: int.MaxValue)),
        ]);
        return holds ? counted : new Unless(counted);
    }

    Need Of(PartnershipFact fact, bool holds)
    {
        string[] names = fact.Partnerships.Count > 0
            ? [.. fact.Partnerships.Select(Names.Partnership)]
            : [
                .. facts.Resources.Under<Partnership>().Where(partnership => partnership.Party == Subjects.Default).Select(partnership => partnership.Name)
                    .Concat(All.Where(other => other.Partnership is not null).SelectMany(other => other.Partnership.Partnerships).Select(Names.Partnership)
                        .Where(name => name.StartsWith($"{Names.Partnership(Subjects.Default)}-", StringComparison.Ordinal)))
                    .Distinct().Order(StringComparer.Ordinal),
            ];
        var needed = fact.MinActive > 0 ? fact.MinActive : fact.Partnerships.Count > 0 ? names.Length : 1;
        return Count(
            [
                .. names.Select(name => new Choice(
                    Variables.Partnership(Names.Id(name)),
                    assumption => Is(IsActive(name, Variables.With(assumption)), holds),
                    new Fixed(Is(IsActive(name, facts), holds)))),
            ],
            needed, holds);
    }

    /// <summary>For each comparison a value on either side of its threshold, and the threshold itself.</summary>
    IEnumerable<double> ValuesOf(string indicator)
    {
        double[] thresholds = [.. All.Where(fact => fact.Indicator?.Indicator == indicator).Select(fact => fact.Indicator.Threshold).Distinct().Order()];
        var between = thresholds.Zip(thresholds.Skip(1), (low, high) => low + ((high - low) / 2));
        return thresholds.Concat(between).Append(Above(thresholds[^1])).Append(-Above(-thresholds[0])).Where(double.IsFinite).Distinct();
    }

    /// <summary>All facts that matter, those of criteria of conditions that follow among them.</summary>
    IReadOnlyList<Criterion> All => all ??= [.. Flat(whole, new(StringComparer.Ordinal))];

    IEnumerable<Criterion> Flat(Criterion criterion, HashSet<string> asked) => CriterionFacts.Of(criterion).SelectMany(fact =>
        follows && fact.Milestone is { } named && asked.Add(named.Milestone) && FollowedCriterion(named.Milestone) is { } further
            ? Flat(further, asked).Prepend(fact)
            : [fact]);

    static double Above(double value) => value + 1 > value ? value + 1 : Math.BitIncrement(value);

    static bool? IsActive(string name, Facts facts) => facts.Resources.Find<Partnership>(name) is { } partnership ? facts.IsActive(partnership) : null;

    /// <summary>How many agreements with a centre are in force; for the opposite also those of which it is not known.</summary>
    static int InForce(string centre, Facts facts, bool isCertain) =>
        RoadFacts.WithCentres(facts).Where(agreement => agreement.Centre == centre).Count(agreement => facts.IsInForce(agreement) ?? !isCertain);

    static int Is(bool? known, bool wanted) => known == wanted ? 1 : 0;

    static int Holds(Criterion fact, Facts facts, bool wanted) =>
        CriterionEvaluator.Find(fact, facts).Truth == (wanted ? Truth.True : Truth.False) ? 1 : 0;
}
