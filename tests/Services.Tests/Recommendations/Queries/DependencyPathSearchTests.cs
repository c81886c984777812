using KosovoNato.Changes.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.Queries;
using KosovoNato.Recommendations.Derivations;
using KosovoNato.Recommendations.V1;
using KosovoNato.Services.Tests.Recommendations.Derivations;
using static KosovoNato.Services.Tests.Recommendations.TestWrites;

namespace KosovoNato.Services.Tests.Recommendations.Queries;

public sealed class DependencyPathSearchTests
{
    const RecommendationStatus Draft = RecommendationStatus.Draft;
    const RecommendationStatus Open = RecommendationStatus.Open;

    [Fact]
    public void Only_published_children_count_and_only_without_a_criterion()
    {
        var world = new InMemoryResources(
            Recommendation("R1").In(Open),
            Recommendation("R1.1", "R1").In(Open),
            Recommendation("R1.1.1", "R1.1", criterion: Recognizes("ES")).In(Open),
            Recommendation("R2", criterion: Achieved("m")).In(Open),
            Recommendation("R2.1", "R2", criterion: Recognizes("ES")).In(Open),
            Recommendation("R3").In(Open),
            Recommendation("R3.1", "R3", criterion: Recognizes("ES")).In(Draft));
        Assert.Equal(
            new()
            {
                ["R1"] = "recommendations/R1.1 recommendations/R1.1.1",
                ["R1.1"] = "recommendations/R1.1.1",
                ["R1.1.1"] = "",
                ["R2.1"] = "",
                ["R3.1"] = ""
            },
            DependentsResult.Ways("states/ES", world));
        Assert.Equal(new() { ["R1"] = "recommendations/R1.1", ["R1.1"] = "" }, DependentsResult.Ways("recommendations/R1.1.1", world));
    }

    [Fact]
    public void Milestones_lead_on_through_their_criteria_and_through_the_criteria_of_their_blockers()
    {
        var world = new InMemoryResources(
            Recommendation("R1", criterion: Achieved("a")).In(Open),
            Recommendation("R2").In(Open).LinkedTo("b", MilestoneLinkKind.Progresses),
            Milestone("a", "b"), Milestone("b", "c"),
            new Milestone { Name = "milestones/c", Blockers = { new Blocker { Id = "b1", ResolutionCriterion = Recognizes("ES") } } });
        Assert.Equal(
            new() { ["R1"] = "milestones/a milestones/b milestones/c", ["R2"] = "milestones/b milestones/c" },
            DependentsResult.Ways("states/ES", world));
        Assert.Equal(new() { ["R1"] = "milestones/a", ["R2"] = "" }, DependentsResult.Ways("milestones/b", world));
    }

    [Fact]
    public void The_shortest_path_is_returned_and_among_equals_the_first_by_name()
    {
        var world = new InMemoryResources(
            Recommendation("R1").In(Open).LinkedTo("z", MilestoneLinkKind.Progresses).LinkedTo("b", MilestoneLinkKind.Progresses)
                .LinkedTo("a", MilestoneLinkKind.Progresses),
            Milestone("a", "b"), Milestone("b", "goal"), Milestone("z", "goal"), Milestone("goal", "other"));
        Assert.Equal(new() { ["R1"] = "milestones/b" }, DependentsResult.Ways("milestones/goal", world));
    }

    [Fact]
    public void The_search_ends_if_milestones_name_each_other()
    {
        var world = new InMemoryResources(
            Recommendation("R1", criterion: Achieved("a")).In(Open), Milestone("a", "b"), Milestone("b", "a"));
        Assert.Equal(new() { ["R1"] = "" }, DependentsResult.Ways("milestones/a", world));
        Assert.Equal(new() { ["R1"] = "milestones/a" }, DependentsResult.Ways("milestones/b", world));
    }

    [Fact]
    public void A_decision_of_another_electorate_depends_on_its_members()
    {
        var world = new InMemoryResources(
            Recommendation("R1", criterion: new() { Consensus = new() { Organization = "organizations/eapc", Decision = "INVITE" } })
                .In(Open),
            Recommendation(
                "R2", criterion: new()
                {
                    Position = new()
                    {
                        Organization = "organizations/eapc",
                        Decision = "INVITE",
                        Stance = Stance.Support,
                        MinCount = 1
                    }
                }).In(Open),
            new Organization
            {
                Name = "organizations/eapc",
                DecisionRules =
                    { new DecisionRule { Decision = "INVITE", VotingRule = VotingRule.Consensus, Electorate = "MEMBERS",
                        ElectorateOrganization = "organizations/nato" } }
            },
            Member("nato", "ES"), Member("eapc", "AT"));
        Assert.Equal(
            new() { ["R1"] = "organizations/eapc organizations/nato", ["R2"] = "organizations/eapc organizations/nato" },
            DependentsResult.Ways("states/ES", world));
        Assert.Equal(
            new() { ["R1"] = "organizations/eapc", ["R2"] = "organizations/eapc" }, DependentsResult.Ways("organizations/nato", world));
        Assert.Empty(DependentsResult.Ways("states/AT", world));
        Assert.Equal(["R1"], DependentsResult.Ways("recognitions/ES-XK", world).Keys);
    }

    [Fact]
    public void A_decision_of_the_security_council_depends_on_its_permanent_members()
    {
        var world = new InMemoryResources(
            Recommendation("R1", criterion: new() { Consensus = new() { Organization = "organizations/un", Decision = "RECOMMEND" } })
                .In(Open),
            new Organization
            {
                Name = "organizations/un",
                DecisionRules =
                {
                    new DecisionRule { Decision = "RECOMMEND", VotingRule = VotingRule.SecurityCouncil, Electorate = "SECURITY_COUNCIL" }
                },
            },
            Member("un", "ES"));
        Assert.Equal(new() { ["R1"] = "organizations/un" }, DependentsResult.Ways("states/RU", world));
        Assert.Empty(DependentsResult.Ways("states/ES", world));
    }

    [Fact]
    public void A_tree_too_deep_for_recursion_is_searched()
    {
        const int Depth = 20_000;
        var world = new InMemoryResources(Enumerable.Range(1, Depth).Select(level =>
            Recommendation($"R{level}", level == 1 ? "" : $"R{level - 1}", criterion: level == Depth ? Recognizes("ES") : null).In(Open)));
        var tree = new ProgressTree(world, DependentsResult.Day);
        Assert.Equal(ProgressKind.NotStarted, tree.Of(tree.Find("recommendations/R1")!).Kind);
        var found = new ListDependents("states/ES", RecommendationScenario.Of(world, DependentsResult.Day, PartialDateMode.Possible));
        Assert.Equal(Depth, found.All.Count);
        Assert.Equal(Depth - 1, found.All.Single(one => one.Name == "recommendations/R1").Way.Steps.Count());
    }

    static Milestone Milestone(string id, string criterion) => new() { Name = $"milestones/{id}", Criterion = Achieved(criterion) };

    static Membership Member(string organization, string code) => new()
    {
        Name = $"organizations/{organization}/memberships/{code}",
        Periods = { new MembershipPeriod { Id = "p1", Role = MembershipRole.Member, ValidFrom = "2000" } },
    };
}
