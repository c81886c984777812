using KosovoNato.Assumptions.V1;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.Queries;
using KosovoNato.Recommendations.V1;
using KosovoNato.Services.Tests.Recommendations.Derivations;
using static KosovoNato.Services.Tests.Recommendations.TestWrites;

namespace KosovoNato.Services.Tests.Recommendations.Queries;

/// <summary>Profiles computed from <see cref="CountryProfileFacts"/>.</summary>
public sealed class CountryProfileTests
{
    const string Nato = CountryProfileFacts.Nato, Map = CountryProfileFacts.Map, Ballot = CountryProfileFacts.Ballot;

    [Fact]
    public void A_recognition_has_the_acts_up_to_the_day()
    {
        var after = Profile("HU", "2008-03-19").Recognition;
        Assert.Equal((RecognitionStatus.Recognized, "2008-03-19"), (after.Recognition.Status, after.Recognition.RecognizedOn));
        Assert.Equal("RECOGNIZED since 2008-03-19 (a1)", after.SupportingFact.Statement);
        var before = Profile("HU", "2008-03-18").Recognition;
        Assert.Equal((RecognitionStatus.NotRecognized, 0), (before.Recognition.Status, before.Recognition.Acts.Count));
        Assert.Equal(("recognitions/HU-XK", "NOT_RECOGNIZED"), (before.SupportingFact.Name, before.SupportingFact.Statement));
        var none = Profile("US").Recognition;
        Assert.Null(none.Recognition);
        Assert.Equal(("recognitions/US-XK", "not recorded"), (none.SupportingFact.Name, none.SupportingFact.Statement));
    }

    [Fact]
    public void Memberships_have_the_role_on_the_day_and_say_where_it_is_unknown()
    {
        Assert.Equal(
            [
                ("organizations/club/memberships/ES", MembershipRole.Unspecified, false, "no role on this day"),
                ("organizations/nato/memberships/ES", MembershipRole.Member, false, "MEMBER since 1999-03-12 (p1)"),
                ("organizations/pact/memberships/ES", MembershipRole.Unspecified, true, "unknown on this day"),
            ],
            Profile("ES").Memberships.Select(one => (one.Membership.Name, one.Role, one.Unknown, one.SupportingFact.Statement)));
        Assert.Equal(
            [MembershipRole.Observer, MembershipRole.Member, MembershipRole.Unspecified],
            Profile("ES", "2004-12-31").Memberships.Select(one => one.Role));
        Assert.Equal(
            ["organizations/future/memberships/ES"],
            Profile("ES", "2031-01-01").Memberships.Select(one => one.Membership.Name).Except(
                Profile("ES").Memberships.Select(one => one.Membership.Name)));
    }

    [Fact]
    public void Positions_have_the_stance_on_the_day_and_are_about_Kosovo()
    {
        var position = Assert.Single(Profile("FR").Positions);
        Assert.Equal(
            ($"{Map}/positions/FR", Nato, "GRANT_MAP", Stance.Support),
            (position.Position.Name, position.Organization, position.Decision, position.Stance));
        Assert.Equal("SUPPORT since 2024-01-01, DECLARED", position.SupportingFact.Statement);
        Assert.Equal(Stance.Unspecified, Assert.Single(Profile("FR", "2026-02-01").Positions).Stance);
        Assert.Empty(Profile("FR", "2023-12-31").Positions);
    }

    [Fact]
    public void Votes_have_the_recognition_of_their_day()
    {
        var vote = Assert.Single(Profile("HU").Votes);
        Assert.Equal(
            (Ballot, VoteChoice.Against, Stance.Oppose, true),
            (vote.Ballot, vote.Choice, vote.StanceTowardSubject, vote.Recognized));
        Assert.Equal([Ballot, "recognitions/HU-XK"], vote.SupportingFacts.Select(fact => fact.Name));
        Assert.Empty(Profile("HU", "2023-04-23").Votes);
    }

    [Fact]
    public void Open_decisions_have_the_stance_of_the_state_with_its_basis()
    {
        Assert.Equal(
            [
                ("EXPAND_MANDATE", CountedStance.NoObjection, AssessedStanceBasis.Inferred),
                ("GRANT_MAP", CountedStance.Oppose, AssessedStanceBasis.VotedBefore),
            ],
            Profile("HU").Decisions.Select(one => (one.Decision, one.Stance.CountedStance, one.Stance.Basis)));
        Assert.Equal(
            [
                ("EXPAND_MANDATE", CountedStance.NoObjection, AssessedStanceBasis.Inferred),
                ("GRANT_MAP", CountedStance.Support, AssessedStanceBasis.Declared),
            ],
            Profile("FR").Decisions.Select(one => (one.Decision, one.Stance.CountedStance, one.Stance.Basis)));
        Assert.Equal(
            [Nato, Map, $"{Nato}/memberships/HU", Ballot],
            Profile("HU").Decisions[1].SupportingFacts.Select(fact => fact.Name));
    }

    [Fact]
    public void Inferred_stances_come_with_a_test_of_the_inference()
    {
        Assert.Equal(new() { Wrong = 1 }, Profile("HU").InferenceBacktest);
        Assert.Equal(new BacktestCounts(), Profile("HU", "2023-04-23").InferenceBacktest);
        Assert.Null(Profile("US").InferenceBacktest);
    }

    [Fact]
    public void A_decision_is_listed_until_it_is_taken()
    {
        Assert.Contains("VOTE", Profile("HU", "2023-04-23").Decisions.Select(one => one.Decision));
        Assert.DoesNotContain("VOTE", Profile("HU", "2023-04-24").Decisions.Select(one => one.Decision));
        Assert.Empty(Profile("US").Decisions);
    }

