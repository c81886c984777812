using KosovoNato.Assumptions.V1;
using KosovoNato.Criteria.V1;
using KosovoNato.Kernel;
using KosovoNato.Milestones.Queries;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using static KosovoNato.Services.Tests.Milestones.Queries.QueryRunner;

namespace KosovoNato.Services.Tests.Milestones.Queries;

/// <summary>Typical queries on the seeds, by default on the day of their collection.</summary>
public sealed class SeedQueryTests
{
    [Fact]
    public void The_seeds_give_the_expected_ready_milestones()
    {
        var ready = Seeds().Ask(ListReadyMilestones.Query, new());
        Assert.Equal(
            [
                "milestones/cap-saritc-2018", "milestones/cap-saritc-expansion", "milestones/coe-hosts", "milestones/coe-needs",
                "milestones/council-of-europe-application", "milestones/defence-reforms", "milestones/diplomatic-campaign",
                "milestones/early-election-2026", "milestones/governance-transparency", "milestones/government-2026",
                "milestones/interoperability", "milestones/isf-gaza", "milestones/ksf-multiethnic", "milestones/ksf-phase-2",
                "milestones/ksf-professionalization", "milestones/ops-special-training",
                "milestones/political-stability", "milestones/reconciliation", "milestones/rule-of-law",
            ],
            Ids(ready.Milestones));
        Assert.Equal(("2025-12-23", 7), (ready.AsOf, ready.Revision.Number));
        Assert.Equal(
            ["milestones/defence-reforms", "milestones/ksf-multiethnic", "milestones/ksf-phase-2", "milestones/ksf-professionalization"],
            Ids(Seeds().Ask(ListReadyMilestones.Query, new() { Track = "tracks/ksf" }).Milestones));
    }

    [Theory]
    [InlineData("2025-12-31", "milestones/cap-saritc-2018")]
    [InlineData("2026-01-01", "milestones/cap-saritc-2018, milestones/ksf-phase-2")]
    public void The_seeds_give_the_expected_overdue_milestones(string day, string overdue) =>
        Assert.Equal(overdue, string.Join(", ", Ids(Seeds(day).Ask(GetReadiness.Query, new() { OverdueOnly = true }).Milestones)));

    [Fact]
    public void The_seeds_give_the_expected_path_to_accession_and_the_durations_of_precedents()
    {
        var answer = Seeds().Ask(GetCriticalPath.Query, new() { Goal = "milestones/path-accession" });
        Assert.Equal(
            [
                "milestones/diplomatic-campaign", "milestones/path-consensus-pfp", "milestones/path-pfp", "milestones/path-map",
                "milestones/path-political-dialogue", "milestones/path-invitation",
                "milestones/path-protocol",
                "milestones/path-ratification", "milestones/path-accession",
            ],
            Ids(answer.Path));
        Assert.Equal(
            [
                "milestones/path-pfp milestones/path-map 5: 719 1225 1874",
                "milestones/path-map milestones/path-invitation 4: 2151 2734 7041",
                "milestones/path-invitation milestones/path-protocol 6: 6 97 210",
                "milestones/path-protocol milestones/path-ratification 5: 223 356 601",
                "milestones/path-ratification milestones/path-accession 5: 5 10 43",
            ],
            answer.Legs.Select(Text));
        Assert.Equal(
            ["milestones/diplomatic-campaign", "milestones/path-consensus-pfp", "milestones/path-pfp"], answer.UnmeasuredMilestones);
        Assert.Equal(4, answer.MeasuredDuration.SampleSize);
        Assert.Equal(answer.Legs.Sum(leg => leg.Duration.MedianDays), answer.MeasuredDuration.MedianDays);
    }

    [Fact]
    public void The_seeds_give_the_expected_unlocks_of_the_partnership_for_peace()
    {
        var answer = Seeds().Ask(AssessUnlocks.Query, new() { Milestone = "milestones/path-pfp" });
        Assert.Equal(["milestones/path-intensified-dialogue"], Ids(answer.Unlocked));
        Assert.Equal(["milestones/path-map"], Ids(answer.BroughtCloser));
        Assert.DoesNotContain("milestones/path-pfp", answer.BroughtCloser[0].WaitingFor);
        Assert.Empty(answer.AchievedConditions);
    }

    [Fact]
    public void The_seeds_give_the_expected_changes_if_two_members_recognized()
    {
        var world = Seeds("", QueryRunner.Recognizes("GR"), QueryRunner.Recognizes("SK"));
        var changed = world.Ask(GetReadiness.Query, new() { ChangedByAssumptionsOnly = true }).Milestones;
        var nato = changed.Single(milestone => milestone.Milestone == "milestones/recognition-nato");
        Assert.Equal((30, 32, Truth.False), (nato.Criterion.MetCount, nato.Criterion.TotalCount, nato.Criterion.Truth));
        Assert.Equal(["ES", "RO"], nato.Criterion.Missing);
        Assert.Equal(
            (24, 27), changed.Where(milestone => milestone.Milestone == "milestones/recognition-eu")
                .Select(milestone => (milestone.Criterion.MetCount, milestone.Criterion.TotalCount)).Single());
        var consensus = changed.Single(milestone => milestone.Milestone == "milestones/path-consensus-pfp");
        Assert.Equal(["ES", "RO"], consensus.OpenBlockers.Select(blocker => blocker.Origin));
        Assert.Equal(["ES", "RO"], consensus.PreventedBy.Single().BlockingStates);
        Assert.Equal(
            new StatusAndReadiness { Status = MilestoneStatus.Proposed, Readiness = Readiness.Blocked }, consensus.WithoutAssumptions);
        Assert.DoesNotContain("milestones/kfor", Ids(changed));
    }

