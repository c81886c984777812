using KosovoNato.Kernel;
using KosovoNato.Rules.Counting;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Decisions;
using KosovoNato.Rules.Memberships;
using KosovoNato.Rules.ValidTime;
using KosovoNato.Rules.Validation;
using KosovoNato.Rules.WhatIf;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.WhatIf;

public sealed class AssumptionOverlayTests
{
    const string Nato = "organizations/nato";
    static readonly DateOnly Today = Day("2025-12-23");
    static readonly CountingRule AnyClaim = new() { CountedActKinds = { ActKind.Granted }, WithdrawalPolicy = WithdrawalPolicy.AnyClaim };

    [Theory]
    [InlineData("")]
    [InlineData("ANNOUNCED")]
    [InlineData("ANNOUNCED DENIED")]
    [InlineData("GRANTED INVALIDATED")]
    [InlineData("GRANTED WITHDRAWAL_CLAIMED")]
    [InlineData("GRANTED WITHDRAWAL_CONFIRMED")]
    public void A_state_recognizes_whatever_its_earlier_acts_and_every_rule_counts_it(string acts)
    {
        var world = Supposing(new InMemoryResources(History("ES", acts)), Recognizes("ES", RecognitionStatus.Unspecified));
        var then = world.Find<Recognition>("recognitions/ES-XK")!;
        Assert.Equal((RecognitionStatus.Recognized, "2025-12-23"), (then.Status, then.RecognizedOn));
        Assert.True(CountingRuleEvaluator.Counts(then, AnyClaim, Today));
        Assert.True(AssumptionOverlay.IsAssumed(world, "recognitions/ES-XK"));
    }

    [Theory]
    [InlineData("", RecognitionStatus.Withdrawn)]
    [InlineData("GRANTED", RecognitionStatus.Withdrawn)]
    [InlineData("GRANTED WITHDRAWAL_CLAIMED", RecognitionStatus.Withdrawn)]
    [InlineData("GRANTED INVALIDATED", RecognitionStatus.Withdrawn)]
    [InlineData("GRANTED", RecognitionStatus.NotRecognized)]
    [InlineData("GRANTED WITHDRAWAL_CONFIRMED", RecognitionStatus.NotRecognized)]
    public void A_state_does_not_recognize_whatever_its_earlier_acts(string acts, RecognitionStatus status)
    {
        var then = Supposing(new InMemoryResources(History("ES", acts)), Recognizes("ES", status)).Find<Recognition>("recognitions/ES-XK")!;
        Assert.Equal(status, then.Status);
        Assert.False(CountingRuleEvaluator.Counts(then, AnyClaim, Today));
    }

    [Fact]
    public void An_assumption_applies_from_its_day_on_and_takes_precedence_over_later_records()
    {
        var assumption = Recognizes("ES", RecognitionStatus.Recognized);
        assumption.ValidFrom = "2015-05-01";
        InMemoryResources world = new(History("ES", "GRANTED WITHDRAWAL_CONFIRMED"));
        Assert.Same(world, AssumptionOverlay.Apply(world, [assumption], Day("2015-04-30")));
        var then = AssumptionOverlay.Apply(world, [assumption], Today).Find<Recognition>("recognitions/ES-XK")!;
        Assert.Equal((RecognitionStatus.Recognized, "2015-05-01"), (then.Status, then.RecognizedOn));
        Assert.Equal(RecognitionStatus.Withdrawn, Rules.Acts.RecognitionFold.StatusOn(then, Day("2015-04-30")));
    }

    [Fact]
    public void Later_assumptions_take_precedence_over_earlier_ones()
    {
        var world = Supposing(
            new InMemoryResources(), Recognizes("KV", RecognitionStatus.Recognized, "AL"),
            Recognizes("XK", RecognitionStatus.NotRecognized, "AL"));
        Assert.Equal(RecognitionStatus.NotRecognized, world.Find<Recognition>("recognitions/XK-AL")!.Status);
    }

