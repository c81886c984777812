using KosovoNato.Rules.Criteria;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Criteria;

public sealed class AccessionConditionTests
{
    [Theory]
    [InlineData("", "FALSE 0/1 missing milestones/m")]
    [InlineData("IN_PROGRESS 2020", "FALSE 0/1 missing milestones/m")]
    [InlineData("IN_PROGRESS 2020, ACHIEVED 2021", "TRUE 1/1")]
    [InlineData("IN_PROGRESS, ACHIEVED ?2021", "TRUE 1/1")]
    [InlineData("IN_PROGRESS 2020, ACHIEVED 2021, REGRESSED 2022", "FALSE 0/1 missing milestones/m")]
    public void A_milestone_condition_is_met_if_the_milestone_is_achieved(string moves, string standing) =>
        Assert.Equal(standing, Text(new() { Milestone = new() { Milestone = "milestones/m" } }, new(Milestone("m", moves))));

    [Fact]
    public void A_milestone_that_does_not_exist_is_unknown() =>
        Assert.Equal("UNKNOWN 0/1 unknown milestones/m", Text(new() { Milestone = new() { Milestone = "milestones/m" } }, new()));

    [Theory]
    [InlineData("IN_PROGRESS, ACHIEVED 2021", "2020-12-31", "FALSE 0/1 missing milestones/m")]
    [InlineData("IN_PROGRESS, ACHIEVED 2021", "2021-01-01", "TRUE 1/1")]
    [InlineData("IN_PROGRESS, ACHIEVED ?2021", "2020-12-31", "FALSE 0/1 missing milestones/m")]
    [InlineData("IN_PROGRESS, ACHIEVED ?2021", "2021-01-01", "TRUE 1/1")]
    [InlineData("IN_PROGRESS, ACHIEVED 2021, REGRESSED", "2020-12-31", "FALSE 0/1 missing milestones/m")]
    [InlineData("IN_PROGRESS, ACHIEVED 2021, REGRESSED", "2021-06-01", "FALSE 0/1 missing milestones/m")]
    [InlineData("IN_PROGRESS, ACHIEVED 2021, REGRESSED 2022", "2021-12-31", "TRUE 1/1")]
    [InlineData("IN_PROGRESS, ACHIEVED 2021, REGRESSED 2022", "2022-01-01", "FALSE 0/1 missing milestones/m")]
    public void The_status_on_an_earlier_day_follows_from_the_transitions(string moves, string day, string standing) =>
        Assert.Equal(standing, TextOn(day, new() { Milestone = new() { Milestone = "milestones/m" } }, new(Milestone("m", moves))));

    [Fact]
    public void A_retracted_transition_is_ignored()
    {
        var milestone = Milestone("m", "IN_PROGRESS 2020, ACHIEVED 2021");
        milestone.Transitions[1].Retracted = true;
        (milestone.Status, milestone.AchievedOn) = (MilestoneStatus.InProgress, "");
        Assert.Equal(
            "FALSE 0/1 missing milestones/m", TextOn(
                "2022-01-01", new() { Milestone = new() { Milestone = "milestones/m" } }, new(milestone)));
    }

    [Theory]
    [InlineData(Comparison.Less, 4700, false)]
    [InlineData(Comparison.Less, 4701, true)]
    [InlineData(Comparison.AtMost, 4700, true)]
    [InlineData(Comparison.AtMost, 4699, false)]
    [InlineData(Comparison.Equal, 4700, true)]
    [InlineData(Comparison.Equal, 4700.5, false)]
    [InlineData(Comparison.AtLeast, 4700, true)]
    [InlineData(Comparison.AtLeast, 4701, false)]
    [InlineData(Comparison.Greater, 4699, true)]
    [InlineData(Comparison.Greater, 4700, false)]
    public void The_newest_value_of_an_indicator_is_compared(Comparison comparison, double threshold, bool holds) =>
        Assert.Equal(
            holds ? "TRUE 1/1" : "FALSE 0/1 missing indicators/kfor",
            Text(Value(comparison, threshold), new(Indicator("kfor", "2021=3500, 2025-06=4700"))));

