using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Seeder;

/// <summary>The seed files of each service, in an order in which every referenced resource exists.</summary>
internal static class SeedSets
{
    internal static IReadOnlyList<SeedSet> Recognitions { get; } =
    [
        SeedSet.Of<Source>("sources.json", "sources"),
        SeedSet.Of<State>("states.json", "states"),
        SeedSet.Of<Organization>("organizations.json", "organizations"),
        SeedSet.Of<CountingRule>("counting-rules.json", "countingRules"),
        SeedSet.Of<Membership>("memberships.json", "memberships"),
        SeedSet.Of<Recognition>("recognitions.json", "recognitions"),
        SeedSet.Of<Question>("questions.json", "questions"),
        SeedSet.Of<Position>("positions.json", "positions"),
        SeedSet.Of<Ballot>("ballots.json", "ballots"),
    ];

    internal static IReadOnlyList<SeedSet> Milestones { get; } =
    [
        SeedSet.Of<Track>("tracks.json", "tracks"),
        SeedSet.Of<Milestone>("milestones.json", "milestones"),
        SeedSet.Of<Indicator>("indicators.json", "indicators"),
        SeedSet.Of<Precedent>("precedents.json", "precedents"),
        SeedSet.Of<Centre>("centres.json", "centres"),
        SeedSet.Of<Partnership>("partnerships.json", "partnerships"),
    ];

    internal static IReadOnlyList<SeedSet> Recommendations { get; } =
    [
        SeedSet.Of<Document>("documents.json", "documents"),
        SeedSet.Of<Recommendation>("recommendations.json", "recommendations"),
    ];

    internal static IEnumerable<SeedSet> All => [.. Recognitions, .. Milestones, .. Recommendations];
}
