using Google.Protobuf;
using KosovoNato.Recommendations.V1;
using KosovoNato.Rules.Acts;
using KosovoNato.Rules.Counting;
using KosovoNato.Rules.ValidTime;
using KosovoNato.Rules.Validation;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.ValidTime;

public sealed class AsOfResourcesTests
{
    const PartialDateMode Possible = PartialDateMode.Possible;
    const PartialDateMode Certain = PartialDateMode.Certain;

    [Theory]
    [InlineData("2011-12-31", Possible, RecognitionStatus.NotRecognized, "")]
    [InlineData("2012-01-01", Possible, RecognitionStatus.Recognized, "a1")]
    [InlineData("2012-05-31", Certain, RecognitionStatus.NotRecognized, "")]
    [InlineData("2012-06-15", Certain, RecognitionStatus.Recognized, "a1 a2")]
    [InlineData("2018-03-01", Possible, RecognitionStatus.WithdrawalClaimed, "a1 a2 a3")]
    [InlineData("2018-03-30", Certain, RecognitionStatus.Recognized, "a1 a2")]
    [InlineData("2018-03-31", Certain, RecognitionStatus.WithdrawalClaimed, "a1 a2 a3")]
    public void Acts_count_by_the_day_and_none_counts_later_than_its_successor(
        string day, PartialDateMode reading, RecognitionStatus status, string acts)
    {
        var recognition = Folded(
            Recognition(
                "AL", Act(ActKind.Granted, "2012"), Act(ActKind.RelationsEstablished, "2012-06-15"),
                Act(ActKind.WithdrawalClaimed, "2018-03")));
        var then = AsOfResources.Project(recognition, Day(day), reading);
        Assert.Equal((status, acts), (then.Status, string.Join(' ', then.Acts.Select(act => act.Id))));
        Assert.Equal(status == RecognitionStatus.NotRecognized ? "" : "2012", then.RecognizedOn);
    }

    [Fact]
    public void A_grant_later_declared_void_did_not_count_on_an_earlier_day_either()
    {
        var recognition = Folded(Recognition("SR", Act(ActKind.Granted, "2016"), Act(ActKind.Invalidated, "2017")));
        var rule = new CountingRule { CountedActKinds = { ActKind.Granted } };
        var world = AsOfResources.View(new InMemoryResources(recognition), Day("2016-06-01"), Possible);
        var then = world.Find<Recognition>("recognitions/SR-XK")!;
        Assert.Equal(RecognitionStatus.Recognized, RecognitionFold.StatusOn(then, Day("2016-06-01")));
        Assert.False(CountingRuleEvaluator.Counts(then, rule, Day("2016-06-01")));
        Assert.Single(AsOfResources.Project(recognition, Day("2016-06-01"), Possible).Acts);
    }

    [Theory]
    [InlineData("1999-12-31", Possible, "")]
    [InlineData("2000-01-01", Possible, "p1 2000-")]
    [InlineData("2000-06-01", Certain, "")]
    [InlineData("2005-12-31", Possible, "p1 2000-2005")]
    [InlineData("2005-06-01", Possible, "p1 2000-")]
    [InlineData("2005-01-01", Certain, "p1 2000-2005")]
    [InlineData("2005-06-01", Certain, "p1 2000-2005-01-01")]
    [InlineData("2006-01-01", Certain, "p1 2000-2005")]
    [InlineData("2007-01-01", Possible, "p1 2000-2005, p2 2007-")]
    public void A_membership_has_the_periods_that_had_begun_with_the_ends_that_were_reached(
        string day, PartialDateMode reading, string periods)
    {
        var membership = Membership("nato", "AL", Period("2000", "2005"), Period("2007"));
        Assert.Equal(periods, Text(AsOfResources.Project(membership, Day(day), reading)));
    }

    [Fact]
    public void A_period_of_unknown_beginning_stays_unless_an_earlier_period_had_not_begun()
    {
        Assert.Equal(
            "p1 -", Text(
                AsOfResources.Project(Membership("nato", "AL", Period("", "2022", knownOn: "2020-01-01")), Day("2010-01-01"), Possible)));
        Assert.Equal(
            "", Text(AsOfResources.Project(
                Membership("nato", "AL", Period("2015", "2018"), Period("", knownOn: "2020-01-01")), Day("2010-01-01"), Possible)));
    }

