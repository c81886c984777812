using KosovoNato.Recognitions.V1;

namespace KosovoNato.EndToEnd.Tests.Seeder;

/// <summary>The memberships of Kosovo in seeds/, and the decisions about them.</summary>
public sealed class MembershipSeedTests
{
    [Fact]
    public void Kosovo_belongs_to_these_organizations_since_these_dates() => Assert.Equal(
        [
            "adriatic-charter Observer 2012", "board-of-peace Member 2026-01-22", "ceb Member 2014", "cefta Member 2007-07-26",
            "council-of-europe Applicant 2022-05-12", "ebrd Member 2012-12-17", "ecaa Member 2006-11-30",
            "energy-community Member 2006-07-01", "eu Applicant 2022-12-15", "imf Member 2009-06-29", "nato-pa Associate 2024-05-27",
            "pca Member 2016-01-05", "rcc Member 2013-02-28", "seeto Member 2004-06-11", "venice-commission Member 2014",
            "wco Member 2017-01-25", "world-bank Member 2009-06-29",
        ],
        Seeds.Data.Of<Membership>().Where(membership => membership.Name.EndsWith("/memberships/XK"))
            .Select(membership => (Organization: membership.Name.Split('/')[1], Last: membership.Periods[^1]))
            .Select(one => $"{one.Organization} {one.Last.Role} {one.Last.ValidFrom}")
            .Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("imf-membership-2009", QuestionStatus.Adopted, "2008-07-10", "2009-05-08", "")]
    [InlineData("ebrd-membership-2012", QuestionStatus.Adopted, "2012-11-16", "2012-11-16", "")]
    [InlineData("unesco-recommendation-2015", QuestionStatus.Adopted, "2015-10-21", "2015-10-21", "27-14-14")]
    [InlineData("unesco-membership-2015", QuestionStatus.Rejected, "2015-11-09", "2015-11-09", "92-50-29")]
    [InlineData("pca-membership-2016", QuestionStatus.Adopted, "2016-01-04", "2016-06-13", "41-24-13")]
    [InlineData("interpol-membership-2016", QuestionStatus.Lapsed, "2015-04", "2016-11", "")]
    [InlineData("interpol-membership-2017", QuestionStatus.Lapsed, "2017", "2017-09-21", "")]
    [InlineData("interpol-membership-2018", QuestionStatus.Rejected, "2018-11-20", "2018-11-20", "")]
    [InlineData("interpol-membership-2019", QuestionStatus.Lapsed, "2019-01-31", "2019-10-15", "")]
    public void A_bid_has_its_outcome(string id, QuestionStatus status, string opened, string decided, string votes)
    {
        var question = Seeds.Find<Question>($"questions/{id}");
        Assert.Equal((status, opened, decided), (question.Status, question.OpenedOn, question.DecidedOn));
        Assert.Equal(votes, question.Votes is { } counted ? $"{counted.InFavour}-{counted.Against}-{counted.Abstentions}" : "");
        Assert.Equal("MEMBERSHIP", question.Aim);
    }
}
