using KosovoNato.Errors.V1;
using KosovoNato.Milestones.V1;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Api;

public sealed class ReadApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Milestones_are_filtered_by_every_field() => OnRoad(async service =>
    {
        Assert.Equal(["a", "b", "c"], await Ids(new()));
        Assert.Equal(["b"], await Ids(new() { Tracks = { "tracks/u" } }));
        Assert.Equal(
            ["a", "b"], await Ids(new() { Tracks = { "tracks/u", "tracks/t" }, Kinds = { MilestoneKind.Event, MilestoneKind.Phase } }));
        Assert.Equal(["a"], await Ids(new() { Statuses = { MilestoneStatus.Achieved } }));
        Assert.Equal(["a", "c"], await Ids(new() { Readiness = { Readiness.Blocked, Readiness.Done } }));
        Assert.Equal(["c"], await Ids(new() { BlockedBy = { "XKX" } }));
        Assert.Equal([], await Ids(new() { BlockedBy = { "ES" } }));
        Assert.Equal(["b", "c"], await Ids(new() { DependsOn = { "milestones/a" } }));
        Assert.Equal(["b"], await Ids(new() { Confidences = { Confidence.PolicyPaper } }));
        Assert.Equal(["c"], await Ids(new() { Corrected = true }));
        Assert.Equal(["a", "b"], await Ids(new() { Corrected = false }));
        await ErrorAssert.ForFields(
            () => Ids(new()
            {
                Tracks = { Enumerable.Repeat("t", 301) },
                Kinds = { (MilestoneKind)0 },
                Statuses = { (MilestoneStatus)50 },
                Readiness = { (Readiness)50 },
                BlockedBy = { "" },
                DependsOn = { "a b" },
                Confidences = { (Confidence)50 },
            }),
            "filter.tracks", "filter.kinds", "filter.statuses", "filter.readiness", "filter.blocked_by", "filter.depends_on",
            "filter.confidences");

        async Task<IEnumerable<string>> Ids(MilestoneFilter filter) =>
            (await service.Client.ListMilestonesAsync(new() { Filter = filter }, cancellationToken: Cancellation)).Milestones.Select(
                milestone => milestone.Name.Split('/')[1]);
    });

    [Fact]
    public Task Other_lists_are_filtered_by_their_fields() => OnRoad(async service =>
    {
        await service.Situation.CentreAsync("ccdcoe");
        await service.Situation.AgreementAsync("mou", "ccdcoe");
        await service.Situation.PartnershipAsync(
            "XK-DE", new Activity { Kind = ActivityKind.Training, Description = "courses", Evidence = Cited() });
        await service.Situation.WriteAsync(
            new MilestonesWrite
            {
                RegisterIndicator =
                new() { Indicator = new() { Name = "indicators/kfor", DisplayName = "Strength", Unit = "persons", Topic = "forces" } }
            },
            new MilestonesWrite
            {
                RegisterPrecedent =
                new() { Precedent = new() { Name = "precedents/FI", Outcome = PrecedentOutcome.Acceded } }
            });
        var client = service.Client;

        await Select(
            async ids =>
                (await client.ListTracksAsync(new() { Filter = new() { Names = { ids } } }, cancellationToken: Cancellation)).Tracks.Count,
                "t", "v");
        await Select(
            async topic =>
                (await client.ListIndicatorsAsync(
                    new() { Filter = new() { Topics = { topic } } }, cancellationToken: Cancellation)).Indicators.Count, "forces", "coe");
        await Select(
            async outcome =>
                (await client.ListPrecedentsAsync(
                    new() { Filter = new() { Outcomes = { outcome } } }, cancellationToken: Cancellation)).Precedents.Count,
            PrecedentOutcome.Acceded, PrecedentOutcome.Partner);
        await Select(Centres, new CentreFilter { Hosts = { "EE" } }, new() { Hosts = { "LV" } });
        await Select(Centres, new CentreFilter { NatoAccredited = false }, new() { NatoAccredited = true });
        await Select(Centres, new CentreFilter(), new() { Domains = { "cyber" } });
        await Select(
            Agreements, new AgreementFilter { Statuses = { AgreementStatus.Proposed } }, new() { Statuses = { AgreementStatus.Signed } });
        await Select(Agreements, new AgreementFilter { Centres = { "centres/ccdcoe" } }, new() { Centres = { "centres/hybrid" } });
        await Select(Agreements, new AgreementFilter(), new() { States = { "AL" } });
        await Select(Partnerships, new PartnershipFilter { Partners = { "DE" } }, new() { Partners = { "FR" } });
        await Select(
            Partnerships, new PartnershipFilter { Statuses = { PartnershipStatus.Proposed } },
            new() { Statuses = { PartnershipStatus.Ended } });
        await Select(
            Partnerships, new PartnershipFilter { Activities = { ActivityKind.Training } }, new() { Activities = { ActivityKind.Advice } });

        static async Task Select<T>(Func<T, Task<int>> count, T selecting, T other)
        {
            Assert.Equal(1, await count(selecting));
            Assert.Equal(0, await count(other));
        }

        async Task<int> Centres(CentreFilter filter) =>
            (await client.ListCentresAsync(new() { Filter = filter }, cancellationToken: Cancellation)).Centres.Count;
        async Task<int> Agreements(AgreementFilter filter) =>
            (await client.ListAgreementsAsync(new() { Filter = filter }, cancellationToken: Cancellation)).Agreements.Count;
        async Task<int> Partnerships(PartnershipFilter filter) =>
            (await client.ListPartnershipsAsync(new() { Filter = filter }, cancellationToken: Cancellation)).Partnerships.Count;
    });

    [Fact]
    public Task Every_version_of_a_milestone_is_listed_with_its_actor_time_and_reason() => OnRoad(async service =>
    {
        await service.Situation.RetargetAsync("milestones/b", "2031", "a new plan");
        var history = await service.Client.ListRevisionsAsync(new() { Name = "milestones/b" }, cancellationToken: Cancellation);
        Assert.Equal([MilestonesEventType.TargetChanged], history.Revisions[0].EventTypes);
        Assert.Equal(("a new plan", "2031"), (history.Revisions[0].Reason, history.Revisions[0].Resource.Milestone.TargetOn));
        Assert.Equal([MilestonesEventType.MilestoneProposed], history.Revisions[^1].EventTypes);
        Assert.All(history.Revisions, version =>
            Assert.True(version is { Actor.Length: > 0, RequestId.Length: > 0, RecordedAt: not null, CausationId: "" }));
        // Achieving the prerequisite of b was a change of b too, although no caller wrote b.
        Assert.Contains(history.Revisions, version => version.EventTypes.SequenceEqual([MilestonesEventType.ReadinessChanged]));
    });

    [Fact]
    public Task Resources_of_every_type_are_read_from_one_revision() => OnRoad(async service =>
    {
        await service.Situation.PartnershipAsync("XK-DE");
        var answer = await service.Client.BatchGetAsync(
            new() { Names = { "tracks/t", "milestones/a", "partnerships/XKX-DE" } }, cancellationToken: Cancellation);
        Assert.Equal(["t", "Title of a", "DE"], answer.Resources.Select(resource =>
            resource.Track?.DisplayName ?? resource.Milestone?.Title ?? resource.Partnership.Partner));
        await ErrorAssert.For(
            ErrorReason.ResourceNotFound, () => service.Client.BatchGetAsync(
                new() { Names = { "tracks/t", "milestones/x" } }, cancellationToken: Cancellation).ResponseAsync);
        await ErrorAssert.ForFields(
            () => service.Client.GetMilestoneAsync(new() { Name = "tracks/t" }, cancellationToken: Cancellation).ResponseAsync, "name");
    });

    [Fact]
    public Task A_watch_sends_resources_that_match_and_resources_that_no_longer_match() => OnRoad(async service =>
    {
        var filter = new MilestonesFilter
        {
            ResourceTypes = { MilestonesResourceType.Milestone },
            Milestones = new() { Readiness = { Readiness.Blocked } }
        };
        using var watch = service.Client.Watch(new() { Filter = filter }, cancellationToken: Cancellation);
        List<string> seen = [];
        await ReadUntil("end");
        await service.Situation.MoveAsync("milestones/b", MilestoneStatus.InProgress);
        await service.Situation.OpenAsync("milestones/b", Blocker("RS"));
        await ReadUntil("Added milestones/b");
        await service.Situation.ResolveAsync("milestones/c", "b1");
        await ReadUntil("Removed milestones/c");
        Assert.Equal(["Added milestones/c", "end", "Added milestones/b", "Removed milestones/c"], seen);

        async Task ReadUntil(string last)
        {
            while (!seen.Contains(last))
            {
                Assert.True(await watch.ResponseStream.MoveNext(Cancellation).WithinAsync(10));
                var message = watch.ResponseStream.Current;
                seen.AddRange(
                    message.Snapshot.Concat(message.Revisions.SelectMany(revision => revision.Changes))
                        .Select(change => $"{change.Kind} {change.Name}"));
                seen.AddRange(message.SnapshotEnd is null ? [] : ["end"]);
            }
        }
    });

    [Fact]
    public Task A_watch_rejects_an_invalid_filter_and_an_invalid_interval() => OnRoad(async service =>
    {
        var request = new WatchRequest
        {
            Filter = new()
            {
                ResourceTypes = { (MilestonesResourceType)50 },
                Tracks = new() { Names = { "" } },
                Milestones = new() { Kinds = { (MilestoneKind)50 } },
                Indicators = new() { Topics = { "" }, States = { "it" } },
                Precedents = new() { Outcomes = { (PrecedentOutcome)50 } },
                Centres = new() { Hosts = { "ee" } },
                Agreements = new() { States = { "" } },
                Partnerships = new() { Partners = { "de" } },
            },
            BookmarkInterval = new() { Seconds = 61 },
        };
        using var watch = service.Client.Watch(request, cancellationToken: Cancellation);
        await ErrorAssert.ForFields(
            () => watch.ResponseStream.MoveNext(Cancellation), "filter.resource_types", "filter.tracks.names", "filter.milestones.kinds",
            "filter.indicators.topics", "filter.indicators.states",
            "filter.precedents.outcomes", "filter.centres.hosts", "filter.agreements.states", "filter.partnerships.partners",
            "bookmark_interval");
    });

    /// <summary>
    /// Milestone a is achieved. It is required by b, a phase on another track, and by c, a blocked and corrected decision.
    /// </summary>
    Task OnRoad(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await service.Situation.TrackAsync("t");
        await service.Situation.TrackAsync("u");
        await service.Situation.ProposeInAsync(MilestoneStatus.InProgress, Milestone("a"));
        var phase = Milestone("b", MilestoneKind.Phase, dependencies: [Requires("a")]).On("u");
        phase.Evidence = Cited(Confidence.PolicyPaper);
        await service.Situation.ProposeAsync(phase);
        await service.Situation.ProposeAsync(
            Milestone("c", MilestoneKind.Decision, dependencies: [Requires("a")], blockers: [Blocker("XK"), Blocker("ES")]));
        await service.Situation.ResolveAsync("milestones/c", "b2");
        await service.Situation.MoveAsync("milestones/a", MilestoneStatus.Achieved);
        await service.Situation.CorrectAsync(Milestone("c", MilestoneKind.Decision).Titled("Another title"), "title");
        await test(service);
    });
}