    [Theory]
    [InlineData("2010-12-31", QuestionStatus.Draft, "", "", 0)]
    [InlineData("2011-01-01", QuestionStatus.NoConsensus, "", "2011", 0)]
    [InlineData("2014-06-01", QuestionStatus.Open, "2014-06", "", 1)]
    [InlineData("2014-12-15", QuestionStatus.Adopted, "2014-06", "2014-12-15", 1)]
    public void A_question_was_put_and_decided_by_the_day(string day, QuestionStatus status, string opened, string decided, int earlier)
    {
        var question = Question("q", QuestionStatus.Adopted, "2014-06", "2014-12-15");
        question.EarlierOutcomes.Add(
            new QuestionOutcome { Status = QuestionStatus.NoConsensus, DecidedOn = "2011", Votes = new() { Against = 2 } });
        question.Votes = new() { InFavour = 9 };
        var then = AsOfResources.Project(question, Day(day), Possible);
        Assert.Equal((status, opened, decided, earlier), (then.Status, then.OpenedOn, then.DecidedOn, then.EarlierOutcomes.Count));
        Assert.Equal(
            (status == QuestionStatus.Adopted, status == QuestionStatus.NoConsensus),
            (then.Votes?.InFavour == 9, then.Votes?.Against == 2));
    }

    [Theory]
    [InlineData("2009-12-31", Possible, "")]
    [InlineData("2010-01-01", Possible, "2010-")]
    [InlineData("2014-12-14", Possible, "2010-2014-12-14")]
    [InlineData("2014-12-15", Possible, "2010-2014-12-14, 2014-12-15-")]
    [InlineData("2010-07-01", Certain, "")]
    public void A_position_has_the_stances_that_had_begun(string day, PartialDateMode reading, string stances)
    {
        var position = Position("q", "ES", Stance.Oppose, "2010", "2014-12-14");
        position.Stances.Add(new StancePeriod { Stance = Stance.Support, ValidFrom = "2014-12-15" });
        Assert.Equal(
            stances, string.Join(
                ", ", AsOfResources.Project(position, Day(day), reading).Stances.Select(stance => $"{stance.ValidFrom}-{stance.ValidTo}")));
    }

    [Theory]
    [InlineData("IN_PROGRESS, ACHIEVED 2016", "2015-12-31", Possible, MilestoneStatus.InProgress, "")]
    [InlineData("IN_PROGRESS, ACHIEVED 2016", "2015-12-31", Certain, MilestoneStatus.Proposed, "")]
    [InlineData("IN_PROGRESS, ACHIEVED 2016", "2016-01-01", Possible, MilestoneStatus.Achieved, "2016")]
    [InlineData("IN_PROGRESS, ACHIEVED 2016", "2016-06-01", Certain, MilestoneStatus.Proposed, "")]
    [InlineData("IN_PROGRESS, ACHIEVED 2016", "2016-12-31", Certain, MilestoneStatus.Achieved, "2016")]
    [InlineData("IN_PROGRESS 2014, ACHIEVED ?2016-05-01", "2016-04-30", Possible, MilestoneStatus.InProgress, "")]
    [InlineData("IN_PROGRESS 2014, ACHIEVED ?2016-05-01", "2016-05-01", Certain, MilestoneStatus.Achieved, "")]
    [InlineData("IN_PROGRESS", "1999-01-01", Certain, MilestoneStatus.InProgress, "")]
    public void A_milestone_has_the_status_of_the_day(
        string moves, string day, PartialDateMode reading, MilestoneStatus status, string achieved)
    {
        var then = AsOfResources.Project(Milestone("m", moves), Day(day), reading);
        Assert.Equal((status, achieved), (then.Status, then.AchievedOn));
    }