    [Theory]
    [InlineData("2020-12-31", "UNKNOWN 0/1 unknown indicators/kfor")]
    [InlineData("2021-01-01", "FALSE 0/1 missing indicators/kfor")]
    [InlineData("2025-05-31", "FALSE 0/1 missing indicators/kfor")]
    [InlineData("2025-06-01", "TRUE 1/1")]
    public void A_value_counts_from_the_first_day_of_its_period_and_a_future_value_not_yet(string day, string standing) =>
        Assert.Equal(standing, Text(Value(Comparison.Equal, 4700), new(Indicator("kfor", "2021=3500, 2025-06=4700, 2028=5000")), day));

    [Theory]
    [InlineData("", "TRUE 1/1")]
    [InlineData("2021", "TRUE 1/1")]
    [InlineData("2021-06", "TRUE 1/1")]
    [InlineData("2022", "UNKNOWN 0/1 unknown indicators/kfor")]
    public void A_value_must_not_be_older_than_the_maximum_age(string since, string standing) =>
        Assert.Equal(standing, Text(Value(Comparison.Equal, 3500, since), new(Indicator("kfor", "2021=3500"))));

    [Fact]
    public void Values_that_are_not_preferred_or_undated_do_not_count()
    {
        var indicator = Indicator("kfor", "2021=3500, 2022=4000");
        indicator.Observations[1].Rank = ClaimRank.Normal;
        indicator.Observations.Add(new Observation { Value = 9, Rank = ClaimRank.Preferred });
        indicator.Observations.Add(new Observation { Period = "2023", Qualifier = "more", Rank = ClaimRank.Preferred });
        Assert.Equal("TRUE 1/1", Text(Value(Comparison.Equal, 3500), new(indicator)));
    }

    [Theory]
    [InlineData("AL BE", "TRUE 2/2")]
    [InlineData("AL", "FALSE 1/2 missing BE")]
    [InlineData("AL HU", "FALSE 1/2 missing BE")]
    [InlineData("", "FALSE 0/2 missing AL BE")]
    [InlineData(null, "UNKNOWN 0/2 unknown AL BE")]
    public void All_members_must_ratify(string? ratifiers, string standing) =>
        Assert.Equal(standing, Text(Ratified, new([.. Members("nato", "AL BE"), .. Road(ratifiers)])));

    [Fact]
    public void Ratification_is_unknown_if_there_are_no_members() =>
        Assert.Equal("UNKNOWN 0/1 unknown organizations/nato", Text(Ratified, new(Road("AL"))));

    [Fact]
    public void A_state_that_joins_later_does_not_need_to_ratify()
    {
        InMemoryResources acceded = new(
            [.. Members("nato", "AL BE"), Membership("nato", "XK", Period("2022-03-01")), Membership("nato", "FI", Period("2023")),
                .. Road("AL BE")]);
        Assert.Equal("TRUE 2/2", Text(Ratified, acceded));
    }

    [Theory]
    [InlineData("2020-05-31", "FALSE 0/1 missing AL")]
    [InlineData("2020-06-01", "TRUE 1/1")]
    public void The_deposit_counts_or_without_it_the_approval_by_parliament(string day, string standing)
    {
        InMemoryResources deposited = new([.. Members("nato", "AL"), Ratification("2020-01", "2020-06")]);
        InMemoryResources agreed = new([.. Members("nato", "AL"), Ratification("2020-06", "")]);
        Assert.Equal((standing, standing), (TextOn(day, Ratified, deposited), TextOn(day, Ratified, agreed)));
    }

    [Theory]
    [InlineData("SIGNED 2020, IN_FORCE 2021", "TRUE 1/1")]
    [InlineData("SIGNED 2020", "FALSE 0/1 missing centres/ccdcoe")]
    [InlineData("SIGNED 2020, IN_FORCE 2021, ENDED 2022", "FALSE 0/1 missing centres/ccdcoe")]
    public void An_agreement_with_a_centre_must_be_in_force(string moves, string standing) =>
        Assert.Equal(
            standing, Text(With("centres/ccdcoe"), new(Agreement("a", "ccdcoe", moves), Agreement("b", "hybrid", "SIGNED 2020, IN_FORCE "
        + "2020"))));

