using CsCheck;
using Google.Protobuf;
using KosovoNato.Kernel;
using KosovoNato.Rules.Acts;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Facts;
using KosovoNato.Rules.Memberships;
using KosovoNato.Rules.ValidTime;
using KosovoNato.Testing;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.ValidTime;

public sealed class AsOfResourcesPropertyTests
{
    /// <summary>Criteria on facts with their own dates, and on statuses that follow from transitions.</summary>
    static readonly Criterion[] Criteria =
    [
        new() { Recognition = new() { State = "AL" } },
        new() { Recognition = new() { State = "BE", CountingRule = "countingRules/mfa" } },
        new() { Recognition = new() { Organization = "organizations/nato", MinCount = 2 } },
        new() { Consensus = new() { Organization = "organizations/nato", Decision = "ADMIT_MEMBER" } },
        new() { Consensus = new() { Organization = "organizations/nato", Decision = "GRANT_MAP" } },
        new() { Position = new() { Organization = "organizations/nato", Decision = "ADMIT_MEMBER", Stance = Stance.Support,
            MinCount = 1 } },
        new() { Ratification = new() { Organization = "organizations/nato" } },
        new() { Indicator = new() { Indicator = "indicators/i", Comparison = Comparison.AtLeast, Threshold = 3 } },
        new() { Milestone = new() { Milestone = "milestones/m" } },
        new() { Milestone = new() { Milestone = "milestones/c" } },
        new() { Milestone = new() { Milestone = "milestones/d" } },
        new() { Agreement = new() { Centre = "centres/ccdcoe" } },
        new() { Agreement = new() { MinCount = 1 } },
        new() { Partnership = new() { Partnerships = { "partnerships/XK-DE" } } },
    ];

    static readonly Gen<DateOnly> AnyDay = Gen.Int[-400, 3_000].Select(RandomResources.First.AddDays);

    /// <summary>
    /// The result, the day since which it holds, and whether a criterion was met before: from any later day as in a read of the day.
    /// </summary>
    [Fact]
    public void A_result_for_a_day_does_not_depend_on_the_day_of_the_query() =>
        Gen.Select(RandomResources.Any, AnyDay, Gen.Int[0, 2_000].Array[2]).Sample((world, day, later) =>
    {
        FactBase then = new(AsOfResources.View(world, day, PartialDateMode.Possible), day);
        foreach (var from in (DateOnly[])[day.AddDays(later[0]), day.AddDays(later.Sum())])
        {
            foreach (var resources in (IResourceView[])[world, AsOfResources.View(world, from, PartialDateMode.Possible)])
            {
                var seen = new FactBase(resources, from).On(day);
                foreach (var criterion in Criteria)
                {
                    Assert.Equal(CriterionEvaluator.Evaluate(criterion, then), CriterionEvaluator.Evaluate(criterion, seen));
                    Assert.Equal(CriterionEvaluator.WasMetBefore(criterion, then), CriterionEvaluator.WasMetBefore(criterion, seen));
                }
            }
        }
    }, iter: StressMode.Rounds(100, 1_000, 10_000));

    [Fact]
    public void A_criterion_was_met_before_if_a_read_of_an_earlier_day_reports_it_as_met() =>
        Gen.Select(RandomResources.Any, Gen.Int[0, 2_000]).Sample((world, days) =>
    {
        var reads = Enumerable.Range(-370, days + 371).Select(RandomResources.First.AddDays)
            .Select(day => new FactBase(AsOfResources.View(world, day, PartialDateMode.Possible), day)).ToList();
        foreach (var criterion in Criteria)
        {
            var truths = reads.ConvertAll(then => CriterionEvaluator.Find(criterion, then).Truth);
            Assert.Equal(
                truths[^1] != Truth.True && truths.Contains(Truth.True), CriterionEvaluator.WasMetBefore(criterion, reads[^1]));
        }
    }, iter: StressMode.Rounds(3, 20, 200));

    /// <summary>Rules may therefore read the recorded resources where the mode is POSSIBLE.</summary>
    [Fact]
    public void A_resource_as_of_a_day_has_the_same_values_for_that_day_as_the_whole_resource() =>
        Gen.Select(RandomResources.Any, AnyDay).Sample((world, day) =>
    {
        T Then<T>(T recorded) where T : class, IMessage<T> => AsOfResources.Project(recorded, day, PartialDateMode.Possible);
        Assert.All(world.List<Recognition>(), recorded => Assert.Equal(RecognitionFold.StatusOn(recorded, day), Then(recorded).Status));
        Assert.All(world.List<Membership>(), recorded => Assert.All(Enum.GetValues<MembershipRole>(), role =>
            Assert.Equal(
                MembershipPeriods.RoleOn(recorded, day, one => one == role),
                MembershipPeriods.RoleOn(Then(recorded), day, one => one == role))));
        Assert.All(world.List<Position>(), recorded =>
            Assert.Equal(StancePeriods.On(recorded, day)?.Stance, StancePeriods.On(Then(recorded), day)?.Stance));
    }, iter: 500);