    [Theory]
    [InlineData(MembershipRole.Unspecified, false, MembershipRole.Member)]
    [InlineData(MembershipRole.Observer, false, MembershipRole.Observer)]
    [InlineData(MembershipRole.Unspecified, true, MembershipRole.Unspecified)]
    public void A_state_has_another_role_or_none(MembershipRole role, bool ended, MembershipRole then)
    {
        InMemoryResources world = new(Membership("nato", "SE", Period("1994", role: MembershipRole.Partner)));
        var supposed = Supposing(
            world, new Assumption
            {
                Membership = new() { Organization = Nato, State = "SE", Role = (AssumedMembershipRole)role, Ended = ended },
                ValidFrom = "2020-01-01"
            }).Find<Membership>("organizations/nato/memberships/SE")!;
        Assert.Equal(MembershipRole.Partner, MembershipPeriods.On(supposed, Day("2019-12-31"))!.Role);
        Assert.Equal(then, MembershipPeriods.On(supposed, Today)?.Role ?? MembershipRole.Unspecified);
    }

    [Fact]
    public void A_state_takes_a_stance_even_if_no_question_was_put()
    {
        InMemoryResources nato = new(
            [Organization("nato", "ADMIT_MEMBER", VotingRule.Consensus), .. Members("nato", "AL"), Granted("AL", "")]);
        var world = Supposing(nato, Stands("AL", Stance.Abstain));
        var stance = DecisionCalculator.Assess(new FactBase(world, Today), Nato, "ADMIT_MEMBER", "")!.Stances.Single();
        Assert.Equal((CountedStance.Abstain, AssessedStanceBasis.Declared), (stance.Leaning, stance.Basis));
        Assert.True(AssumptionOverlay.IsAssumed(world, "questions/assumed:nato:ADMIT_MEMBER:XK/positions/AL"));
        Assert.Empty(nato.List<Question>());
    }

    [Fact]
    public void A_stance_is_taken_on_the_open_question()
    {
        InMemoryResources world = new(Question("q", QuestionStatus.Open, "2015"), Position("q", "AL", Stance.Oppose));
        var position = Supposing(world, Stands("AL", Stance.Support)).Find<Position>("questions/q/positions/AL")!;
        Assert.Equal(["2010-2025-12-22", "2025-12-23-"], position.Stances.Select(stance => $"{stance.ValidFrom}-{stance.ValidTo}"));
    }

    [Theory]
    [InlineData(QuestionStatus.Draft, "", "")]
    [InlineData(QuestionStatus.Open, "2015", "")]
    [InlineData(QuestionStatus.NoConsensus, "2015", "2016")]
    [InlineData(QuestionStatus.Adopted, "2024", "2025")]
    [InlineData(QuestionStatus.Unspecified, "", "")]
    public void An_organization_decides_whatever_the_earlier_outcome(QuestionStatus status, string opened, string decided)
    {
        InMemoryResources world = new(
            status == QuestionStatus.Unspecified
                ? []
                : [Question("q", status, opened, decided), Question("other", QuestionStatus.Adopted, "2023", "2023-05")]);
        var assumption =
            new Assumption
            {
                Outcome = new() { Organization = Nato, Decision = "ADMIT_MEMBER", Outcome = AssumedOutcome.Rejected },
                ValidFrom = "2020-01-01"
            };
        var asked = new FactBase(Supposing(world, assumption), Today).Question(Nato, "ADMIT_MEMBER", "XK")!;
        Assert.Equal((QuestionStatus.Rejected, "2020-01-01"), (asked.Status, asked.DecidedOn));
    }

    [Fact]
    public void A_member_ratifies()
    {
        InMemoryResources world = new(
            new Precedent { Name = "precedents/XK", Ratifications = { new Ratification { State = "US", DepositedOn = "2030" } } });
        var then = Supposing(
            world, new Assumption { Ratification = new() { State = "US" } }, new Assumption { Ratification = new() { State = "AL" } })
                .Find<Precedent>("precedents/XK")!;
        Assert.Equal(["AL 2025-12-23", "US 2025-12-23"], then.Ratifications.Select(one => $"{one.State} {one.DepositedOn}"));
    }

    [Theory]
    [InlineData("IN_PROGRESS 2020")]
    [InlineData("IN_PROGRESS 2020, ABANDONED 2026")]
    [InlineData("")]
    public void A_milestone_has_the_assumed_status(string moves)
    {
        var world = Supposing(
            new InMemoryResources(Milestone("m", moves)), new Assumption { Milestone = new() { Milestone = "milestones/m" } });
        var then = world.Find<Milestone>("milestones/m")!;
        Assert.Equal(
            (MilestoneStatus.Achieved, "2025-12-23", MilestoneStatus.Achieved),
            (then.Status, then.AchievedOn, then.Transitions[^1].ToStatus));
        Assert.Same(then, AsOfResources.View(world, Today, PartialDateMode.Certain).Find<Milestone>("milestones/m"));
    }

