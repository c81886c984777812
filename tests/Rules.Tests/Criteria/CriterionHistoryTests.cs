using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Validation;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Criteria;

/// <summary>The day since which a criterion has held, and whether it held before.</summary>
public sealed class CriterionHistoryTests
{
    static readonly Criterion AlRecognizes = new() { Recognition = new() { State = "AL" } };
    static readonly Criterion AllRecognize = new() { Recognition = new() { Organization = "organizations/nato" } };
    static readonly Criterion Admission = new() { Consensus = new() { Organization = "organizations/nato", Decision = "ADMIT_MEMBER" } };
    static readonly Criterion Achieved = new() { Milestone = new() { Milestone = "milestones/m" } };
    static readonly Criterion Enough =
        new() { Indicator = new() { Indicator = "indicators/i", Comparison = Comparison.AtLeast, Threshold = 10 } };
    static readonly Criterion InForce = new() { Agreement = new() { Centre = "centres/c" } };
    static readonly Criterion Active = new() { Partnership = new() { Partnerships = { "partnerships/XK-DE" } } };

    [Theory]
    [InlineData("GRANTED 2010-03-04", "2010-03-04", false)]
    [InlineData("GRANTED 2010-03", "2010-03-01", false)]
    [InlineData("GRANTED ?2010-03-04", "", false)]
    [InlineData("", "", false)]
    [InlineData("GRANTED 2010, WITHDRAWAL_CONFIRMED 2015", "", true)]
    [InlineData("GRANTED 2010, WITHDRAWAL_CONFIRMED 2015, GRANTED 2020", "2020-01-01", false)]
    [InlineData("GRANTED 2010, RELATIONS_ESTABLISHED 2015", "2010-01-01", false)]
    [InlineData("GRANTED 2030", "", false)]
    public void A_history_follows_the_acts(string acts, string since, bool before) =>
        AssertHistory(AlRecognizes, new(Acts("AL", acts)), since, before);

    [Fact]
    public void A_retracted_act_leaves_no_trace()
    {
        var recognition = Acts("AL", "GRANTED 2010, WITHDRAWAL_CONFIRMED 2015");
        foreach (var act in recognition.Acts)
        {
            act.Retracted = true;
        }

        AssertHistory(AlRecognizes, new(Folded(recognition)), "", before: false);
    }

    [Fact]
    public void A_criterion_is_no_longer_met_once_a_member_joins_that_does_not_recognize() =>
        AssertHistory(
            AllRecognize, new(
                [Granted("AL", "2010"), Granted("ES", ""), .. Members("nato", "AL"), Membership("nato", "ES", Period("2020"))]), "",
                before: true);

    [Fact]
    public void A_criterion_is_met_once_the_only_member_leaves_that_does_not_recognize() =>
        AssertHistory(
            AllRecognize, new(
                [Granted("AL", "2010"), Granted("ES", ""), .. Members("nato", "AL"), Membership("nato", "ES", Period("2000", "2020-03"))]),
                "2020-04-01", before: false);

    [Fact]
    public void A_joining_member_that_recognizes_does_not_interrupt_a_met_criterion() =>
        AssertHistory(
            AllRecognize, new(
                [Granted("AL", "2010"), Granted("ES", "2011"), .. Members("nato", "AL"), Membership("nato", "ES", Period("2020"))]),
                "2010-01-01", before: false);

    [Fact]
    public void The_day_is_unknown_if_members_of_unknown_beginning_could_interrupt_a_met_criterion() =>
        AssertHistory(
            AllRecognize, new(
                [Granted("AL", "2010"), Granted("ES", "2011"), .. Members("nato", "AL"),
                    Membership("nato", "ES", Period("", knownOn: "2020"))]), "", before: false);

    [Theory]
    [InlineData("2015", "", "2015-01-01", false)]
    [InlineData("", "2015", "2011-01-01", false)]
    public void A_history_follows_the_stances_of_members(string objectionEnds, string objectionBegins, string since, bool before)
    {
        InMemoryResources world = new(
        [
            Organization("nato", "ADMIT_MEMBER", VotingRule.Consensus), Granted("AL", "2010"), Granted("BE", "2011"),
            .. Members("nato", "AL BE"),
            Question("q", QuestionStatus.Draft),
            Position("q", "AL", Stance.Oppose, objectionBegins.Length > 0 ? objectionBegins : "2009",
                objectionEnds.Length > 0 ? "2014" : ""),
        ]);
        if (objectionBegins.Length > 0)
        {
            AssertHistory(Admission, world, "", before: true);
            world = world.Without("questions/q/positions/AL");
        }

        AssertHistory(Admission, world, since, before);
    }

