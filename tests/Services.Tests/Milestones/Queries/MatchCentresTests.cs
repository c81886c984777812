using KosovoNato.Milestones.Queries;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Services.Tests.Milestones.Derivations;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Queries;

public sealed class MatchCentresTests
{
    static readonly InMemoryResources World = new(
        Centre("both", "ES", "2001", "cyber", "hybrid"),
        Centre("cyber-ee", "EE", "", "cyber", "law"),
        Centre("cyber-es", "ES", "2010-05-06", "cyber"),
        Centre("energy", "LT", "2012", "energy"),
        Recognition("ES", RecognitionStatus.NotRecognized),
        Recognized("EE", "2008-02-21"),
        Agreement("cyber-ee", AgreementStatus.InForce, "2020-01-02"),
        Agreement("both", AgreementStatus.Signed),
        new Partnership
        {
            Name = "partnerships/XK-EE",
            Party = "XK",
            Partner = "EE",
            Status = PartnershipStatus.Active,
            Transitions = { new PartnershipTransition { ToStatus = PartnershipStatus.Active, Date = "2019" } },
        },
        new Partnership { Name = "partnerships/XK-ES", Party = "XK", Partner = "ES", Status = PartnershipStatus.Proposed });

    [Fact]
    public void Centres_with_more_matches_come_first_then_centres_with_a_recognizing_host() => Assert.Equal(
        ["both hybrid,cyber NotRecognized  ", "cyber-ee cyber Recognized partnerships/XK-EE agreements/cyber-ee",
            "cyber-es cyber NotRecognized  "],
        Ask(DerivationRunner.Today, "hybrid", "cyber", "cyber").Matches.Select(Text));

    [Fact]
    public void Needs_that_no_centre_covers_are_reported() =>
        Assert.Equal(["space", "trains"], Ask(DerivationRunner.Today, "trains", "cyber", "space").UnmatchedNeeds);

    /// <summary>A centre without a date of foundation is not reported as missing.</summary>
    [Fact]
    public void Matches_on_an_earlier_day_use_the_facts_of_that_day() => Assert.Equal(
        ["both cyber NotRecognized  ", "cyber-ee cyber NotRecognized  "], Ask(Day("2008-02-20"), "cyber").Matches.Select(Text));

    [Fact]
    public void Assumptions_are_taken_into_account()
    {
        var answer = QueryRunner.World(
            World, DerivationRunner.Today, QueryRunner.Recognizes("ES"),
            new() { Partnership = new() { Partnership = "partnerships/XK-ES" } },
            new() { Agreement = new() { Centre = "centres/both" } })
            .Ask(MatchCentres.Query, new() { Needs = { "hybrid" } });
        var match = answer.Matches.Single();
        Assert.Equal((RecognitionStatus.Recognized, "partnerships/XK-ES"), (match.HostRecognitionStatus, match.Partnership));
        Assert.Single(match.Agreements);
        Assert.Equal(
            ["centres/both False", "recognitions/ES-XK True", "partnerships/XK-ES True", "agreements/both True"],
            match.SupportingFacts.Select(basis => $"{basis.Name} {basis.Assumed}"));
    }

    [Fact]
    public void The_supporting_facts_of_a_match_have_their_statements() => Assert.Equal(
        [
            "centres/cyber-ee host EE, works on cyber, law", "recognitions/EE-XK RECOGNIZED since 2008-02-21 (a1)",
            "partnerships/XK-EE ACTIVE",
            "agreements/cyber-ee IN_FORCE",
        ],
        Ask(DerivationRunner.Today, "law").Matches.Single().SupportingFacts.Select(basis => $"{basis.Name} {basis.Statement}"));

    static MatchCentresResponse Ask(DateOnly day, params string[] needs) =>
        QueryRunner.World(World, day).Ask(MatchCentres.Query, new() { Needs = { needs } });

    static Centre Centre(string id, string host, string establishedOn, params string[] domains) =>
        new()
        {
            Name = $"centres/{id}",
            DisplayName = id,
            Host = host,
            EstablishedOn = establishedOn,
            Domains = { domains },
            Evidence = Cited()
        };

    static string Text(CentreMatch match) =>
        $"{match.Centre.Name.Split('/')[1]} {string.Join(',', match.MatchedNeeds)} {match.HostRecognitionStatus} {match.Partnership} "
        + $"{string.Join(',', match.Agreements)}";
}
