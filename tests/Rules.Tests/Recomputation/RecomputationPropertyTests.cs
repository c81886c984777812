using CsCheck;
using KosovoNato.Kernel.Recomputation;

namespace KosovoNato.Rules.Tests.Recomputation;

/// <summary>Results that are kept while resources change, compared with results that are computed from scratch.</summary>
public sealed class RecomputationPropertyTests
{
    const string Nato = "organizations/nato";

    /// <summary>A criterion of each kind, each of a milestone of its own.</summary>
    static readonly Criterion[] Criteria =
    [
        new() { Recognition = new() { State = "BE" } },
        new() { Recognition = new() { State = "AL", CountingRule = "countingRules/mfa" } },
        new() { Recognition = new() { Organization = Nato } },
        new() { Recognition = new() { Organization = Nato, MinCount = 2, CountingRule = "countingRules/mfa" } },
        new() { Consensus = new() { Organization = Nato, Decision = "ADMIT_MEMBER" } },
        new() { Negation = new() { Consensus = new() { Organization = Nato, Decision = "GRANT_MAP" } } },
        new() { Position = new() { Organization = Nato, Decision = "ADMIT_MEMBER", Stance = Stance.Support, MinCount = 1 } },
        new() { Ratification = new() { Organization = Nato } },
        new() { Milestone = new() { Milestone = "milestones/m" } },
        new() { Milestone = new() { Milestone = "milestones/d" } },
        new() { Indicator = new() { Indicator = "indicators/i", Comparison = Comparison.AtLeast, Threshold = 2 } },
        new() { Agreement = new() { Centre = "centres/ccdcoe" } },
        new() { Agreement = new() { MinCount = 1 } },
        new() { Partnership = new() { Partnerships = { "partnerships/XK-DE" } } },
        new() { Partnership = new() { MinCount = 1 } },
    ];

    static readonly Gen<InMemoryResources> AnyWorld = Gen.Select(RandomResources.Any, Gen.Int[0, 5].Array[4], (world, kinds) => world.With(
    [
        .. Criteria.Select((criterion, i) => Planned(i, criterion, kinds[i % 4])),
        .. kinds[0] < 3 ? [Rule("strict", kinds[1])] : Array.Empty<IResource>(),
        Rule("mfa", kinds[2]),
        new Organization
        {
            Name = Nato,
            DecisionRules =
            {
                new DecisionRule { Decision = "ADMIT_MEMBER", Electorate = "MEMBERS",
                    VotingRule = kinds[3] < 2 ? VotingRule.SimpleMajority : VotingRule.Consensus },
                kinds[3] < 4
                    ? [new DecisionRule { Decision = "GRANT_MAP", Electorate = "MEMBERS", VotingRule = VotingRule.Unanimity }]
                    : Array.Empty<DecisionRule>(),
            },
        },
    ]));

    /// <summary>Changes of one to three resources each: which of some worlds they are taken from, and which resources they are.</summary>
    static readonly Gen<(int World, int[] Which)[]> Changes =
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 10_000].Array[1, 3]).Array[1, 12];

    [Fact]
    public void Kept_results_equal_results_from_scratch() =>
        Gen.Select(AnyWorld.Array[3], Changes).Sample((worlds, changes) => Follow(worlds, changes, hides: null));

    [Theory]
    [InlineData(typeof(Recognition))]
    [InlineData(typeof(Membership))]
    [InlineData(typeof(Milestone))]
    [InlineData(typeof(CountingRule), Explicit = true)]
    [InlineData(typeof(Organization), Explicit = true)]
    [InlineData(typeof(Question), Explicit = true)]
    [InlineData(typeof(Position), Explicit = true)]
    [InlineData(typeof(Ballot), Explicit = true)]
    [InlineData(typeof(Precedent), Explicit = true)]
    [InlineData(typeof(Indicator), Explicit = true)]
    [InlineData(typeof(Agreement), Explicit = true)]
    [InlineData(typeof(Partnership), Explicit = true)]
    public void A_read_that_is_not_observed_is_noticed(Type hidden) => Assert.ThrowsAny<CsCheckException>(() =>
        Gen.Select(AnyWorld.Array[3], Changes).Sample((worlds, changes) => Follow(worlds, changes, hidden), iter: 2_000));

    static void Follow(InMemoryResources[] worlds, (int World, int[] Which)[] changes, Type? hides)
    {
        string[] names = [.. worlds.SelectMany(world => world.All).Select(resource => resource.Name).Distinct().Order()];
        var world = worlds[0];
        var kept = new KeptResults(RandomResources.Today, hides);
        kept.Use(world, []);
        kept.Of(world);
        foreach (var (from, which) in changes)
        {
            var before = world;
            foreach (var name in which.Select(one => names[one % names.Length]))
            {
                world = worlds[from].All.FirstOrDefault(resource => resource.Name == name) is { } other
                    ? world.With(other)
                    : world.Without(name);
            }

            kept.Use(world, Differences(before, world));
            var fresh = new KeptResults(RandomResources.Today);
            fresh.Use(world, []);
            Assert.Equal(fresh.Of(world), kept.Of(world));
        }
    }

    static IEnumerable<ResourceKey> Differences(InMemoryResources before, InMemoryResources after) =>
        before.All.Except(after.All).Concat(after.All.Except(before.All)).Select(one => new ResourceKey(one.GetType(), one.Name));

    /// <summary>A milestone with a criterion, which also waits for another one and has a blocker.</summary>
    static Milestone Planned(int number, Criterion criterion, int kind) => new()
    {
        Name = $"milestones/x{number}",
        Kind = kind % 2 == 0 ? MilestoneKind.StandingCondition : MilestoneKind.Decision,
        Criterion = criterion,
        TargetOn = kind == 1 ? "2024" : "",
        Dependencies = { new Dependency { Milestone = "milestones/m", Kind = DependencyKind.Requires } },
        Blockers =
        {
            new Blocker { Id = "b1", Severity = BlockerSeverity.Hard, ResolutionCriterion = Criteria[kind] },
        },
    };

    static CountingRule Rule(string id, int kind) => new()
    {
        Name = $"countingRules/{id}",
        CountedActKinds = { ActKind.Granted, kind % 2 == 0 ? [ActKind.Reaffirmed] : Array.Empty<ActKind>() },
        WithdrawalPolicy = kind < 3 ? WithdrawalPolicy.AnyClaim : WithdrawalPolicy.Ignored,
    };
}
