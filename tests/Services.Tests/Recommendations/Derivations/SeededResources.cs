using System.Text.Json;
using Google.Protobuf;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;
using KosovoNato.Rules.Acts;
using KosovoNato.Rules.Memberships;

namespace KosovoNato.Services.Tests.Recommendations.Derivations;

/// <summary>The seeds as the services store them.</summary>
static class SeededResources
{
    public static InMemoryResources Facts() => new(
    [
        .. Load("recommendations", Recommendation.Parser).Select(recommendation => recommendation.In(RecommendationStatus.Open)),
        .. Load("milestones", Milestone.Parser).Select(Staged),
        .. Load("recognitions", Recognition.Parser).Select(Folded),
        .. Load("memberships", Membership.Parser).Select(Arranged),
        .. Load("organizations", Organization.Parser),
        .. Load("countingRules", CountingRule.Parser, "counting-rules"),
        .. Load("partnerships", Partnership.Parser),
        .. Load("indicators", Indicator.Parser),
        .. Load("states", State.Parser),
        .. Load("questions", Question.Parser),
        .. Load("positions", Position.Parser),
        .. Load("ballots", Ballot.Parser),
        .. Load("precedents", Precedent.Parser),
        .. Load("centres", Centre.Parser),
    ]);

    public static IEnumerable<T> Load<T>(string list, MessageParser<T> parser, string? file = null) where T : IMessage<T>
    {
        using var seeds = JsonDocument.Parse(File.ReadAllText(RepositoryPaths.File("seeds", $"{file ?? list}.json")));
        return [.. seeds.RootElement.GetProperty(list).EnumerateArray().Select(element => parser.ParseJson(element.GetRawText()))];
    }

    static Milestone Staged(Milestone milestone)
    {
        milestone.Status = milestone.Transitions.LastOrDefault()?.ToStatus ?? MilestoneStatus.Proposed;
        return milestone;
    }

    static Recognition Folded(Recognition recognition)
    {
        for (var i = 0; i < recognition.Acts.Count; i++)
        {
            recognition.Acts[i].Id = $"a{i + 1}";
            recognition.Acts[i].Rank = recognition.Acts[i].Rank == ClaimRank.Unspecified ? ClaimRank.Preferred : recognition.Acts[i].Rank;
        }

        RecognitionFold.Apply(recognition);
        return recognition;
    }

    static Membership Arranged(Membership membership)
    {
        for (var i = 0; i < membership.Periods.Count; i++)
        {
            membership.Periods[i].Id = $"p{i + 1}";
        }

        MembershipPeriods.SortAndCheck(membership);
        return membership;
    }
}
