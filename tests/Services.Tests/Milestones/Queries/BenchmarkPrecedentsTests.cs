using KosovoNato.Milestones.Queries;
using KosovoNato.Milestones.V1;
using KosovoNato.Services.Tests.Milestones.Derivations;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Queries;

public sealed class BenchmarkPrecedentsTests
{
    static readonly DateOnly Today = Day("2026-06-01");

    [Fact]
    public void Each_country_has_its_number_of_days_and_unfinished_countries_count_separately()
    {
        var answer = Ask(
            [
                Precedent("AA", (AccessionStep.PfpJoined, "2000-01-01"), (AccessionStep.Acceded, "2001-01-01")),
                Precedent("BB", (AccessionStep.PfpJoined, "2000"), (AccessionStep.Acceded, "2002-03")),
                Precedent("CC", (AccessionStep.PfpJoined, "2026-05-01")),
                Precedent("DD", (AccessionStep.Acceded, "2004-03-29")),
            ]);
        Assert.Equal(["AA 366", "BB 790", "CC 31 open"], answer.Precedents.Select(Text));
        Assert.Equal(
            (2, 366, 578, 790), (answer.Duration.SampleSize, answer.Duration.MinDays, answer.Duration.MedianDays, answer.Duration.MaxDays));
        Assert.Equal("2026-06-01", answer.AsOf);
        Assert.Equal(
            [
                "precedents/AA PFP_JOINED on 2000-01-01, ACCEDED on 2001-01-01", "precedents/BB PFP_JOINED on 2000, ACCEDED on 2002-03",
                "precedents/CC PFP_JOINED on 2026-05-01, no ACCEDED on this day",
            ],
            answer.SupportingFacts.Select(basis => $"{basis.Name} {basis.Statement}"));
    }

    [Fact]
    public void A_country_with_the_steps_in_reverse_order_is_listed_and_not_summarized()
    {
        var answer = Ask([Precedent("AA", (AccessionStep.Acceded, "1999-12-31"), (AccessionStep.PfpJoined, "2000-01-01"))]);
        Assert.Equal(["AA -1"], answer.Precedents.Select(Text));
        Assert.Null(answer.Duration);
    }

    [Fact]
    public void A_state_is_not_compared_with_itself()
    {
        var answer = Ask([Precedent("AA", (AccessionStep.PfpJoined, "2000-01-01"))], subject: "AA");
        Assert.Equal(("AA", 0), (answer.Subject.State, answer.Precedents.Count));
    }

    [Theory]
    [InlineData("PfpJoined 1994, Acceded 2023", "MapGranted, Invitation, AccessionProtocolSigned")]
    [InlineData("PfpJoined 1994, MapGranted 1995, Invitation 1996, AccessionProtocolSigned 1997, Acceded 2023", "")]
    // Steps after the last recorded one may still come; only steps before it were skipped.
    [InlineData("PfpJoined 1994", "")]
    [InlineData("PfpJoined 1994, ApplicationSubmitted 2022", "MapGranted")]
    // Without a source for a dialogue, there may still have been one.
    [InlineData("PfpJoined 1994, MapGranted 1999", "")]
    public void Skipped_usual_steps_are_listed(string steps, string skipped) =>
        Assert.Equal(skipped, string.Join(", ", Ask([Precedent("AA", Parse(steps))]).Precedents.Single().SkippedSteps));

    [Theory]
    [InlineData("PfpJoined 1995, InvitationBlocked 2008-04-03, DisputeResolved 2018-06-17, Acceded 2020", "2008-04-03 2018-06-17 3727")]
    [InlineData("PfpJoined 1995, InvitationBlocked 2026-05-01", "2026-05-01  31")]
    [InlineData("PfpJoined 1995, MapGranted 2010-04-22, MapActivated 2018-12-05", "2010-04-22 2018-12-05 3149")]
    // If a plan began when it was granted, its activation is not recorded separately.
    [InlineData("PfpJoined 1995, MapGranted 2010-04-22", "")]
    // Blocks before the first step or after accession do not count.
    [InlineData("InvitationBlocked 1990, DisputeResolved 1995, PfpJoined 1995", "")]
    [InlineData("PfpJoined 1995, Acceded 2000, InvitationBlocked 2000", "")]
    public void Blocked_periods_are_listed(string steps, string spans) => Assert.Equal(
        spans, string.Join(", ", Ask([Precedent("AA", Parse(steps))]).Precedents.Single().BlockedPeriods.Select(span => $"{span.ValidFrom} "
        + $"{span.ValidTo} {span.Days}")));

    [Fact]
    public void A_plan_that_was_activated_later_was_blocked_until_then()
    {
        var bosnia = Precedent("BA", Parse("PfpJoined 2006-12-14, MapGranted 2010-04-22, MapActivated 2018-12-05"));
        var span = Ask([bosnia], day: "2010-05-22").Precedents.Single().BlockedPeriods.Single();
        Assert.Equal(("2010-04-22", "", 30), (span.ValidFrom, span.ValidTo, span.Days));
    }

