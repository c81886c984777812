using CsCheck;
using KosovoNato.Rules.Criteria;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Criteria;

/// <summary>The three-valued logic of combinations, with milestones that are achieved (T), not achieved (F) or not recorded (U).</summary>
public sealed class CombinationTests
{
    static readonly InMemoryResources Milestones = new(
        Enumerable.Range(0, 6).Select(i => Milestone($"T{i}", "IN_PROGRESS 2019, ACHIEVED 2020"))
            .Concat(Enumerable.Range(0, 6).Select(i => Milestone($"F{i}"))));

    // Three levels of combinations; the leaves are a letter and a number.
    static readonly Gen<Criterion> Leaf = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 5], (letter, number) => Fact($"{"TFU"[letter]}{number}"));
    static readonly Gen<Criterion> Monotone = Nested(Nested(Nested(Leaf, negation: false), negation: false), negation: false);
    static readonly Gen<Criterion> Any = Nested(Nested(Nested(Leaf, negation: true), negation: true), negation: true);

    [Theory]
    [InlineData("T0 T1", "TRUE 2/2", "TRUE 2/2")]
    [InlineData("T0 F0", "FALSE 1/2 missing milestones/F0", "TRUE 1/2")]
    [InlineData("T0 U0", "UNKNOWN 1/2 unknown milestones/U0", "TRUE 1/2")]
    [InlineData("F0 U0", "FALSE 0/2 missing milestones/F0 unknown milestones/U0",
        "UNKNOWN 0/2 missing milestones/F0 unknown milestones/U0")]
    [InlineData("F1 F0 F1", "FALSE 0/3 missing milestones/F0 milestones/F1", "FALSE 0/3 missing milestones/F0 milestones/F1")]
    [InlineData("T0 F0 U0", "FALSE 1/3 missing milestones/F0 unknown milestones/U0", "TRUE 1/3")]
    public void All_needs_every_part_and_any_needs_one(string facts, string all, string any)
    {
        Assert.Equal(all, Text(All(Facts(facts)), Milestones));
        Assert.Equal(any, Text(AnyOf(Facts(facts)), Milestones));
    }

    [Theory]
    [InlineData("T0 T1 F0 U0", 2, "TRUE 2/4")]
    [InlineData("T0 T1 F0 U0", 3, "UNKNOWN 2/4 missing milestones/F0 unknown milestones/U0")]
    [InlineData("T0 T1 F0 U0", 4, "FALSE 2/4 missing milestones/F0 unknown milestones/U0")]
    public void At_least_needs_the_minimum_count(string facts, int count, string standing) =>
        Assert.Equal(standing, Text(AtLeast(count, Facts(facts)), Milestones));

    [Theory]
    [InlineData("T0", "FALSE 0/1")]
    [InlineData("F0", "TRUE 1/1")]
    [InlineData("U0", "UNKNOWN 0/1 unknown milestones/U0")]
    public void A_negation_counts_as_one_condition(string fact, string standing) =>
        Assert.Equal(standing, Text(Not(Fact(fact)), Milestones));

    [Fact]
    public void A_part_that_is_met_reports_nothing_missing_inside() =>
        Assert.Equal("FALSE 1/3 missing milestones/F1", Text(All([AnyOf(Facts("T0 F0")), Fact("F1")]), Milestones));

    [Fact]
    public void A_condition_of_a_newer_contract_is_unknown() => Assert.Equal(Truth.Unknown, TruthOf(new Criterion()));

    [Fact]
    public void De_Morgans_laws_hold() => Any.Array[1, 4].Sample(parts =>
    {
        Assert.Equal(TruthOf(Not(All(parts))), TruthOf(AnyOf(parts.Select(Not))));
        Assert.Equal(TruthOf(Not(AnyOf(parts))), TruthOf(All(parts.Select(Not))));
    });

    [Fact]
    public void A_negated_at_least_equals_at_least_enough_negated_parts() =>
        Gen.Select(Any.Array[1, 4], Gen.Int[1, 4]).Where((parts, count) => count <= parts.Length)
        .Sample((parts, count) => Assert.Equal(
            TruthOf(Not(AtLeast(count, parts))), TruthOf(AtLeast(parts.Length - count + 1, parts.Select(Not)))));

    [Fact]
    public void A_double_negation_equals_its_criterion() =>
        Any.Sample(criterion => Assert.Equal(TruthOf(criterion), TruthOf(Not(Not(criterion)))));

    [Fact]
    public void All_is_at_least_all_parts_and_any_is_at_least_one() => Any.Array[1, 4].Sample(parts =>
    {
        Assert.Equal(Text(All(parts), Milestones), Text(AtLeast(parts.Length, parts), Milestones));
        Assert.Equal(Text(AnyOf(parts), Milestones), Text(AtLeast(1, parts), Milestones));
    });

    [Fact]
    public void The_order_of_parts_does_not_matter() => Gen.Select(Any.Array[1, 4], Gen.Int).Sample((parts, seed) =>
    {
        var shuffled = parts.ToArray();
        new Random(seed).Shuffle(shuffled);
        Assert.Equal(CriterionEvaluator.Evaluate(All(parts), Now(Milestones)), CriterionEvaluator.Evaluate(All(shuffled), Now(Milestones)));
    });

    [Fact]
    public void Achieving_more_never_worsens_a_criterion_without_negation() => Gen.Select(Monotone, Leaf).Sample((criterion, leaf) =>
    {
        var before = CriterionEvaluator.Evaluate(criterion, Now(Milestones));
        var after = CriterionEvaluator.Evaluate(
            criterion, Now(Milestones.With(Milestone(ResourceNames.Id(leaf.Milestone.Milestone), "ACHIEVED 2021"))));
        Assert.True(Rank(after.Truth) >= Rank(before.Truth), $"{before} became {after}");
        Assert.True(after.MetCount >= before.MetCount, $"{before} became {after}");
        Assert.Equal(before.TotalCount, after.TotalCount);
    });

    [Fact]
    public void Learning_an_unknown_fact_never_changes_a_known_result() =>
        Gen.Select(Any, Leaf, Gen.Bool).Sample((criterion, leaf, achieved) =>
    {
        var before = TruthOf(criterion);
        if (before != Truth.Unknown && ResourceNames.Id(leaf.Milestone.Milestone)[0] == 'U')
        {
            Assert.Equal(
                before, TruthOf(
                    criterion, Milestones.With(Milestone(ResourceNames.Id(leaf.Milestone.Milestone), achieved ? "ACHIEVED 2021" : ""))));
        }
    });

    [Fact]
    public void Missing_and_unknown_facts_are_unique_and_sorted_and_an_unknown_result_lists_its_unknown_facts() => Any.Sample(criterion =>
    {
        var standing = CriterionEvaluator.Evaluate(criterion, Now(Milestones));
        Assert.Equal(standing.Missing.Distinct().Order(StringComparer.Ordinal), standing.Missing);
        Assert.Equal(standing.Unknown.Distinct().Order(StringComparer.Ordinal), standing.Unknown);
        Assert.InRange(standing.MetCount, 0, standing.TotalCount);
        Assert.True(standing.Truth != Truth.Unknown || standing.Unknown.Count > 0);
        Assert.True(standing.Truth != Truth.True || standing.Missing.Count + standing.Unknown.Count == 0);
    });

    static int Rank(Truth truth) => truth switch { Truth.True => 2, Truth.Unknown => 1, _ => 0 };

    static Truth TruthOf(Criterion criterion, InMemoryResources? world = null) =>
        CriterionEvaluator.Evaluate(criterion, Now(world ?? Milestones)).Truth;

    static FactBase Now(InMemoryResources world) => new(world, Day("2025-12-23"));

    static Criterion Fact(string id) => new() { Milestone = new() { Milestone = $"milestones/{id}" } };

    static IEnumerable<Criterion> Facts(string ids) => ids.Split(' ').Select(Fact);

    static Criterion All(IEnumerable<Criterion> parts) => new() { All = new() { Criteria = { parts } } };

    static Criterion AnyOf(IEnumerable<Criterion> parts) => new() { Any = new() { Criteria = { parts } } };

    static Criterion AtLeast(int count, IEnumerable<Criterion> parts) =>
        new() { AtLeast = new() { MinCount = count, Criteria = { parts } } };

    static Criterion Not(Criterion criterion) => new() { Negation = criterion };

    static Gen<Criterion> Nested(Gen<Criterion> inner, bool negation) =>
        Gen.Select(Gen.Int[0, negation ? 4 : 3], inner.Array[1, 3], Gen.Int[1, 3], (kind, parts, count) => kind switch
        {
            0 => parts[0],
            1 => All(parts),
            2 => AnyOf(parts),
            3 => AtLeast(Math.Min(count, parts.Length), parts),
            _ => Not(parts[0]),
        });
}
