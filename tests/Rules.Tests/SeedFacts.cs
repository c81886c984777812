using System.Text.Json;
using Google.Protobuf;
using KosovoNato.Rules.Acts;
using KosovoNato.Rules.Facts;
using KosovoNato.Rules.Memberships;
using KosovoNato.Testing;

namespace KosovoNato.Rules.Tests;

/// <summary>The seed files, as the service would hold them.</summary>
static class SeedFacts
{
    public static readonly IReadOnlyDictionary<string, Recognition> Recognitions =
        Load("recognitions", Recognition.Parser).Select(Folded).ToDictionary(recognition => recognition.Recognizer);

    static readonly IReadOnlyDictionary<string, State> States = Load("states", State.Parser).ToDictionary(state => state.Name);

    static readonly IReadOnlyDictionary<string, CountingRule> Rules =
        Load("countingRules", CountingRule.Parser, "counting-rules").ToDictionary(rule => rule.Name);

    static readonly IReadOnlyList<Membership> Memberships = [.. Load("memberships", Membership.Parser).Select(Arranged)];

    /// <summary>All resources that the rules read.</summary>
    public static InMemoryResources All { get; } = new(
    [
        .. Recognitions.Values, .. States.Values, .. Rules.Values, .. Memberships,
        .. Load("organizations", Organization.Parser), .. Load("questions", Question.Parser), .. Load("positions", Position.Parser),
        .. Load("ballots", Ballot.Parser),
    ]);

    public static RecognitionTally OfAll(string rule, string date) =>
        RecognitionTally.OfAll(
            Rules[$"countingRules/{rule}"], TestFacts.Day(date), Recognitions.Values,
            code => UnMembership.On(code, All, TestFacts.Day(date)));

    public static RecognitionTally OfMembers(string rule, string organization, string date) =>
        RecognitionTally.OfMembers(Rules[$"countingRules/{rule}"], TestFacts.Day(date), "XK",
            Memberships.Where(membership => membership.Name.StartsWith($"organizations/{organization}/", StringComparison.Ordinal)),
            code => Recognitions.GetValueOrDefault(code));

    static IEnumerable<T> Load<T>(string list, MessageParser<T> parser, string? file = null) where T : IMessage<T>
    {
        using var seeds = JsonDocument.Parse(File.ReadAllText(RepositoryPaths.File("seeds", $"{file ?? list}.json")));
        return [.. seeds.RootElement.GetProperty(list).EnumerateArray().Select(element => parser.ParseJson(element.GetRawText()))];
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