    [Theory]
    [InlineData(QuestionStatus.Adopted, "2021", "2021-01-01", false)]
    [InlineData(QuestionStatus.NoConsensus, "2021", "", true)]
    [InlineData(QuestionStatus.Open, "", "2010-01-01", false)]
    public void A_history_follows_the_outcome_of_a_question(QuestionStatus status, string decided, string since, bool before)
    {
        // All members have recognized since 2010; the question was raised in 2020.
        InMemoryResources world = new(
            [Organization("nato", "ADMIT_MEMBER", VotingRule.Consensus), Granted("AL", "2010"), .. Members("nato", "AL"),
                Question("q", status, "2020", decided)]);
        if (status == QuestionStatus.Adopted)
        {
            world = world.With(Position("q", "AL", Stance.Oppose, "2009"));
        }

        AssertHistory(Admission, world, since, before);
    }

    [Fact]
    public void A_question_put_tomorrow_changes_nothing_today() =>
        AssertHistory(
            Admission, new(
                [Organization("nato", "ADMIT_MEMBER", VotingRule.Consensus), Granted("AL", "2010"), .. Members("nato", "AL"),
                    Question("q", QuestionStatus.Open, "2025-12-24")]), "2010-01-01", before: false);

    [Theory]
    [InlineData("IN_PROGRESS, ACHIEVED 2021-05-06", "2021-05-06", false)]
    [InlineData("ACHIEVED 2025-12-23", "2025-12-23", false)]
    [InlineData("ACHIEVED 2025-12-24", "", false)]
    [InlineData("IN_PROGRESS, ACHIEVED ?2021", "", false)]
    [InlineData("IN_PROGRESS 2020, ACHIEVED 2021, REGRESSED 2022", "", true)]
    [InlineData("IN_PROGRESS 2020, ACHIEVED 2021, REGRESSED", "", false)]
    [InlineData("IN_PROGRESS 2020, REGRESSED 2022", "", false)]
    [InlineData("ACHIEVED 2021, REGRESSED 2022, IN_PROGRESS, ACHIEVED 2023", "2023-01-01", false)]
    public void A_history_follows_the_transitions_of_a_milestone(string moves, string since, bool before) =>
        AssertHistory(Achieved, new(Milestone("m", moves)), since, before);

    [Theory]
    [InlineData("2020=9, 2021=10, 2022=11", "2021-01-01", false)]
    [InlineData("2020=9, 2021=10, 2022=9", "", true)]
    [InlineData("2020=10", "", false)]
    [InlineData("2020=9, 2028=10", "", false)]
    public void A_history_follows_the_observations_of_an_indicator(string values, string since, bool before) =>
        AssertHistory(Enough, new(Indicator("i", values)), since, before);

    [Theory]
    [InlineData("SIGNED 2020, IN_FORCE 2021", "2021-01-01", false)]
    [InlineData("SIGNED, IN_FORCE 2021", "2021-01-01", false)]
    [InlineData("SIGNED 2020, IN_FORCE", "", false)]
    [InlineData("SIGNED 2020, IN_FORCE 2021, ENDED 2022", "", true)]
    public void A_history_follows_the_transitions_of_an_agreement(string moves, string since, bool before) =>
        AssertHistory(InForce, new(Agreement("a", "c", moves)), since, before);

    [Theory]
    [InlineData("ACTIVE 2020, SUSPENDED 2021, ACTIVE 2022", "2022-01-01", false)]
    [InlineData("ACTIVE 2020, SUSPENDED 2021", "", true)]
    [InlineData("ACTIVE", "", false)]
    public void A_history_follows_the_transitions_of_a_partnership(string moves, string since, bool before) =>
        AssertHistory(Active, new(Partnership("XK-DE", moves)), since, before);

