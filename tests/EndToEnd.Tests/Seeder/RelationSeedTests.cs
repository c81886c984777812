using KosovoNato.Evidence.V1;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.EndToEnd.Tests.Seeder;

/// <summary>The establishment of diplomatic relations with Kosovo in seeds/.</summary>
public sealed class RelationSeedTests
{
    // The first 27 of the list, which calls those with Nauru suspended; Finland by its own note.
    private const string Listed =
        "US 2008-02-18, FR 2008-02-18, AL 2008-02-18, TR 2008-02-18, GB 2008-02-18, DE 2008-02-20, AT 2008-02-28, DK 2008-03-06, "
        + "MC 2008-03-19, SE 2008-03-28, CH 2008-03-28, BE 2008-04-10, NR 2008-04-23, EE 2008-04-24, IT 2008-05-15, SI 2008-05-15, "
        + "AU 2008-05-21, BG 2008-05-27, LV 2008-06-11, CZ 2008-06-16, HU 2008-06-27, NL 2008-06-27, HR 2008-06-30, LT 2008-09-01, "
        + "NO 2008-10-25, IE 2008-11-11, FI 2009-02-03";

    private const string Announced =
        "JP 2009-02-25, MV 2009-04-16, ME 2010-01-15, AD 2011-09-14, MT 2011-09-22, AF 2013-06-17, PA 2013-08-27, GA 2014-03-05, "
        + "BH 2014-03-12, KN 2016-03, BD 2018-02-16, BB 2018-03-09, AG 2019-07-24, IL 2021-02-01, BS 2025-12-19";

    private static readonly List<(string State, Act Act)> relations =
    [
        .. Seeds.Data.Of<Recognition>().SelectMany(recognition => recognition.Acts, (recognition, act) => (recognition.Recognizer, act))
            .Where(one => one.act.Kind == ActKind.RelationsEstablished),
    ];

    [Fact]
    public void Diplomatic_relations_have_their_dates() => Assert.Equal(
        $"{Listed}, {Announced}".Split(", ").Order(StringComparer.Ordinal),
        relations.Select(one => $"{one.State} {one.Act.Date}").Order(StringComparer.Ordinal));

    [Fact]
    public void Relations_follow_a_recognition() => Assert.All(relations, one => Assert.Contains(
        Seeds.Find<Recognition>($"recognitions/{one.State}-XK").Acts.TakeWhile(act => act != one.Act),
        act => act.Kind == ActKind.Granted));

    [Fact]
    public void A_date_that_only_a_list_gives_is_not_verified() => Assert.All(
        relations.Where(one => one.Act.Evidence.Citations.All(citation => citation.Source.StartsWith("sources/wiki-"))),
        one => Assert.NotEqual(Confidence.Verified, one.Act.Evidence.Confidence));

    [Theory]
    [InlineData("DE", "embassy of Germany in Pristina since 2008-02-27")]
    [InlineData("SE", "embassy of Kosovo in Stockholm since 2009-12-15")]
    [InlineData("NO", "closed it by 2023-07-31")]
    [InlineData("JP", "embassy of Japan in Pristina since 2020-01-01")]
    [InlineData("IL", "embassy of Kosovo in Jerusalem since 2021-03-14")]
    public void Embassies_are_noted_with_the_relations(string state, string note) =>
        Assert.Contains(note, relations.Single(one => one.State == state).Act.Note);
}
