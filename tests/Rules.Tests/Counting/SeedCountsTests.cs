namespace KosovoNato.Rules.Tests.Counting;

/// <summary>Published numbers, and numbers that follow from the seeds, can be computed from the seed files.</summary>
public sealed class SeedCountsTests
{
    [Theory]
    [InlineData("mfa", "2009-05-19", 60)]
    [InlineData("mfa", "2025-12-20", 121)]
    [InlineData("mfa", "2025-12-23", 121)]
    [InlineData("ever", "2008-12-06", 53)]
    [InlineData("ever", "2014-07-20", 106)]
    [InlineData("ever", "2017-02-27", 111)]
    [InlineData("ever", "2025-12-23", 118)]
    [InlineData("strict", "2020-09-03", 97)]
    [InlineData("strict", "2025-12-23", 102)]
    [InlineData("serbia", "2023-01-04", 88)]
    [InlineData("serbia", "2025-12-23", 92)]
    [InlineData("mfa", "2011-09-12", 83)]
    [InlineData("mfa", "2012-02-17", 88)]
    [InlineData("mfa", "2008-02-16", 0)]
    public void The_seeds_give_the_expected_counts_among_all_states(string rule, string date, int count) =>
        Assert.Equal(count, SeedFacts.OfAll(rule, date).Recognizing.Count);

    [Theory]
    [InlineData("2006-06-27", 191)]
    [InlineData("2008-02-18", 192)]
    [InlineData("2011-07-13", 192)]
    [InlineData("2011-07-14", 193)]
    [InlineData("2025-12-23", 193)]
    public void The_total_is_the_number_of_UN_members_on_the_day(string date, int count)
    {
        var tally = SeedFacts.OfAll("strict", date);
        Assert.Equal((count, 0), (tally.Recognizing.Count + tally.Missing.Count, tally.Unknown.Count));
        Assert.Equal(count == 193, tally.Recognizing.Concat(tally.Missing).Contains("SS"));
    }

    [Theory]
    [InlineData("nato", "2008-03-01", 12, "BG CA CZ ES GR HU IS LT NL NO PT RO SI SK", "")]
    [InlineData("nato", "2011-10-11", 24, "ES GR RO SK", "")]
    [InlineData("nato", "2020-09-04", 26, "ES GR RO SK", "")]
    [InlineData("nato", "2025-02-15", 28, "ES GR RO SK", "")]
    [InlineData("nato", "2025-12-23", 28, "ES GR RO SK", "")]
    [InlineData("eu", "2011-10-11", 22, "CY ES GR RO SK", "")]
    [InlineData("eu", "2017-02-27", 23, "CY ES GR RO SK", "")]
    [InlineData("eu", "2020-09-04", 22, "CY ES GR RO SK", "")]
    [InlineData("eu", "2025-12-23", 22, "CY ES GR RO SK", "")]
    [InlineData("adriatic-charter", "2025-12-23", 5, "BA", "")]
    [InlineData("osce", "2025-12-23", 36, "AM AZ BA BY CY ES GE GR KG KZ MD MN RO RS RU SK TJ TM UA UZ", "VA")]
    [InlineData("osce", "2025-12-22", 34, "AM AZ BA BY CY ES GE GR KG KZ MD MN RO TJ TM UA UZ", "ME MK RS RU SK VA")]
    [InlineData("council-of-europe", "2023-04-24", 34, "AM AZ BA CY ES GE GR MD RO RS SK UA", "")]
    [InlineData("council-of-europe", "2025-12-23", 34, "AM AZ BA CY ES GE GR MD RO RS SK UA", "")]
    public void The_seeds_give_the_expected_counts_among_members(
        string organization, string date, int count, string missing, string unknown)
    {
        var tally = SeedFacts.OfMembers("strict", organization, date);
        Assert.Equal(count, tally.Recognizing.Count);
        Assert.Equal(missing, string.Join(' ', tally.Missing));
        Assert.Equal(unknown, string.Join(' ', tally.Unknown));
    }

    [Fact]
    public void A_membership_of_unknown_beginning_is_unknown_before_it_is_attested()
    {
        var tally = SeedFacts.OfMembers("strict", "eapc", "2025-12-22");
        Assert.Empty(tally.Recognizing);
        Assert.Equal(50, tally.Unknown.Count);
    }

    [Theory]
    [InlineData("GH", RecognitionStatus.Withdrawn)]
    [InlineData("KM", RecognitionStatus.WithdrawalClaimed)]
    [InlineData("ML", RecognitionStatus.NotRecognized)]
    [InlineData("OM", RecognitionStatus.Recognized)]
    [InlineData("ST", RecognitionStatus.RecognitionDisputed)]
    [InlineData("UG", RecognitionStatus.NotRecognized)]
    [InlineData("LR", RecognitionStatus.Recognized)]
    [InlineData("GW", RecognitionStatus.Recognized)]
    [InlineData("SR", RecognitionStatus.WithdrawalClaimed)]
    [InlineData("AG", RecognitionStatus.Recognized)]
    [InlineData("ES", RecognitionStatus.NotRecognized)]
    public void Statuses_follow_from_the_acts(string code, RecognitionStatus status) =>
        Assert.Equal(status, SeedFacts.Recognitions[code].Status);
}
