using CsCheck;
using KosovoNato.Kernel;
using KosovoNato.Rules.Acts;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Memberships;
using KosovoNato.Rules.Outlooks;
using KosovoNato.Rules.ValidTime;
using KosovoNato.Rules.WhatIf;
using static KosovoNato.Rules.Tests.TestFacts;
using Fact = KosovoNato.Assumptions.V1.Assumption.FactOneofCase;

namespace KosovoNato.Rules.Tests.WhatIf;

/// <summary>An assumed fact holds on the day of the query, whatever is recorded and however partial dates are read.</summary>
public sealed class AssumedFactPropertyTests
{
    const string Nato = "organizations/nato";
    const int Days = 2_500;

    static readonly AssumedRecognitionStatus[] Statuses =
        [AssumedRecognitionStatus.Recognized, AssumedRecognitionStatus.Withdrawn, AssumedRecognitionStatus.NotRecognized];

    static readonly AssumedOutcome[] Outcomes = [AssumedOutcome.Adopted, AssumedOutcome.Rejected, AssumedOutcome.NoConsensus];

    static readonly AssumedMilestoneStatus[] Stages =
        [AssumedMilestoneStatus.Achieved, AssumedMilestoneStatus.Missed, AssumedMilestoneStatus.Regressed];

    static readonly Gen<PartialDateMode> AnyMode =
        Gen.Bool.Select(isCertain => isCertain ? PartialDateMode.Certain : PartialDateMode.Possible);

    /// <summary>The number of days between the first day of an assumption and the day of the query.</summary>
    static readonly Gen<int> AnyAge = Gen.Frequency((1, Gen.Const(0)), (2, Gen.Int[0, 500]));

