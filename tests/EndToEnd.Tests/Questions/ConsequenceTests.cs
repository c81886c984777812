using Google.Protobuf;
using KosovoNato.Assumptions.V1;
using KosovoNato.EndToEnd.Tests.Together;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;
using Fact = KosovoNato.Assumptions.V1.Assumption.FactOneofCase;

namespace KosovoNato.EndToEnd.Tests.Questions;

/// <summary>Compares AssessAssumptions with the queries of the three services that it summarizes.</summary>
public sealed class ConsequenceTests(SeededServices seeded) : IClassFixture<SeededServices>
{
    const string Day = "2025-12-23";

    static readonly Dictionary<string, Assumption[]> Sets = new()
    {
        ["two recognitions"] = [Recognizing("GR"), Recognizing("SK")],
        ["all recognitions"] = [.. new[] { "ES", "GR", "RO", "SK" }.Select(Recognizing)],
        ["a withdrawal and memberships"] =
        [
            new() { Recognition = new() { Recognizer = "HU", Status = AssumedRecognitionStatus.Withdrawn } },
            new() { Membership = new() { Organization = "nato", State = "ES", Ended = true } },
            new() { Membership = new() { Organization = "nato", State = "BA" } },
        ],
        ["positions"] =
        [
            Position("adriatic-charter", "ADMIT_MEMBER", "BA", AssumedStance.NoObjection),
            Position("nato", "INVITE_PARTNER_PFP", "ES", AssumedStance.Support),
        ],
        ["an outcome"] =
            [new() { Outcome = new() { Organization = "nato", Decision = "INVITE_PARTNER_PFP", Outcome = AssumedOutcome.Adopted } }],
        ["milestones"] =
        [
            new() { Milestone = new() { Milestone = "path-pfp" } },
            new() { Milestone = new() { Milestone = "recognition-nato", Status = AssumedMilestoneStatus.Achieved } },
            new() { Blocker = new() { Milestone = "path-consensus-pfp" } },
        ],
        ["accession facts"] =
        [
            new() { Agreement = new() { Centre = "ccdcoe" } },
            new() { Milestone = new() { Milestone = "coe-hosts", Status = AssumedMilestoneStatus.Achieved } },
            new() { Partnership = new() { Partnership = "XK-DE" } },
            new() { Ratification = new() { State = "AL" } },
            new() { Observation = new() { Indicator = "kfor-troops", Value = 1 }, ValidFrom = "2025-12-01" },
        ],
        ["a recorded fact"] = [Recognizing("AL")],
    };

    public static IEnumerable<TheoryDataRow<string>> Names => Sets.Keys.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Consequences_match_the_queries_of_each_service(string name)
    {
        var assumptions = Sets[name];
        var milestones = await MilestonesAsync(assumptions);
        Consequence[] expected =
        [
            .. (await CountsAsync(assumptions)).Select(one => new Consequence { RecognitionCount = one }),
            .. (await DecisionsAsync(assumptions)).Select(one => new Consequence { Decision = one }),
            .. milestones.Select(one => new Consequence { Milestone = one }),
            .. (await RecommendationsAsync(assumptions, milestones)).Select(one => new Consequence { Recommendation = one }),
        ];
        var response = await Services.RecommendationRpc.AssessAssumptionsAsync(
            new() { Assumptions = { assumptions }, AsOf = Day, PageSize = 1_000 });
        Assert.Equal((name == "a recorded fact", ""), (expected.Length == 0, response.NextPageToken));
        Assert.Equal(Lines(expected), Lines(response.Consequences));
    }

    ThreeServices Services => seeded.Services;

    async Task<IEnumerable<RecognitionCountConsequence>> CountsAsync(Assumption[] assumptions)
    {
        List<RecognitionCountConsequence> found = [];
        foreach (var organization in await OrganizationsAsync())
        {
            var consequence = new RecognitionCountConsequence
            {
                Organization = organization.Name,
                WithAssumptions = await CountAsync(assumptions.Where(one => one.FactCase is Fact.Recognition or Fact.Membership)),
                WithoutAssumptions = await CountAsync([]),
            };
            found.Add(consequence);

            async Task<RecognitionCount> CountAsync(IEnumerable<Assumption> assumed)
            {
                var count = await Services.RecognitionRpc.CountRecognitionsAsync(
                    new() { Organization = organization.Name, AsOf = Day, Assumptions = { assumed } });
                return new() { RecognizingCount = count.RecognizingCount, TotalCount = count.TotalCount };
            }
        }

        return found.Where(one => !one.WithAssumptions.Equals(one.WithoutAssumptions));
    }