    [Fact]
    public void A_standing_condition_has_the_assumed_status_whatever_its_criterion_says()
    {
        var condition = new Milestone
        {
            Name = "milestones/c",
            Kind = MilestoneKind.StandingCondition,
            Status = MilestoneStatus.Achieved,
            Criterion = new() { Recognition = new() { State = "ES" } }
        };
        var world = AsOfResources.View(
            Supposing(new InMemoryResources(condition, Granted("ES", "")),
                new Assumption { Milestone = new() { Milestone = "milestones/c" } }), Today,
            PartialDateMode.Possible);
        Assert.Equal((MilestoneStatus.Achieved, "2025-12-23"), AssumedStatuses.Of(world, "milestones/c"));
        Assert.Equal(MilestoneStatus.Achieved, StandingConditions.On(world, Today).Find<Milestone>("milestones/c")!.Status);
        Assert.Equal(
            MilestoneStatus.Proposed, StandingConditions.On(new InMemoryResources(condition, Granted("ES", "")), Today)
                .Find<Milestone>("milestones/c")!.Status);
        Assert.Null(AssumedStatuses.Of(world, "milestones/m"));
    }

    [Theory]
    [InlineData("b1", "b1")]
    [InlineData("", "b1 b2")]
    [InlineData("b9", "")]
    public void One_blocker_or_all_blockers_are_resolved(string blocker, string resolved)
    {
        var milestone = Milestone("m");
        milestone.Blockers.Add(new Blocker { Id = "b1", Status = BlockerStatus.Open });
        milestone.Blockers.Add(
            new Blocker { Id = "b2", Status = BlockerStatus.Open, ResolutionCriterion = new() { Recognition = new() { State = "ES" } } });
        milestone.Blockers.Add(
            new Blocker { Id = "b3", Status = BlockerStatus.Resolved, ResolvedOn = "2020", ResolutionEvidence = Cited() });
        InMemoryResources world = new(milestone);
        var then = Supposing(world, new Assumption { Blocker = new() { Milestone = "milestones/m", BlockerId = blocker } });
        Assert.Equal(resolved, string.Join(' ', then.Find<Milestone>("milestones/m")!.Blockers
            .Where(one => one is
            {
                Status: BlockerStatus.Resolved, ResolutionCriterion: null, ResolutionEvidence: not null,
                ResolvedOn: "2025-12-23"
            }).Select(one => one.Id)));
        Assert.Equal(resolved.Length == 0, ReferenceEquals(world, then));
    }