    [Fact]
    public void The_progress_of_a_state_follows_from_its_milestones()
    {
        Precedent[] others =
        [
            Precedent("AA", (AccessionStep.PfpJoined, "2000-01-01"), (AccessionStep.Acceded, "2000-01-11")),
            Precedent("BB", (AccessionStep.PfpJoined, "2000-01-01"), (AccessionStep.Acceded, "2010-01-01")),
        ];
        var begun = Stands(
            Milestone("pfp").Moved((MilestoneStatus.InProgress, ""), (MilestoneStatus.Achieved, "2026-05-01")), AccessionStep.PfpJoined);
        var open = Stands(Milestone("accession"), AccessionStep.Acceded);
        Assert.Equal(
            new BenchmarkSubject
            {
                State = "XK",
                FromMilestone = "milestones/pfp",
                FromDate = "2026-05-01",
                ToMilestone = "milestones/accession",
                Days = 31,
                PercentRank = 0.5
            },
            Ask([.. others, begun, open]).Subject);

        var there = Stands(
            Milestone("accession").Moved((MilestoneStatus.InProgress, ""), (MilestoneStatus.Achieved, "2026-05-06")),
            AccessionStep.Acceded);
        Assert.Equal(
            new BenchmarkSubject
            {
                State = "XK",
                FromMilestone = "milestones/pfp",
                FromDate = "2026-05-01",
                ToMilestone = "milestones/accession",
                ToDate = "2026-05-06",
                Days = 5,
                PercentRank = 0
            },
            Ask([.. others, begun, there]).Subject);

        // If the day of a status is unknown, so is the duration.
        var unknown = Stands(
            Milestone("accession").Moved((MilestoneStatus.InProgress, ""), (MilestoneStatus.Achieved, "")), AccessionStep.Acceded);
        unknown.Transitions[^1].AttestedOn = "2026-05-30";
        Assert.False(Ask([.. others, begun, unknown]).Subject.HasDays);
        Assert.Equal(new BenchmarkSubject { State = "XK", ToMilestone = "milestones/accession" }, Ask([.. others, open]).Subject);
    }

    [Theory]
    [InlineData(AccessionStep.AccessionProtocolSigned, "AL 266, FI 273, HR 266, ME 382, MK 415, SE 611", 266, 611)]
    [InlineData(AccessionStep.PfpJoined, "AL 5516, FI 10557, HR 3233, ME 3826, MK 8899, SE 10895", 3233, 10895)]
    public void The_seeds_show_the_durations_of_the_members(AccessionStep from, string days, int min, int max)
    {
        var answer = QueryRunner.Seeds().Ask(BenchmarkPrecedents.Query, new() { FromStep = from, ToStep = AccessionStep.Acceded });
        Assert.Equal(days, string.Join(", ", answer.Precedents.Where(country => !country.Incomplete).Select(Text)));
        Assert.Equal((6, min, max), (answer.Duration.SampleSize, answer.Duration.MinDays, answer.Duration.MaxDays));
    }

    [Fact]
    public void The_seeds_show_skipped_steps_and_blocked_periods()
    {
        var countries = QueryRunner.Seeds().Ask(
            BenchmarkPrecedents.Query, new() { FromStep = AccessionStep.PfpJoined, ToStep = AccessionStep.Acceded }).Precedents;
        Assert.Equal(
            ["FI MapGranted", "GE MapGranted", "SE MapGranted", "UA MapGranted"],
            countries.Where(country => country.SkippedSteps.Count > 0)
                .Select(country => $"{country.State} {string.Join(", ", country.SkippedSteps)}"));
        Assert.Equal(
            ["BA 2010-04-22 2018-12-05", "MK 2008-04-03 2018-06-17"],
            countries.SelectMany(country => country.BlockedPeriods.Select(span => $"{country.State} {span.ValidFrom} {span.ValidTo}")));
        Assert.Equal(["BA", "GE", "RS", "UA"], countries.Where(country => country.Incomplete).Select(country => country.State));
    }

    [Fact]
    public void On_an_earlier_day_no_country_had_made_later_progress()
    {
        var answer = QueryRunner.Seeds("2020-03-26").Ask(
            BenchmarkPrecedents.Query, new() { FromStep = AccessionStep.PfpJoined, ToStep = AccessionStep.Acceded });
        Assert.Equal(["AL", "HR", "ME"], answer.Precedents.Where(country => !country.Incomplete).Select(country => country.State));
        Assert.Equal(3, answer.Duration.SampleSize);
    }

    static BenchmarkPrecedentsResponse Ask(IEnumerable<Google.Protobuf.IMessage> resources, string subject = "", string day = "") =>
        QueryRunner.World(new InMemoryResources([.. resources, .. States("AA", "XK")]), day.Length > 0 ? Day(day) : Today).Ask(
            BenchmarkPrecedents.Query, new() { FromStep = AccessionStep.PfpJoined, ToStep = AccessionStep.Acceded, Subject = subject });

    static Precedent Precedent(string code, params IEnumerable<(AccessionStep Step, string On)> steps) => new()
    {
        Name = $"precedents/{code}",
        Outcome = PrecedentOutcome.InProgress,
        Steps = { steps.Select(step => new PrecedentStep { Step = step.Step, Date = step.On, Evidence = Cited() }) },
    };

    static IEnumerable<(AccessionStep, string)> Parse(string steps) =>
        steps.Split(", ").Select(step => step.Split(' ')).Select(step => (Enum.Parse<AccessionStep>(step[0]), step[1]));

    static Milestone Stands(Milestone milestone, AccessionStep step)
    {
        milestone.AccessionStep = step;
        milestone.Subject = "XK";
        return milestone;
    }

    static string Text(PrecedentBenchmark country) => $"{country.State} {country.Days}{(country.Incomplete ? " open" : "")}";
}
