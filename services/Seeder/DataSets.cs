using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Seeder;

/// <summary>The files of each service, in an order in which nothing is named before it exists.</summary>
internal static class DataSets
{
    internal static IReadOnlyList<DataSet> Recognitions { get; } =
    [
        DataSet.Of<Source>("sources.json", "sources"),
        DataSet.Of<State>("states.json", "states"),
        DataSet.Of<Organization>("organizations.json", "organizations"),
        DataSet.Of<CountingRule>("counting-rules.json", "countingRules"),
        DataSet.Of<Membership>("memberships.json", "memberships"),
        DataSet.Of<Recognition>("recognitions.json", "recognitions"),
        DataSet.Of<Question>("questions.json", "questions"),
        DataSet.Of<Position>("positions.json", "positions"),
    ];

    internal static IReadOnlyList<DataSet> Milestones { get; } =
    [
        DataSet.Of<Track>("tracks.json", "tracks"),
        DataSet.Of<Milestone>("milestones.json", "milestones"),
        DataSet.Of<Indicator>("indicators.json", "indicators"),
        DataSet.Of<Precedent>("precedents.json", "precedents"),
        DataSet.Of<Centre>("centres.json", "centres"),
        DataSet.Of<Partnership>("partnerships.json", "partnerships"),
    ];

    internal static IReadOnlyList<DataSet> Recommendations { get; } =
    [
        DataSet.Of<Document>("documents.json", "documents"),
        DataSet.Of<Recommendation>("recommendations.json", "recommendations"),
    ];

    internal static IEnumerable<DataSet> All => [.. Recognitions, .. Milestones, .. Recommendations];
}