    [Theory]
    [InlineData("2015", "2012", "2015-01-01")]
    [InlineData("2012", "2015", "2015-01-01")]
    [InlineData("2012-06", "?2012-06-01", "")]
    [InlineData("2012", "?2010", "2012-01-01")]
    [InlineData("?2012", "2010", "")]
    public void The_last_of_several_conditions_determines_since_when_all_are_met(string one, string other, string since) =>
        AssertHistory(
            new() { All = new() { Criteria = { AlRecognizes, Achieved } } },
            new(Acts("AL", $"GRANTED {one}"), Milestone("m", $"ACHIEVED {other}")), since, before: false);

    [Fact]
    public void A_negation_is_met_from_the_day_on_which_its_criterion_is_no_longer_met() =>
        AssertHistory(
            new() { Negation = AlRecognizes }, new(Acts("AL", "GRANTED 2010, WITHDRAWAL_CONFIRMED 2015-02-03")), "2015-02-03",
            before: false);

    [Fact]
    public void A_criterion_that_has_always_been_met_has_no_first_day() =>
        AssertHistory(new() { Negation = AlRecognizes }, new(Granted("AL", "")), "", before: false);

    [Theory]
    [InlineData("GRANTED 2010", "2010-01-01", false)]
    [InlineData("GRANTED 2010, WITHDRAWAL_CONFIRMED 2015", "", true)]
    [InlineData("GRANTED 2010, WITHDRAWAL_CONFIRMED 2015, GRANTED 2020", "2020-01-01", false)]
    [InlineData("GRANTED 2025-12-23", "2025-12-23", false)]
    public void A_standing_condition_has_the_history_of_its_criterion(string acts, string since, bool before)
    {
        InMemoryResources world = new(Acts("AL", acts));
        AssertHistory(Achieved, world.With(Condition("m", AlRecognizes, world)), since, before);
    }

    [Fact]
    public void A_standing_condition_has_the_history_of_the_conditions_that_it_names()
    {
        InMemoryResources world = new(Acts("AL", "GRANTED 2010, WITHDRAWAL_CONFIRMED 2015, GRANTED 2020"));
        world = world.With(Condition("deep", AlRecognizes, world));
        world = world.With(Condition("m", new() { Milestone = new() { Milestone = "milestones/deep" } }, world));
        AssertHistory(Achieved, world, "2020-01-01", before: false);
    }

    [Fact]
    public void Conditions_that_name_each_other_in_a_cycle_terminate()
    {
        Milestone one = Condition("m", new() { Milestone = new() { Milestone = "milestones/n" } }, new()),
            other = Condition("n", new() { Milestone = new() { Milestone = "milestones/m" } }, new());
        AssertHistory(Achieved, new(one, other), "", before: false);
    }

    /// <summary>A standing condition in the status that its criterion gives it.</summary>
    static Milestone Condition(string id, Criterion criterion, InMemoryResources world)
    {
        var standing = CriterionEvaluator.Evaluate(criterion, Today(world));
        return new()
        {
            Name = $"milestones/{id}",
            Kind = MilestoneKind.StandingCondition,
            Criterion = criterion,
            Status = standing.Truth == Truth.True ? MilestoneStatus.Achieved : MilestoneStatus.Regressed,
            AchievedOn = standing.MetSince,
        };
    }

    static Recognition Acts(string code, string acts) => Folded(Recognition(code, acts.Split(", ", StringSplitOptions.RemoveEmptyEntries)
        .Select(act => act.Split(' '))
        .Select(act => (Kind: Enum.GetValues<ActKind>().Single(value => EnumNames.Of(value) == act[0]), Date: act[1]))
        .Select(act => act.Date[0] == '?' ? Act(act.Kind, knownOn: act.Date[1..]) : Act(act.Kind, act.Date))));

    static FactBase Today(InMemoryResources world) => new(world, Day("2025-12-23"));

    static void AssertHistory(Criterion criterion, InMemoryResources world, string since, bool before)
    {
        Assert.Equal(since, CriterionEvaluator.Evaluate(criterion, Today(world)).MetSince);
        Assert.Equal(before, CriterionEvaluator.WasMetBefore(criterion, Today(world)));
    }
}