    [Fact]
    public void A_state_blocks_a_decision_alone_or_together_with_others()
    {
        Assert.Equal(
            [("EXPAND_MANDATE", BlockingRole.Alone, "ES"), ("GRANT_MAP", BlockingRole.Together, "ES HU")],
            Blocking(Profile("ES")));
        Assert.Equal(
            [("EXPAND_MANDATE", BlockingRole.None, "ES"), ("GRANT_MAP", BlockingRole.Together, "ES HU")],
            Blocking(Profile("HU")));
        Assert.Equal(
            [("EXPAND_MANDATE", BlockingRole.None, ""), ("GRANT_MAP", BlockingRole.Alone, "HU")],
            Blocking(Profile("HU", assumptions: Recognizing("ES"))));
    }

    [Fact]
    public void Milestones_and_recommendations_depend_directly_or_through_others()
    {
        var profile = Profile("ES");
        Assert.Equal(
            [
                ("milestones/blocked", "", false, "b2", Readiness.Blocked),
                ("milestones/map", Nato, true, "", Readiness.Blocked),
                ("milestones/named", "", true, "", Readiness.Ready),
            ],
            profile.Milestones.Select(one => (
                one.Milestone, string.Join(' ', one.Path), one.Missing, string.Join(' ', one.OpenBlockerIds), one.Readiness)));
        Assert.Equal(
            [("milestones/map", "PROPOSED since 2020")],
            profile.Milestones.Skip(1).Take(1).Select(one => (one.SupportingFact.Name, one.SupportingFact.Statement)));
        Assert.Equal(
            [("recommendations/R1", "milestones/named", true), ("recommendations/R2", "", true)],
            profile.Recommendations.Select(one => (one.Recommendation, string.Join(' ', one.Path), one.Missing)));
        Assert.Equal((0, 0), (profile.OmittedMilestoneCount, profile.OmittedRecommendationCount));
        Assert.Empty(Profile("US").Milestones);
        Assert.Empty(Profile("US").Recommendations);
    }

    [Fact]
    public void A_profile_has_a_thousand_dependents_of_each_kind_and_counts_the_others()
    {
        var world = CountryProfileFacts.All();
        for (var i = 0; i < 1_001; i++)
        {
            world.Put(new Milestone { Name = $"milestones/m{i:0000}", Criterion = Recognizes("US") });
            world.Put(Recommendation($"S{i:0000}", criterion: Recognizes("US")).In(RecommendationStatus.Open));
        }

        var profile = Profile(world, "US", "2025-12-23");
        Assert.Equal(
            (1_000, 1_000, 1, 1),
            (profile.Milestones.Count, profile.Recommendations.Count, profile.OmittedMilestoneCount, profile.OmittedRecommendationCount));
    }

    [Fact]
    public void A_partnership_is_that_of_Kosovo_with_the_state()
    {
        var partnership = Profile("FR").Partnership;
        Assert.Equal(
            ("partnerships/XK-FR", PartnershipStatus.Active, "ACTIVE since 2020-05"),
            (partnership.Partnership.Name, partnership.Partnership.Status, partnership.SupportingFact.Statement));
        Assert.Null(Profile("ES").Partnership);
    }

    [Fact]
    public void Partial_dates_count_from_their_first_or_from_their_last_day()
    {
        Assert.Equal(PartnershipStatus.Active, StatusOf(Profile("FR", "2020-05-01")));
        Assert.Equal(PartnershipStatus.Proposed, StatusOf(Profile("FR", "2020-05-01", PartialDateMode.Certain)));
        Assert.Equal(RecognitionStatus.Recognized, Profile("FR", "2008-02-01").Recognition.Recognition.Status);
        Assert.Equal(
            RecognitionStatus.NotRecognized, Profile("FR", "2008-02-01", PartialDateMode.Certain).Recognition.Recognition.Status);

        static PartnershipStatus StatusOf(GetCountryProfileResponse profile) => profile.Partnership.Partnership.Status;
    }

    [Fact]
    public void Assumptions_affect_every_part_and_are_marked()
    {
        var profile = Profile("ES", assumptions: Recognizing("ES"));
        Assert.Equal(RecognitionStatus.Recognized, profile.Recognition.Recognition.Status);
        Assert.True(profile.Recognition.SupportingFact.Assumed);
        Assert.All(profile.Decisions, one => Assert.True(one.Stance.Assumed));
        Assert.Equal(
            [("milestones/blocked", false), ("milestones/map", false), ("milestones/named", false)],
            profile.Milestones.Select(one => (one.Milestone, one.Missing)));
        Assert.All(profile.Recommendations, one => Assert.False(one.Missing));
    }

    static IEnumerable<(string, BlockingRole, string)> Blocking(GetCountryProfileResponse profile) =>
        profile.Decisions.Select(one => (one.Decision, one.BlockingRole, string.Join(' ', one.Verdict.BlockingStates)));

    static GetCountryProfileResponse Profile(
        string code, string day = "2025-12-23", PartialDateMode mode = PartialDateMode.Possible, params Assumption[] assumptions) =>
        Profile(CountryProfileFacts.All(), code, day, mode, assumptions);

    static GetCountryProfileResponse Profile(
        InMemoryResources world, string code, string day, PartialDateMode mode = PartialDateMode.Possible,
        params Assumption[] assumptions) =>
        GetCountryProfile.Query.Compute(
            new() { State = code }, RecommendationScenario.Of(world, PartialDate.Parse(day).First, mode, assumptions));

    static Assumption Recognizing(string code) => new() { Recognition = new() { Recognizer = code } };
}