    [Fact]
    public void The_seeds_give_the_expected_changes_if_all_members_recognized()
    {
        var world = Seeds(
            "", QueryRunner.Recognizes("ES"), QueryRunner.Recognizes("GR"), QueryRunner.Recognizes("RO"), QueryRunner.Recognizes("SK"));
        Assert.Equal(
            (MilestoneStatus.Achieved, "2025-12-23"),
            (world.Get("milestones/recognition-nato").Status, world.Get("milestones/recognition-nato").AchievedOn));
        Assert.Empty(world.Get("milestones/path-consensus-pfp").Outlook.OpenBlockerIds);
        Assert.Equal(Readiness.Waiting, world.Get("milestones/path-consensus-pfp").Outlook.Readiness);
    }

    [Theory]
    [InlineData("milestones/recognition-nato", "ES, GR, RO, SK")]
    [InlineData("milestones/a5-member", "BA")]
    [InlineData("milestones/kfor", "")]
    public void The_seeds_give_the_expected_smallest_change(string id, string codes)
    {
        var change = Single(Seeds(), id).SmallestChange;
        Assert.Equal(codes, string.Join(", ", change.Select(CodeOf).Order(StringComparer.Ordinal)));
        if (codes.Length > 0)
        {
            Assert.Equal(Truth.True, Seeds("", [.. change]).Get(id).Outlook.Criterion.Truth);
        }
    }

    [Fact]
    public void A_response_names_its_supporting_facts()
    {
        var bases = Single(Seeds(), "milestones/path-consensus-pfp").SupportingFacts;
        Assert.Contains(
            bases, basis => basis is { Service: "milestones", Name: "milestones/diplomatic-campaign", Assumed: false, Revision: 7 });
        Assert.Contains(bases, basis => basis is { Service: "recognitions", Name: "recognitions/ES-XK", Assumed: false });
        Assert.Equal(bases.Count, bases.Select(basis => basis.Name).Distinct().Count());
        Assert.All(bases, basis => Assert.NotEmpty(basis.Statement));

        var supposed = Single(Seeds("", QueryRunner.Recognizes("ES")), "milestones/path-consensus-pfp").SupportingFacts;
        Assert.Equal(["recognitions/ES-XK"], supposed.Where(basis => basis.Assumed).Select(basis => basis.Name));
        // For several milestones, a caller has to request the supporting facts explicitly.
        Assert.All(Seeds().Ask(GetReadiness.Query, new()).Milestones, milestone => Assert.Empty(milestone.SupportingFacts));
        Assert.Equal(
            bases, Seeds().Ask(GetReadiness.Query, new() { IncludeSupportingFacts = true }).Milestones.Single(
                milestone => milestone.Milestone == "milestones/path-consensus-pfp").SupportingFacts);
    }

    [Fact]
    public void Supporting_facts_of_several_milestones_are_returned_on_request()
    {
        var world = Seeds();
        IEnumerable<MilestoneReadiness> Listed(bool explain) =>
        [
            .. world.Ask(ListReadyMilestones.Query, new() { IncludeSupportingFacts = explain }).Milestones,
            .. world.Ask(GetCriticalPath.Query, new() { Goal = "milestones/path-accession", IncludeSupportingFacts = explain }).Path,
        ];
        Assert.All(Listed(explain: false), milestone => Assert.Empty(milestone.SupportingFacts));
        Assert.All(Listed(explain: true), milestone =>
            Assert.Equal(Single(world, milestone.Milestone).SupportingFacts, milestone.SupportingFacts));
        var unlocked = world.Ask(AssessUnlocks.Query, new() { Milestone = "milestones/path-pfp", IncludeSupportingFacts = true });
        Assert.All(unlocked.Unlocked.Concat(unlocked.BroughtCloser), milestone =>
            Assert.Equal(["milestones/path-pfp"], milestone.SupportingFacts.Where(basis => basis.Assumed).Select(basis => basis.Name)));
    }