    [Fact]
    public void A_retracted_transition_does_not_date_the_others()
    {
        var milestone = Milestone("m", "IN_PROGRESS 2014, ACHIEVED 2012");
        milestone.Transitions[1].Retracted = true;
        Assert.Equal(MilestoneStatus.Proposed, AsOfResources.Project(milestone, Day("2013-01-01"), Possible).Status);
    }

    [Theory]
    [InlineData("2014-12-31", "b1")]
    [InlineData("2015-01-01", "b1 b2")]
    [InlineData("2020-01-01", "b1 b2 b2+")]
    public void A_blocker_was_opened_and_resolved_by_the_day(string day, string blockers)
    {
        var milestone = Milestone("m");
        milestone.Blockers.Add(new Blocker { Id = "b1", Status = BlockerStatus.Open });
        milestone.Blockers.Add(
            new Blocker
            {
                Id = "b2",
                OpenedOn = "2015",
                ResolvedOn = "2019-05",
                ResolutionEvidence = Cited(),
                Status = BlockerStatus.Resolved
            });
        var then = AsOfResources.Project(milestone, Day(day), Possible);
        Assert.Equal(blockers, string.Join(' ', then.Blockers.Select(blocker => blocker.Id)
            .Concat(then.Blockers.Where(blocker => blocker is { Status: BlockerStatus.Resolved, ResolutionEvidence: not null })
                .Select(blocker => $"{blocker.Id}+"))));
    }

    [Theory]
    [InlineData("2020-06-01", Possible, "2020=1 =7")]
    [InlineData("2020-06-01", Certain, "=7")]
    [InlineData("2020-12-31", Certain, "2020=1 =7")]
    [InlineData("2024-01-01", Possible, "2020=1 2024=2 =7")]
    public void An_indicator_has_no_observations_of_later_periods(string day, PartialDateMode reading, string values)
    {
        var indicator = Indicator("i", "2020=1, 2024=2, 2028=3, 2030=9, =7");
        indicator.Observations[3].Qualifier = "Plan of 2019";
        Assert.Equal(
            values, string.Join(
                ' ', AsOfResources.Project(indicator, Day(day), reading).Observations.Select(one => $"{one.Period}={one.Value}")));
    }

    [Theory]
    [InlineData("2003-12-31", PrecedentOutcome.InProgress, 1, 0)]
    [InlineData("2009-03-31", PrecedentOutcome.InProgress, 1, 1)]
    [InlineData("2009-04-01", PrecedentOutcome.Acceded, 2, 1)]
    [InlineData("2020-01-01", PrecedentOutcome.Acceded, 2, 2)]
    public void A_precedent_has_its_progress_by_the_day(string day, PrecedentOutcome outcome, int steps, int ratifications)
    {
        var precedent = new Precedent
        {
            Name = "precedents/AL",
            Outcome = PrecedentOutcome.Acceded,
            Steps = { new PrecedentStep { Step = AccessionStep.PfpJoined, Date = "1994" },
                new PrecedentStep { Step = AccessionStep.Acceded, Date = "2009-04-01" } },
            Ratifications = { new Ratification { State = "BE", ParliamentApprovedOn = "2008", DepositedOn = "2010" },
                new Ratification { State = "US", ParliamentApprovedOn = "2008-09" } },
        };
        var then = AsOfResources.Project(precedent, Day(day), Possible);
        Assert.Equal((outcome, steps, ratifications), (then.Outcome, then.Steps.Count, then.Ratifications.Count));
    }

    [Theory]
    [InlineData("2008-10-28", "2008-10-27", false)]
    [InlineData("2008-10-28", "2008-10-28", true)]
    [InlineData("", "1999-01-01", true)]
    public void A_centre_is_accredited_from_the_day_of_its_accreditation_step_on(string on, string day, bool accredited)
    {
        var centre = new Centre
        {
            Name = "centres/ccdcoe",
            NatoAccredited = true,
            EstablishedOn = "2008",
            AccreditationSteps = { new AccreditationStep { Stage = AccreditationStage.NacAccredited, Date = on } }
        };
        var then = AsOfResources.Project(centre, Day(day), Possible);
        Assert.Equal((accredited, day[..4] == "2008" ? "2008" : ""), (then.NatoAccredited, then.EstablishedOn));
    }