    [Fact]
    public void A_projection_to_a_day_after_all_events_changes_nothing() => RandomResources.Any.Sample(world =>
        Assert.All(All(world), one => Assert.All([PartialDateMode.Possible, PartialDateMode.Certain, PartialDateMode.Unspecified],
            reading => Assert.Same(one, AsOfResources.Project(one, RandomResources.Today, reading)))), iter: 200);

    [Fact]
    public void Projecting_a_projection_to_the_same_day_changes_nothing() =>
        Gen.Select(RandomResources.Any, AnyDay, Gen.Bool).Sample((world, day, certain) =>
    {
        var reading = certain ? PartialDateMode.Certain : PartialDateMode.Possible;
        Assert.All(All(world), one => Assert.Equal(
            AsOfResources.Project(one, day, reading), AsOfResources.Project(AsOfResources.Project(one, day, reading), day, reading)));
    }, iter: 300);

    [Fact]
    public void Certain_acts_are_possible_acts_and_both_only_grow() =>
        Gen.Select(RandomResources.Any, AnyDay, Gen.Int[0, 500]).Sample((world, day, further) =>
    {
        foreach (var recorded in world.List<Recognition>())
        {
            string[] Acts(DateOnly on, PartialDateMode reading) =>
                [.. AsOfResources.Project(recorded, on, reading).Acts.Select(act => act.Id)];
            Assert.Subset(Acts(day, PartialDateMode.Possible).ToHashSet(), Acts(day, PartialDateMode.Certain).ToHashSet());
            Assert.Subset(Acts(day.AddDays(further), PartialDateMode.Certain).ToHashSet(), Acts(day, PartialDateMode.Certain).ToHashSet());
            Assert.Subset(
                Acts(day.AddDays(further), PartialDateMode.Possible).ToHashSet(), Acts(day, PartialDateMode.Possible).ToHashSet());
            // Always a prefix of the history, so every status is one that the history had.
            Assert.Equal(
                recorded.Acts.Take(Acts(day, PartialDateMode.Certain).Length).Select(act => act.Id), Acts(day, PartialDateMode.Certain));
        }
    }, iter: 500);

    /// <summary>With grants only, which no other act revokes.</summary>
    [Fact]
    public void A_recognizer_that_certainly_counts_also_possibly_counts_and_keeps_counting() =>
        Gen.Select(Gen.Int[0, 2_000].Array[5], Gen.Int[4, 10].Array[5], AnyDay, Gen.Int[0, 500]).Sample((days, precisions, day, further) =>
    {
        InMemoryResources world = new(
            days.Select((granted, i) => Granted($"A{(char)('A' + i)}", RandomResources.On(granted, precisions[i]))));
        int Count(DateOnly on, PartialDateMode reading) => RecognitionTally.OfAll(
            new() { CountedActKinds = { ActKind.Granted } }, on, AsOfResources.View(world, on, reading).List<Recognition>(),
            _ => HoldsRole.Yes).Recognizing.Count;
        Assert.True(Count(day, PartialDateMode.Certain) <= Count(day, PartialDateMode.Possible));
        Assert.True(Count(day, PartialDateMode.Certain) <= Count(day.AddDays(further), PartialDateMode.Certain));
        Assert.Equal(
            days.Where((granted, i) => PartialDate.Parse(RandomResources.On(granted, precisions[i])).Last <= day).Count(),
            Count(day, PartialDateMode.Certain));
    }, iter: 500);

    [Fact]
    public void Counts_of_the_seeds_are_the_same_as_of_a_day()
    {
        foreach (var day in new[] { "2008-02-18", "2012-06-01", "2017-11-07", "2020-01-01", "2025-12-23" })
        {
            var world = AsOfResources.View(SeedFacts.All, Day(day), PartialDateMode.Possible);
            foreach (var rule in world.List<CountingRule>())
            {
                var then = RecognitionTally.OfAll(
                    rule, Day(day), world.List<Recognition>(), code => UnMembership.On(code, world, Day(day)));
                Assert.Equal(SeedFacts.OfAll(rule.Name.Split('/')[1], day).Recognizing, then.Recognizing);
            }
        }
    }

    static IEnumerable<IMessage> All(InMemoryResources world) =>
    [
        .. world.List<Recognition>(), .. world.List<Membership>(), .. world.List<Question>(), .. world.List<Position>(),
        .. world.List<Precedent>(),
        .. world.List<Milestone>(), .. world.List<Agreement>(), .. world.List<Partnership>(), .. world.List<Indicator>(),
        .. world.List<Organization>(),
    ];
}