    [Fact]
    public void The_durations_of_legs_follow_from_their_supporting_facts()
    {
        var answer = Seeds().Ask(GetCriticalPath.Query, new() { Goal = "milestones/path-accession", IncludeSupportingFacts = true });
        Assert.All(answer.Legs, leg =>
        {
            int[] days = [
                .. leg.SupportingFacts.Select(
                    basis => basis.Statement.Split(", ").Select(step => PartialDate.Parse(step.Split(" on ")[1]).First).ToArray())
                .Select(steps => steps[1].DayNumber - steps[0].DayNumber).Order()];
            Assert.Equal((leg.Duration.SampleSize, leg.Duration.MinDays, leg.Duration.MaxDays), (days.Length, days[0], days[^1]));
            Assert.All(leg.SupportingFacts, basis => Assert.Equal(("milestones", 7L), (basis.Service, basis.Revision)));
        });
        Assert.All(Seeds().Ask(GetCriticalPath.Query, new() { Goal = "milestones/path-accession" }).Legs,
            leg => Assert.Empty(leg.SupportingFacts));
    }

    [Fact]
    public void The_seeds_give_the_expected_progress_of_each_track()
    {
        var tracks = Seeds().Ask(GetReadiness.Query, new()).Tracks;
        Assert.Equal(
            SeedFacts.All.List<Track>().OrderBy(track => track.DisplayOrder).Select(track => track.Name),
            tracks.Select(track => track.Track));
        Assert.Equal((72, 19), (tracks.Sum(track => track.Total + track.StandingConditions), tracks.Sum(track => track.Ready)));
        Assert.Equal(26, tracks.Sum(track => track.Achieved + track.StandingConditionsMet));
    }

    [Fact]
    public void The_seeds_give_the_expected_centres_for_the_needs()
    {
        var answer = Seeds().Ask(
            MatchCentres.Query, new() { Needs = { "cyber-defence", "submarines", "disaster-response", "crisis-management" } });
        Assert.Equal("centres/cmdr-coe", answer.Matches[0].Centre.Name);
        Assert.Equal(["disaster-response", "crisis-management"], answer.Matches[0].MatchedNeeds);
        Assert.Equal(
            RecognitionStatus.Recognized, answer.Matches.Single(match => match.Centre.Name == "centres/ccdcoe").HostRecognitionStatus);
        Assert.Equal(["submarines"], answer.UnmatchedNeeds);
    }

    [Theory]
    [InlineData("2012-02-01", 24, 28)]
    [InlineData("2025-12-23", 28, 32)]
    public void The_seeds_give_the_expected_milestones_of_an_earlier_day(string day, int met, int total)
    {
        var nato = Single(Seeds(day), "milestones/recognition-nato").Criterion;
        Assert.Equal((met, total), (nato.MetCount, nato.TotalCount));
    }

    /// <summary>Even extreme days get a response, also with every kind of assumption on that day.</summary>
    [Theory]
    [InlineData("1000-01-01")]
    [InlineData("9999-12-31")]
    public void Every_day_gets_a_response(string day)
    {
        Assumption[] all =
        [
            QueryRunner.Recognizes("ES", day), Withdraws("AL"),
            new() { Membership = new() { Organization = "organizations/nato", State = "XK" }, ValidFrom = day },
            new() { Membership = new() { Organization = "organizations/nato", State = "DE", Ended = true } },
            new() { Position = new() { Organization = "organizations/nato", Decision = "GRANT_MAP", State = "GR",
                Stance = AssumedStance.NoObjection } },
            new() { Outcome = new() { Organization = "organizations/nato", Decision = "INVITE_ACCESSION",
                Outcome = AssumedOutcome.Adopted } },
            new() { Ratification = new() { State = "AL" } }, Reaches("path-pfp"),
            Reaches("recognition-nato", MilestoneStatus.Regressed, day),
            new() { Blocker = new() { Milestone = "milestones/path-map" } },
            new() { Observation = new() { Indicator = "indicators/kfor-troops", Value = 5_000 } },
            new() { Agreement = new() { Centre = "centres/ccdcoe" } }, new() { Partnership = new() { Partnership = "partnerships/XK-DE" } },
        ];
        var world = Seeds(day, all);
        Assert.Equal(72, world.Ask(GetReadiness.Query, new()).Milestones.Count);
        Assert.Equal(MilestoneStatus.Achieved, world.Get("milestones/path-pfp").Status);
        Assert.NotEmpty(Single(world, "milestones/path-map").SupportingFacts);
        Assert.NotEmpty(world.Ask(GetCriticalPath.Query, new() { Goal = "milestones/path-accession" }).Path);
    }

    static MilestoneReadiness Single(MilestoneScenario world, string id) =>
        world.Ask(GetReadiness.Query, new() { Milestone = id }).Milestones.Single();

    static string CodeOf(Assumption assumption) =>
        assumption.FactCase == Assumption.FactOneofCase.Recognition ? assumption.Recognition.Recognizer : assumption.Position.State;

    static IEnumerable<string> Ids(IEnumerable<MilestoneReadiness> milestones) => milestones.Select(milestone => milestone.Milestone);

    static string Text(PathLeg leg) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{leg.FromMilestone} {leg.ToMilestone} {leg.Duration.SampleSize}: {leg.Duration.MinDays} {leg.Duration.MedianDays} "
            + $"{leg.Duration.MaxDays}");
}