    [Theory]
    [InlineData("2019-12-31", AgreementStatus.Proposed)]
    [InlineData("2020-01-01", AgreementStatus.Signed)]
    [InlineData("2021-06-30", AgreementStatus.InForce)]
    [InlineData("2022-01-01", AgreementStatus.Ended)]
    public void An_agreement_has_the_status_of_the_day(string day, AgreementStatus status) =>
        Assert.Equal(
            status, AsOfResources.Project(Agreement("a", "c", "SIGNED 2020, IN_FORCE 2021-06, ENDED 2022"), Day(day), Possible).Status);

    [Fact]
    public void A_partnership_has_the_status_and_the_activities_of_the_day()
    {
        var partnership = Partnership("XK-DE", "ACTIVE 2020, SUSPENDED 2022");
        partnership.Activities.Add(new Activity { Id = "y1", Date = "2021" });
        partnership.Activities.Add(new Activity { Id = "y2" });
        var then = AsOfResources.Project(partnership, Day("2020-06-01"), Possible);
        Assert.Equal((PartnershipStatus.Active, "y2"), (then.Status, Assert.Single(then.Activities).Id));
        Assert.Equal(PartnershipStatus.Proposed, AsOfResources.Project(partnership, Day("2019-01-01"), Possible).Status);
    }

    [Theory]
    [InlineData("2019-12-31", RecommendationStatus.Open, "", "", "")]
    [InlineData("2020-01-01", RecommendationStatus.Open, "NOTED", "", "")]
    [InlineData("2021-01-01", RecommendationStatus.Open, "ACCEPTED", "NOTED", "s1")]
    [InlineData("2023-01-01", RecommendationStatus.Closed, "ACCEPTED", "NOTED", "s1 s2")]
    public void A_recommendation_has_the_responses_assessments_and_closure_of_the_day(
        string day, RecommendationStatus status, string response, string earlier, string assessments)
    {
        var recommendation = new Recommendation
        {
            Name = "recommendations/r",
            Status = RecommendationStatus.Closed,
            Closure = new() { Reason = ClosureReason.Satisfied, Date = "2023" },
            Response = new() { Kind = AddresseeResponseKind.Accepted, Date = "2021" },
            EarlierResponses = { new AddresseeResponse { Kind = AddresseeResponseKind.Noted, Date = "2020" } },
            Assessments = { new Assessment { Id = "s1", Date = "2021" }, new Assessment { Id = "s2", Date = "2022" } },
        };
        var then = AsOfResources.Project(recommendation, Day(day), Possible);
        Assert.Equal(
            (status, response, earlier, assessments, status == RecommendationStatus.Closed),
            (then.Status, then.Response is null
                ? ""
                : EnumNames.Of(then.Response.Kind), string.Join(
                    ' ', then.EarlierResponses.Select(one => EnumNames.Of(one.Kind))),
                string.Join(' ', then.Assessments.Select(one => one.Id)), then.Closure is not null));
    }

    [Fact]
    public void A_resource_that_the_day_does_not_change_is_the_same_object()
    {
        IMessage[] all =
        [
            Granted("AL", "2010"), Membership("nato", "AL", Period("2000", "2005")), Question("q", QuestionStatus.Adopted, "2011", "2012"),
            Position("q", "ES", Stance.Oppose),
            Milestone("m", "IN_PROGRESS, ACHIEVED 2016"), Indicator("i", "2020=1"), new Precedent(), new Centre(),
            Agreement("a", "c", "SIGNED 2020"),
            Partnership("XK-DE", "ACTIVE"), new Recommendation(), new State(), new Track(), new Document(),
        ];
        Assert.All(all, one => Assert.Same(one, AsOfResources.Project(one, Day("2025-12-23"), Possible)));
        Assert.All(all, one => Assert.Same(one, AsOfResources.Project(one, Day("2025-12-23"), Certain)));
    }

    static string Text(Membership membership) =>
        string.Join(", ", membership.Periods.Select(period => $"{period.Id} {period.ValidFrom}-{period.ValidTo}"));
}
