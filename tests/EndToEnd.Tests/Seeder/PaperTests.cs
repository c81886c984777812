using System.Text.Json.Nodes;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.EndToEnd.Tests.Seeder;

/// <summary>
/// Everything checkable in the policy paper is in the seeds with its section, and each error of the paper is recorded beside the correct
/// value.
/// </summary>
public sealed class PaperTests
{
    // The number of facts in each part of the paper. A new fact gets the next number and a row in PaperFacts.
    private static readonly (string Letter, int Count)[] parts =
    [
        ("R", 8), ("M", 19), ("P", 11), ("K", 22), ("E", 5), ("C", 6), ("X", 7), ("B", 11), ("I", 6), ("O", 8), ("D", 13),
    ];

    public static TheoryData<string> Ids =>
        [.. parts.SelectMany(part => Enumerable.Range(1, part.Count).Select(number => $"{part.Letter}{number}"))];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_fact_of_the_paper_is_in_the_seeds_and_cites_its_section(string id)
    {
        var places = PaperFacts.All.Where(fact => fact.Id == id).ToList();
        Assert.NotEmpty(places);
        Assert.All(places, fact => fact.AssertIsIn(Record(fact.File, fact.Resource)));
    }

    [Fact]
    public void Every_listed_fact_is_in_the_paper() =>
        Assert.Empty(PaperFacts.All.Select(fact => fact.Id).Except(Ids.Select(id => id.Data)));

    [Theory]
    [InlineData("concl", "R1 R1.1 R1.2 R2 R2.1 R3 R3.1 R3.2 R3.4")]
    [InlineData("member", "R1.1 R1.4 R2.4 R3.2 R3.2.1 R3.2.2")]
    [InlineData("options", "R1.2 R1.2.1 R1.3 R2.2 R2.3 R2.5 R2.6 R2.7 R2.7.1 R3.1")]
    [InlineData("a5", "R1.5 R3.3 R3.3.1")]
    [InlineData("dynamics", "R2.1")]
    [InlineData("coe", "R3.4 R3.4.1 R3.5 R3.5.4")]
    [InlineData("coenav", "R3.5 R3.5.1 R3.5.2 R3.5.3 R3.5.4 R3.6 R3.7 R3.8 R3.9")]
    [InlineData("bilat", "O1 O1.DE O1.DK O1.GB O1.HR O1.NO O1.NORDIC O1.SI O1.TR")]
    public void The_recommendations_of_a_section_cite_it(string section, string ids) => Assert.Equal(
        ids.Split(' '),
        Seeds.Data.Of<Recommendation>()
            .Where(recommendation => recommendation.Evidence.Citations.Any(citation => citation.Source == $"sources/seed.{section}"))
            .Select(recommendation => recommendation.Number));

    [Fact]
    public void Each_section_of_the_paper_is_a_source() => Assert.Equal(
        Seeds.Data.Of<Recognitions.V1.Source>().Where(source => source.Name.StartsWith("sources/seed."))
            .Select(source => source.Name["sources/seed.".Length..]).Order(),
        Assert.Single(Seeds.Data.Of<Document>()).Sections.Select(section => section.Id).Order());

    [Fact]
    public void A_claim_that_other_sources_contradict_is_recorded_beside_their_values()
    {
        var corrections = Seeds.Data.All
            .SelectMany(
                entry => Seeds.Inside<Evidence.V1.Correction>(entry.Resource).Select(correction => (entry.Resource.Name, correction)))
            .ToList();
        Assert.Equal(
            [
                "centres/hybrid-coe", "milestones/a5-member", "milestones/a5-observer", "milestones/a5-request-2023",
                "milestones/coe-hybrid",
                "milestones/kfor-700", "milestones/ksf-training", "milestones/nalt", "milestones/ops-de23", "milestones/path-accession",
                "precedents/AL",
                "precedents/ME",
                "precedents/ME", "precedents/MK", "precedents/MK", "recommendations/R3.9",
            ],
            corrections.Select(each => each.Name).Order(StringComparer.Ordinal));
        Assert.All(corrections, each =>
        {
            Assert.NotEqual(each.correction.OldValue, each.correction.NewValue);
            Assert.Contains("against seed.", each.correction.Reason);
        });
    }

    [Fact]
    public void Each_basis_of_a_correction_is_a_source()
    {
        var sources = Seeds.Data.Of<Recognitions.V1.Source>().Select(source => source.Name["sources/".Length..]).ToHashSet();
        var named = Seeds.Data.All.SelectMany(entry => Seeds.Inside<Evidence.V1.Correction>(entry.Resource))
            .SelectMany(correction => correction.Reason.Split([' ', ',', ':', ';'], StringSplitOptions.RemoveEmptyEntries))
            .Where(word => word == "gk" || (!char.IsDigit(word[0]) && word.AsSpan().ContainsAny('-', '.')));
        Assert.All(named, word => Assert.Contains(word, sources));
    }

    private static JsonNode Record(string file, string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Seeds.Folder, file)))!.AsObject()
            .First(property => property.Value is JsonArray).Value!.AsArray()
            .Single(record => (string?)record!["name"] == name)!;
}
