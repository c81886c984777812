using System.Text.Json;
using Google.Protobuf;
using KosovoNato.Milestones.Blockers;
using KosovoNato.Milestones.Indicators;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Rules.Acts;
using KosovoNato.Rules.Memberships;
using KosovoNato.Services.Tests.Milestones.Derivations;

namespace KosovoNato.Services.Tests.Milestones;

/// <summary>The seed files, as this service holds them, with the resources mirrored from its upstream.</summary>
static class SeedFacts
{
    public static readonly DateOnly Day = TestWrites.Day("2025-12-23");

    /// <summary>All resources, with their derived fields on the day of the seeds. Must not be changed.</summary>
    public static InMemoryResources All { get; } = Load();

    static InMemoryResources Load()
    {
        var seeds = new InMemoryResources(
        [
            .. Read("tracks", Track.Parser), .. Read("milestones", Milestone.Parser).Select(Kept),
            .. Read("indicators", Indicator.Parser).Select(Kept),
            .. Read("precedents", Precedent.Parser), .. Read("centres", Centre.Parser),
            .. Read("partnerships", Partnership.Parser).Select(Kept),
            .. Read("states", State.Parser), .. Read("organizations", Organization.Parser),
            .. Read("memberships", Membership.Parser).Select(Kept),
            .. Read("recognitions", Recognition.Parser).Select(Kept), .. Read("questions", Question.Parser),
            .. Read("positions", Position.Parser),
            .. Read("ballots", Ballot.Parser),
            .. Read("countingRules", CountingRule.Parser, "counting-rules"),
        ]);
        foreach (var milestone in DerivationRunner.FromScratch(seeds, Day))
        {
            seeds.Put(milestone);
        }

        return seeds;
    }

    static IEnumerable<T> Read<T>(string list, MessageParser<T> parser, string? file = null) where T : IMessage<T>
    {
        using var seeds = JsonDocument.Parse(File.ReadAllText(RepositoryPaths.File("seeds", $"{file ?? list}.json")));
        return [.. seeds.RootElement.GetProperty(list).EnumerateArray().Select(element => parser.ParseJson(element.GetRawText()))];
    }

    static Milestone Kept(Milestone milestone)
    {
        for (var i = 0; i < milestone.Transitions.Count; i++)
        {
            milestone.Transitions[i].Id = $"t{i + 1}";
        }

        OpenBlocker.Number(milestone.Blockers);
        return milestone;
    }

    static Indicator Kept(Indicator indicator)
    {
        Observation[] observations = [.. indicator.Observations];
        indicator.Observations.Clear();
        foreach (var observation in observations)
        {
            Observations.Add(indicator, observation);
        }

        return indicator;
    }

    static Partnership Kept(Partnership partnership)
    {
        partnership.Party = "XK";
        partnership.Partner = partnership.Name[^2..];
        partnership.Status = partnership.Transitions.LastOrDefault()?.ToStatus ?? PartnershipStatus.Proposed;
        return partnership;
    }

    static Recognition Kept(Recognition recognition)
    {
        for (var i = 0; i < recognition.Acts.Count; i++)
        {
            recognition.Acts[i].Id = $"a{i + 1}";
            recognition.Acts[i].Rank = recognition.Acts[i].Rank == ClaimRank.Unspecified ? ClaimRank.Preferred : recognition.Acts[i].Rank;
        }

        RecognitionFold.Apply(recognition);
        return recognition;
    }

    static Membership Kept(Membership membership)
    {
        for (var i = 0; i < membership.Periods.Count; i++)
        {
            membership.Periods[i].Id = $"p{i + 1}";
        }

        MembershipPeriods.SortAndCheck(membership);
        return membership;
    }
}
