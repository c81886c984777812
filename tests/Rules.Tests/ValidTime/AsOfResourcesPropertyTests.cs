using CsCheck;
using Google.Protobuf;
using KosovoNato.Kernel;
using KosovoNato.Rules.Acts;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Facts;
using KosovoNato.Rules.Memberships;
using KosovoNato.Rules.ValidTime;
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
        new() { Agreement = new() { Centre = "centres/ccdcoe" } },
        new() { Agreement = new() { MinCount = 1 } },
        new() { Partnership = new() { Partnerships = { "partnerships/XK-DE" } } },
    ];

    static readonly Criterion[] Moved = [.. Criteria.Skip(8)];

    static readonly Gen<DateOnly> AnyDay = Gen.Int[-400, 3_000].Select(RandomResources.First.AddDays);

    [Fact]
    public void Rules_find_the_same_in_the_world_of_a_day_as_in_all_that_is_recorded() =>
        Gen.Select(RandomResources.Any, AnyDay).Sample((world, day) =>
    {
        FactBase then = new(AsOfResources.View(world, day, PartialDateMode.Possible), day);
        foreach (var criterion in Criteria)
        {
            // Stored statuses are those of today; other facts have their own dates.
            var recorded = Moved.Contains(criterion) ? new FactBase(world, RandomResources.Today).On(day) : new FactBase(world, day);
            Assert.True(
                CriterionEvaluator.Find(criterion, recorded).Truth == CriterionEvaluator.Find(criterion, then).Truth
                && CriterionEvaluator.Find(criterion, recorded).Met == CriterionEvaluator.Find(criterion, then).Met,
                $"{criterion} on {day:o}: {CriterionEvaluator.Evaluate(criterion, recorded)} became "
                + $"{CriterionEvaluator.Evaluate(criterion, then)}");
        }
    }, iter: 500);

    /// <summary>Rules may therefore read the recorded resources where the mode is POSSIBLE.</summary>
    [Fact]
    public void A_resource_of_a_day_says_of_that_day_what_all_of_it_says() => Gen.Select(RandomResources.Any, AnyDay).Sample((world, day) =>
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
    public void Once_all_has_happened_nothing_is_otherwise() => RandomResources.Any.Sample(world =>
        Assert.All(All(world), one => Assert.All([PartialDateMode.Possible, PartialDateMode.Certain, PartialDateMode.Unspecified],
            reading => Assert.Same(one, AsOfResources.Project(one, RandomResources.Today, reading)))), iter: 200);

    [Fact]
    public void What_was_so_on_the_day_is_so_in_the_world_of_the_day() =>
        Gen.Select(RandomResources.Any, AnyDay, Gen.Bool).Sample((world, day, certain) =>
    {
        var reading = certain ? PartialDateMode.Certain : PartialDateMode.Possible;
        Assert.All(All(world), one => Assert.Equal(
            AsOfResources.Project(one, day, reading), AsOfResources.Project(AsOfResources.Project(one, day, reading), day, reading)));
    }, iter: 300);

    [Fact]
    public void What_is_certain_is_possible_and_both_grow() =>
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
    public void Who_certainly_counts_counts_possibly_and_for_ever() =>
        Gen.Select(Gen.Int[0, 2_000].Array[5], Gen.Int[4, 10].Array[5], AnyDay, Gen.Int[0, 500]).Sample((days, precisions, day, further) =>
    {
        InMemoryResources world = new(
            days.Select((granted, i) => Granted($"A{(char)('A' + i)}", RandomResources.On(granted, precisions[i]))));
        int Count(DateOnly on, PartialDateMode reading) => RecognitionTally.OfAll(
            new() { CountedActKinds = { ActKind.Granted } }, on, AsOfResources.View(world, on, reading).List<Recognition>(),
            _ => true).Recognizing.Count;
        Assert.True(Count(day, PartialDateMode.Certain) <= Count(day, PartialDateMode.Possible));
        Assert.True(Count(day, PartialDateMode.Certain) <= Count(day.AddDays(further), PartialDateMode.Certain));
        Assert.Equal(
            days.Where((granted, i) => PartialDate.Parse(RandomResources.On(granted, precisions[i])).Last <= day).Count(),
            Count(day, PartialDateMode.Certain));
    }, iter: 500);

    [Fact]
    public void Counts_of_the_seeds_are_the_same()
    {
        foreach (var day in new[] { "2008-02-18", "2012-06-01", "2017-11-07", "2020-01-01", "2025-12-23" })
        {
            var world = AsOfResources.View(SeedFacts.All, Day(day), PartialDateMode.Possible);
            foreach (var rule in world.List<CountingRule>())
            {
                var then = RecognitionTally.OfAll(
                    rule, Day(day), world.List<Recognition>(), code => world.Find<State>($"states/{code}")!.UnMember);
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
