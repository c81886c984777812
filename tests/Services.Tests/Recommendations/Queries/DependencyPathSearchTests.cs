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
    public void Parts_count_where_there_is_no_criterion_and_only_published_ones()
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
    public void Milestones_lead_on_by_their_criteria_and_by_what_ends_their_blockers()
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
    public void Of_several_ways_the_shortest_is_told_and_of_those_the_first_by_name()
    {
        var world = new InMemoryResources(
            Recommendation("R1").In(Open).LinkedTo("z", MilestoneLinkKind.Progresses).LinkedTo("b", MilestoneLinkKind.Progresses)
                .LinkedTo("a", MilestoneLinkKind.Progresses),
            Milestone("a", "b"), Milestone("b", "goal"), Milestone("z", "goal"), Milestone("goal", "other"));
        Assert.Equal(new() { ["R1"] = "milestones/b" }, DependentsResult.Ways("milestones/goal", world));
    }

    [Fact]
    public void Milestones_that_name_each_other_end_the_search_all_the_same()
    {
        var world = new InMemoryResources(
            Recommendation("R1", criterion: Achieved("a")).In(Open), Milestone("a", "b"), Milestone("b", "a"));
        Assert.Equal(new() { ["R1"] = "" }, DependentsResult.Ways("milestones/a", world));
        Assert.Equal(new() { ["R1"] = "milestones/a" }, DependentsResult.Ways("milestones/b", world));
    }

    [Fact]
    public void Where_another_organization_decides_its_members_are_asked()
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
    public void In_the_security_council_the_permanent_members_are_asked()
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
    public void A_tree_deeper_than_a_stack_is_searched()
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