    [Fact]
    public void A_value_is_observed_and_preferred_to_others_of_its_day()
    {
        InMemoryResources world = new(Indicator("i", "2024=1, 2025-12-23=2, 2027=3"));
        var then = Supposing(world, new Assumption { Observation = new() { Indicator = "indicators/i", Value = 9 } });
        Assert.Equal(9, new FactBase(then, Today).Value(then.Find<Indicator>("indicators/i")!, ""));
        Assert.Equal(
            "2024 2025-12-23 2025-12-23 2027", string.Join(
                ' ', then.Find<Indicator>("indicators/i")!.Observations.Select(one => one.Period)));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("SIGNED 2020", 1)]
    [InlineData("SIGNED 2020, IN_FORCE 2021, ENDED 2022", 1)]
    [InlineData("none", 1)]
    public void An_agreement_is_in_force(string moves, int agreements)
    {
        var then = Supposing(
            new InMemoryResources(moves == "none" ? [] : [Agreement("a", "ccdcoe", moves)]),
            new Assumption { Agreement = new() { Centre = "centres/ccdcoe" } });
        Assert.Equal(agreements, then.List<Agreement>().Count());
        Assert.Equal(
            Truth.True, CriterionEvaluator.Evaluate(new() { Agreement = new() { Centre = "centres/ccdcoe" } }, new(then, Today)).Truth);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ACTIVE 2020, ENDED 2022")]
    [InlineData("none")]
    public void A_partnership_is_active(string moves)
    {
        var then = Supposing(
            new InMemoryResources(moves == "none" ? [] : [Partnership("XK-DE", moves)]),
            new Assumption { Partnership = new() { Partnership = "partnerships/XKX-DE" } });
        Assert.Equal(
            (PartnershipStatus.Active, "XK", "DE"),
            then.Find<Partnership>("partnerships/XK-DE") is { } one ? (one.Status, one.Party, one.Partner) : default);
        Assert.Single(then.List<Partnership>());
    }

    [Fact]
    public void An_assumption_that_restates_the_record_changes_nothing()
    {
        var milestone = Milestone("m", "IN_PROGRESS, ACHIEVED 2020");
        milestone.Blockers.Add(
            new Blocker
            {
                Id = "b1",
                Status = BlockerStatus.Resolved,
                ResolutionCriterion = new() { Recognition = new() { State = "AL" } }
            });
        InMemoryResources world = new(
        [
            Granted("AL", "2010"), Granted("ES", ""), History("SR", "GRANTED WITHDRAWAL_CONFIRMED"), .. Members("nato", "AL"),
            Question("q", QuestionStatus.Rejected, "2015", "2016"), Position("q", "AL", Stance.Support), milestone,
            Indicator("i", "2025-12-23=5"),
            new Precedent { Name = "precedents/XK", Ratifications = { new Ratification { State = "AL", DepositedOn = "2020" } } },
            Agreement("a", "ccdcoe", "IN_FORCE 2020"), Partnership("XK-DE", "ACTIVE"),
        ]);
        Assumption[] all =
        [
            Recognizes("AL", RecognitionStatus.Recognized), Recognizes("ES", RecognitionStatus.NotRecognized),
            Recognizes("SR", RecognitionStatus.Withdrawn),
            new() { Membership = new() { Organization = Nato, State = "AL" } },
            new() { Membership = new() { Organization = Nato, State = "RS", Ended = true } },
            Stands("AL", Stance.Support),
            new() { Outcome = new() { Organization = Nato, Decision = "ADMIT_MEMBER", Outcome = AssumedOutcome.Rejected } },
            new() { Ratification = new() { State = "AL" } }, new() { Milestone = new() { Milestone = "milestones/m" } },
            new() { Blocker = new() { Milestone = "milestones/m" } },
            new() { Blocker = new() { Milestone = "milestones/none" } },
            new() { Observation = new() { Indicator = "indicators/i", Value = 5 } },
            new() { Agreement = new() { Centre = "centres/ccdcoe" } }, new() { Partnership = new() { Partnership = "partnerships/XK-DE" } },
        ];
        Assert.All(all, one => Assert.Same(world, Supposing(world, one)));
        Assert.Same(world, Supposing(world, all));
        Assert.False(AssumptionOverlay.IsAssumed(world, "recognitions/AL-XK"));
    }

    [Fact]
    public void All_resources_are_listed_in_order_of_their_names()
    {
        InMemoryResources world = new(Granted("AL", "2010"), Granted("ES", ""));
        var then = Supposing(world, Recognizes("BE", RecognitionStatus.Recognized), Recognizes("ES", RecognitionStatus.Recognized));
        Assert.Equal(["AL", "BE", "ES"], then.List<Recognition>().Select(one => one.Recognizer));
        Assert.Equal(["BE"], then.List<Recognition>("recognitions/B").Select(one => one.Recognizer));
        Assert.Equal(RecognitionStatus.NotRecognized, world.Find<Recognition>("recognitions/ES-XK")!.Status);
    }

    static IResourceView Supposing(IResourceView world, params Assumption[] assumptions) =>
        AssumptionOverlay.Apply(world, assumptions, Today);

    static Assumption Recognizes(string code, RecognitionStatus status, string subject = "") =>
        new() { Recognition = new() { Recognizer = code, Subject = subject, Status = (AssumedRecognitionStatus)status } };

    static Assumption Stands(string code, Stance stance) =>
        new() { Position = new() { Organization = Nato, Decision = "ADMIT_MEMBER", State = code, Stance = (AssumedStance)stance } };

    static Recognition History(string code, string acts) => Folded(Recognition(code, acts.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select((kind, i) => Act(Enum.GetValues<ActKind>().Single(value => EnumNames.Of(value) == kind), $"{2010 + (i * 4)}"))));
}
