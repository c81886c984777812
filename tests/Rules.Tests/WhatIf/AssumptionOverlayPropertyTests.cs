using CsCheck;
using KosovoNato.Kernel;
using KosovoNato.Rules.Acts;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Decisions;
using KosovoNato.Rules.Memberships;
using KosovoNato.Rules.ValidTime;
using KosovoNato.Rules.WhatIf;

namespace KosovoNato.Rules.Tests.WhatIf;

public sealed class AssumptionOverlayPropertyTests
{
    static readonly RecognitionStatus[] Statuses = [
        RecognitionStatus.Recognized, RecognitionStatus.Withdrawn, RecognitionStatus.NotRecognized];

    static readonly Gen<DateOnly> AnyDay = Gen.Int[0, 3_000].Select(RandomResources.First.AddDays);

    static readonly Gen<Assumption> AnyAssumption = Gen.Select(
        Gen.Int[0, 4], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 2_000], (kind, who, how, on) =>
    {
        var assumption = kind switch
        {
            0 => new Assumption
            {
                Recognition = new()
                {
                    Recognizer = RandomResources.Codes[who],
                    Status = (AssumedRecognitionStatus)Statuses[how]
                }
            },
            1 => new() { Membership = new() { Organization = "organizations/nato", State = RandomResources.Codes[who], Ended = how == 0 } },
            2 => new()
            {
                Position = new()
                {
                    Organization = "organizations/nato",
                    Decision = how == 0 ? "GRANT_MAP" : "ADMIT_MEMBER",
                    State = RandomResources.Codes[who],
                    Stance = (AssumedStance)(how + 1)
                }
            },
            3 => new() { Ratification = new() { State = RandomResources.Codes[who] } },
            _ => new()
            {
                Milestone = new()
                {
                    Milestone = "milestones/m",
                    Status = how == 0 ? AssumedMilestoneStatus.Missed : AssumedMilestoneStatus.Unspecified
                }
            },
        };
        assumption.ValidFrom = RandomResources.On(on);
        return assumption;
    });

    [Fact]
    public void An_assumption_that_is_already_true_changes_nothing() => Gen.Select(RandomResources.Any, AnyDay).Sample((world, day) =>
    {
        var all = Restated(world, day).ToList();
        Assert.All(all, one => Assert.Same(world, AssumptionOverlay.Apply(world, [one], day)));
        Assert.Same(world, AssumptionOverlay.Apply(world, all, day));
    }, iter: 500);

    [Fact]
    public void An_assumed_fact_is_true_and_assuming_it_again_changes_nothing() =>
        Gen.Select(RandomResources.Any, AnyAssumption, AnyDay).Sample((world, assumption, day) =>
    {
        var then = AssumptionOverlay.Apply(world, [assumption], day);
        Assert.Same(then, AssumptionOverlay.Apply(then, [assumption], day));
        if (PartialDate.Parse(assumption.ValidFrom).First > day)
        {
            Assert.Same(world, then);
        }
        else if (assumption.Recognition is { } recognition)
        {
            Assert.Equal(
                (RecognitionStatus)recognition.Status, RecognitionFold.StatusOn(
                    then.Find<Recognition>($"recognitions/{recognition.Recognizer}-XK")!, day));
        }
        else if (assumption.Membership is { } membership)
        {
            var held = then.Find<Membership>($"organizations/nato/memberships/{membership.State}") is { } one
                ? MembershipPeriods.RoleOn(one, day, role => role == MembershipRole.Member)
                : HoldsRole.No;
            Assert.Equal(membership.Ended ? HoldsRole.No : HoldsRole.Yes, held);
        }
        else if (assumption.Position is { } position)
        {
            var facts = new FactBase(then, day);
            var question = facts.Question("organizations/nato", position.Decision, "XK")!;
            Assert.Equal((Stance)position.Stance, facts.StanceOf(question, position.State)!.Value.Stance);
        }
    }, iter: 1_000);

    [Fact]
    public void Assumptions_do_not_change_the_recorded_resources() =>
        Gen.Select(RandomResources.Any, AnyAssumption.Array[1, 5], AnyDay).Sample((world, assumptions, day) =>
    {
        var before = world.List<Recognition>().Select(one => one.ToString()).Concat(world.List<Membership>().Select(one => one.ToString()))
            .ToList();
        AssumptionOverlay.Apply(world, assumptions, day);
        Assert.Equal(
            before, world.List<Recognition>().Select(one => one.ToString()).Concat(world.List<Membership>().Select(one => one.ToString())));
    }, iter: 200);

    [Fact]
    public void A_verdict_does_not_depend_on_the_order_of_assumptions_about_different_states() =>
        Gen.Select(RandomResources.Any, AnyAssumption.Array[2, 5], AnyDay).Sample((world, assumptions, day) =>
    {
        List<Assumption> unrelated = [.. assumptions.Where(one => one.FactCase != Assumption.FactOneofCase.Milestone).DistinctBy(WhoOf)];
        Assert.All(["ADMIT_MEMBER", "GRANT_MAP"], decision => Assert.Equal(
            VerdictOf(AssumptionOverlay.Apply(world, unrelated, day), day, decision),
            VerdictOf(AssumptionOverlay.Apply(world, [.. unrelated.AsEnumerable().Reverse()], day), day, decision)));
    }, iter: 500);

    [Fact]
    public void An_additional_recognition_never_worsens_a_decision() =>
        Gen.Select(RandomResources.Any, Gen.Int[0, 2], AnyDay).Sample((world, who, day) =>
    {
        Assumption more = new() { Recognition = new() { Recognizer = RandomResources.Codes[who] } };
        Assert.All(["ADMIT_MEMBER", "GRANT_MAP"], decision =>
            Assert.True(
                Rank(VerdictOf(AssumptionOverlay.Apply(world, [more], day), day, decision)) >= Rank(VerdictOf(world, day, decision))));
    }, iter: 500);

    /// <summary>All facts that hold on the day, as assumptions.</summary>
    static IEnumerable<Assumption> Restated(InMemoryResources world, DateOnly day)
    {
        foreach (var recognition in world.List<Recognition>())
        {
            if (RecognitionFold.StatusOn(recognition, day) is var status && Statuses.Contains(status))
            {
                yield return new()
                {
                    Recognition = new()
                    {
                        Recognizer = recognition.Recognizer,
                        Status = (AssumedRecognitionStatus)status
                    }
                };
            }
        }

        foreach (var membership in world.List<Membership>())
        {
            if (MembershipPeriods.On(membership, day) is { } period)
            {
                yield return new()
                {
                    Membership = new()
                    {
                        Organization = "organizations/nato",
                        State = membership.Name[^2..],
                        Role = (AssumedMembershipRole)period.Role
                    }
                };
            }
        }

        var facts = new FactBase(world, day);
        if (facts.Question("organizations/nato", "ADMIT_MEMBER", "XK") is { } question)
        {
            foreach (var code in facts.Stances(question))
            {
                yield return new()
                {
                    Position = new()
                    {
                        Organization = "organizations/nato",
                        Decision = "ADMIT_MEMBER",
                        State = code,
                        Stance = (AssumedStance)facts.StanceOf(question, code)!.Value.Stance
                    }
                };
            }
        }

        yield return new()
        {
            Milestone = new()
            {
                Milestone = "milestones/m",
                Status = (AssumedMilestoneStatus)AsOfResources.Project(
                    world.Find<Milestone>("milestones/m")!, day, PartialDateMode.Possible).Status
            }
        };
    }

    static string WhoOf(Assumption assumption) => assumption.FactCase switch
    {
        Assumption.FactOneofCase.Recognition => assumption.Recognition.Recognizer,
        Assumption.FactOneofCase.Membership => assumption.Membership.State,
        Assumption.FactOneofCase.Position => assumption.Position.State,
        _ => assumption.Ratification.State,
    };

    static Verdict VerdictOf(IResourceView world, DateOnly day, string decision) =>
        DecisionCalculator.Assess(new FactBase(world, day), "organizations/nato", decision, "")!.Verdict;

    static int Rank(Verdict verdict) => verdict switch { Verdict.Met => 2, Verdict.Undetermined => 1, _ => 0 };
}