    async Task<IEnumerable<DecisionConsequence>> DecisionsAsync(Assumption[] assumptions)
    {
        List<DecisionConsequence> found = [];
        var decisions = from organization in await OrganizationsAsync()
                        from rule in organization.DecisionRules
                        orderby organization.Name, rule.Decision
                        select (Organization: organization.Name, rule.Decision);
        foreach (var (organization, decision) in decisions)
        {
            found.Add(new()
            {
                Organization = organization,
                Decision = decision,
                Subject = "XK",
                WithAssumptions = await AssessAsync(
                    assumptions.Where(one => one.FactCase is Fact.Recognition or Fact.Membership or Fact.Position)),
                WithoutAssumptions = await AssessAsync([]),
            });

            async Task<DecisionVerdict> AssessAsync(IEnumerable<Assumption> assumed)
            {
                var assessed = await Services.RecognitionRpc.AssessDecisionAsync(
                    new() { Organization = organization, Decision = decision, AsOf = Day, Assumptions = { assumed } });
                var verdict = new DecisionVerdict
                {
                    Verdict = assessed.Verdict,
                    BlockingStates = { assessed.BlockingStates },
                    UnknownStates = { assessed.UnknownStates },
                };
                if (assessed.HasNeededCount)
                {
                    verdict.NeededCount = assessed.NeededCount;
                }

                return verdict;
            }
        }

        return found.Where(one => !one.WithAssumptions.Equals(one.WithoutAssumptions));
    }

    async Task<IReadOnlyList<MilestoneReadiness>> MilestonesAsync(Assumption[] assumptions) =>
        (await Services.MilestoneRpc.GetReadinessAsync(
            new() { ChangedByAssumptionsOnly = true, AsOf = Day, Assumptions = { assumptions }, PageSize = 1_000 })).Milestones;

    /// <summary>
    /// Explains each recommendation. Statuses of milestones that follow from the assumptions are assumed as well, and make no difference.
    /// </summary>
    async Task<IEnumerable<RecommendationConsequence>> RecommendationsAsync(
        Assumption[] assumptions, IReadOnlyList<MilestoneReadiness> milestones)
    {
        var following = milestones.Where(one => one.Status != one.WithoutAssumptions.Status).Select(one => new Assumption
        {
            Milestone = new() { Milestone = one.Milestone, Status = (AssumedMilestoneStatus)one.Status },
        });
        var all = await Services.RecommendationRpc.ListRecommendationsAsync(new() { PageSize = 1_000 });
        List<RecommendationConsequence> found = [];
        foreach (var recommendation in all.Recommendations.Where(one => one.Status != RecommendationStatus.Draft))
        {
            var explained = (await Services.RecommendationRpc.ExplainProgressAsync(new()
            {
                Recommendation = recommendation.Name,
                AsOf = Day,
                Assumptions = { assumptions.Concat(following) },
            })).Explanation;
            if (explained.WithoutAssumptions is { } without)
            {
                found.Add(new()
                {
                    Recommendation = explained.Recommendation,
                    Title = explained.Title,
                    Progress = explained.Progress,
                    WithoutAssumptions = without,
                });
            }
        }

        return found;
    }

    async Task<IEnumerable<Organization>> OrganizationsAsync() =>
        (await Services.RecognitionRpc.ListOrganizationsAsync(new() { PageSize = 1_000 })).Organizations;

    static IEnumerable<string> Lines(IEnumerable<IMessage> messages) => messages.Select(message => JsonFormatter.Default.Format(message));

    static Assumption Recognizing(string code) => new() { Recognition = new() { Recognizer = code } };

    static Assumption Position(string organization, string decision, string state, AssumedStance stance) => new()
    {
        Position = new() { Organization = organization, Decision = decision, State = state, Stance = stance },
    };
}