    [Fact]
    public void A_missing_agreement_is_unknown_only_if_the_centre_is_unknown()
    {
        Assert.Equal("UNKNOWN 0/1 unknown centres/ccdcoe", Text(With("centres/ccdcoe"), new()));
        Assert.Equal("FALSE 0/1 missing centres/ccdcoe", Text(With("centres/ccdcoe"), new(new Centre { Name = "centres/ccdcoe" })));
    }

    [Fact]
    public void Agreements_of_other_states_do_not_count() =>
        Assert.Equal("UNKNOWN 0/1 unknown centres/ccdcoe", Text(With("centres/ccdcoe"), new(Agreement("a", "ccdcoe", "SIGNED 2020, "
        + "IN_FORCE "
        + "2021", "AL"))));

    [Theory]
    [InlineData(1, "TRUE 1/1")]
    [InlineData(2, "FALSE 1/2 missing agreements/b")]
    [InlineData(3, "FALSE 1/3 missing agreements/b")]
    public void The_agreements_in_force_are_counted(int count, string standing) =>
        Assert.Equal(standing, Text(new() { Agreement = new() { MinCount = count } },
            new(Agreement("a", "ccdcoe", "SIGNED 2020, IN_FORCE 2021"), Agreement("b", "hybrid"),
                Agreement("c", "cmdr", "SIGNED 2020, IN_FORCE 2021", "AL"))));

    [Theory]
    [InlineData("XK-DE", 0, "TRUE 1/1")]
    [InlineData("XK-DE XK-GB", 0, "FALSE 1/2 missing partnerships/XK-GB")]
    [InlineData("XK-DE XK-GB", 1, "TRUE 1/1")]
    [InlineData("XK-DE XK-FR", 0, "UNKNOWN 1/2 unknown partnerships/XK-FR")]
    [InlineData("XK-GB XK-FR", 2, "FALSE 0/2 missing partnerships/XK-GB unknown partnerships/XK-FR")]
    [InlineData("", 0, "TRUE 1/1")]
    [InlineData("", 2, "FALSE 1/2 missing partnerships/XK-GB")]
    public void Partnerships_must_be_active(string pairs, int count, string standing)
    {
        var named = pairs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => $"partnerships/{pair}");
        Assert.Equal(standing, Text(
            new() { Partnership = new() { Partnerships = { named }, MinCount = count } },
            new(Partnership("XK-DE", "ACTIVE 2020"), Partnership("XK-GB", "ACTIVE 2020, SUSPENDED 2021"),
                Partnership("AL-DE", "ACTIVE 2020"))));
    }

    static readonly Criterion Ratified = new() { Ratification = new() { Organization = "organizations/nato" } };

    static IEnumerable<IResource> Road(string? ratifiers) => ratifiers is null ? [] :
    [
        new Precedent
        {
            Name = "precedents/XK",
            Ratifications = { ratifiers.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(code => new Ratification { State = code, DepositedOn = "2021" }) },
        },
    ];

    static Precedent Ratification(string parliament, string deposit) =>
        new()
        {
            Name = "precedents/XK",
            Ratifications = { new Ratification { State = "AL", ParliamentApprovedOn = parliament, DepositedOn = deposit } }
        };

    static Criterion With(string centre) => new() { Agreement = new() { Centre = centre } };

    static Criterion Value(Comparison comparison, double threshold, string since = "") =>
        new() { Indicator = new() { Indicator = "indicators/kfor", Comparison = comparison, Threshold = threshold, Since = since } };

    /// <summary>The result on an earlier day, as seen from today.</summary>
    static string TextOn(string day, Criterion criterion, InMemoryResources world) =>
        Text(CriterionEvaluator.Evaluate(criterion, new FactBase(world, Day("2025-12-23")).On(Day(day))));
}