    static readonly Gen<Assumption> AnyAssumption = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 2], Gen.Int[0, 2], (kind, who, how) =>
    {
        var code = RandomResources.Codes[who];
        return kind switch
        {
            0 => new Assumption { Recognition = new() { Recognizer = code, Status = Statuses[how] } },
            1 => new() { Membership = new() { Organization = Nato, State = code, Ended = how == 0 } },
            2 => new()
            {
                Position = new() { Organization = Nato, Decision = "ADMIT_MEMBER", State = code, Stance = (AssumedStance)(how + 1) },
            },
            3 => new()
            {
                Outcome = new() { Organization = Nato, Decision = how == 0 ? "GRANT_MAP" : "ADMIT_MEMBER", Outcome = Outcomes[who] },
            },
            4 => new() { Ratification = new() { State = code } },
            5 => new() { Milestone = new() { Milestone = how == 0 ? "milestones/c" : "milestones/m", Status = Stages[who] } },
            6 => new() { Blocker = new() { Milestone = "milestones/m", BlockerId = how == 0 ? "" : $"b{how}" } },
            7 => new() { Observation = new() { Indicator = "indicators/i", Value = how } },
            8 => new() { Agreement = new() { Centre = "centres/ccdcoe" } },
            _ => new() { Partnership = new() { Partnership = "partnerships/XK-DE" } },
        };
    });

    static readonly Gen<InMemoryResources> AnyWorld = Gen.Select(
        RandomResources.Any, Gen.Int[0, Days].Array[3], Gen.Int[4, 10].Array[3], (world, days, precisions) =>
    {
        string[] dates = [.. days.Select((day, i) => RandomResources.On(day, precisions[i]))];
        var milestone = world.Find<Milestone>("milestones/m")!.Clone();
        milestone.Blockers.Add(new Blocker { Id = "b1", OpenedOn = dates[0], ResolvedOn = dates[1], ResolutionEvidence = Cited() });
        milestone.Blockers.Add(new Blocker { Id = "b2", ResolutionCriterion = Reached("milestones/c") });
        return world.With(milestone, new Milestone
        {
            Name = "milestones/c",
            Kind = MilestoneKind.StandingCondition,
            // The status as the service stores it for today, which may differ from that on the day of the query.
            Status = days[2] % 2 == 0 ? MilestoneStatus.Achieved : MilestoneStatus.Proposed,
            Criterion = new() { Recognition = new() { State = "AL" } },
        });
    });

    [Fact]
    public void An_assumed_fact_holds_on_the_day_in_both_modes() =>
        Gen.Select(AnyWorld, AnyAssumption, Gen.Int[0, Days], AnyAge, AnyMode).Sample((world, assumption, on, age, mode) =>
    {
        var day = RandomResources.First.AddDays(on + age);
        assumption = new(assumption) { ValidFrom = age == 0 ? "" : RandomResources.On(on) };
        // A later observation is another fact.
        if (assumption.FactCase != Fact.Observation || age == 0)
        {
            AssertHolds(assumption, AssumptionOverlay.Apply(AsOfResources.View(world, day, mode), [assumption], day), day);
        }
    }, iter: 3_000);

    [Fact]
    public void The_last_of_several_assumptions_holds() =>
        Gen.Select(AnyWorld, AnyAssumption.Array[2, 6], Gen.Int[0, Days], AnyMode).Sample((world, assumptions, on, mode) =>
    {
        var day = RandomResources.First.AddDays(on);
        AssertHolds(assumptions[^1], AssumptionOverlay.Apply(AsOfResources.View(world, day, mode), assumptions, day), day);
    }, iter: 1_000);

    [Fact]
    public void A_fact_with_a_date_that_was_only_possibly_reached_is_assumed_in_the_certain_mode()
    {
        InMemoryResources world = new(Granted("ES", "2026-03"));
        Assumption[] recognized = [new() { Recognition = new() { Recognizer = "ES" } }];
        var day = Day("2026-03-01");
        var certain = AsOfResources.View(world, day, PartialDateMode.Certain);
        var possible = AsOfResources.View(world, day, PartialDateMode.Possible);
        Assert.NotSame(certain, AssumptionOverlay.Apply(certain, recognized, day));
        Assert.Same(possible, AssumptionOverlay.Apply(possible, recognized, day));
    }

    static void AssertHolds(Assumption assumption, IResourceView world, DateOnly day)
    {
        var facts = new FactBase(world, day);
        switch (assumption.FactCase)
        {
            case Fact.Recognition:
                var recognition = world.Find<Recognition>($"recognitions/{assumption.Recognition.Recognizer}-XK")!;
                Assert.Equal((RecognitionStatus)assumption.Recognition.Status, RecognitionFold.StatusOn(recognition, day));
                break;
            case Fact.Membership:
                var membership = world.Find<Membership>($"{Nato}/memberships/{assumption.Membership.State}");
                Assert.Equal(
                    assumption.Membership.Ended ? HoldsRole.No : HoldsRole.Yes,
                    membership is null ? HoldsRole.No : MembershipPeriods.RoleOn(membership, day, role => role == MembershipRole.Member));
                break;
            case Fact.Position:
                var question = facts.Question(Nato, assumption.Position.Decision, "XK")!;
                Assert.Equal((Stance)assumption.Position.Stance, facts.StanceOf(question, assumption.Position.State)?.Stance);
                break;
            case Fact.Outcome:
                Assert.Equal((QuestionStatus)assumption.Outcome.Outcome, facts.Asked(Nato, assumption.Outcome.Decision, "XK").Status);
                break;
            case Fact.Ratification:
                Assert.True(facts.HasRatified(facts.Precedent("XK")!, assumption.Ratification.State));
                break;
            case Fact.Milestone:
                var milestone = new ResolvedMilestones(world, day).Find(assumption.Milestone.Milestone)!;
                Assert.Equal((MilestoneStatus)assumption.Milestone.Status, milestone.Status);
                break;
            case Fact.Blocker:
                var blockers = new DerivedMilestones(world, day).Find(assumption.Blocker.Milestone)!.Blockers;
                var id = assumption.Blocker.BlockerId;
                Assert.All(blockers.Where(blocker => id.Length == 0 || blocker.Id == id),
                    blocker => Assert.Equal(BlockerStatus.Resolved, blocker.Status));
                break;
            case Fact.Observation:
                Assert.Equal(assumption.Observation.Value, facts.Value(facts.Indicator("indicators/i")!, ""));
                break;
            case Fact.Agreement:
                Assert.Contains(world.List<Agreement>(), agreement => facts.IsInForce(agreement) == true);
                break;
            case Fact.Partnership:
                Assert.True(facts.IsActive(world.Find<Partnership>("partnerships/XK-DE")!));
                break;
            default:
                Assert.Fail($"{assumption} is not checked.");
                break;
        }
    }

    static Criterion Reached(string milestone) => new() { Milestone = new() { Milestone = milestone } };
}
