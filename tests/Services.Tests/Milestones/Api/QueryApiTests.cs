using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Assumptions.V1;
using KosovoNato.Changes.V1;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel;
using KosovoNato.Milestones.V1;
using KosovoNato.Services.Tests.Milestones.Queries;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Api;

public sealed class QueryApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Assumptions_change_the_response_and_nothing_of_them_is_stored() => OnGate(async service =>
    {
        var before = await AllAsync(service);
        var ready = await service.Client.ListReadyMilestonesAsync(
            new() { Assumptions = { QueryRunner.Recognizes("BA") } }, cancellationToken: Cancellation);
        Assert.Equal(["milestones/a5-member"], ready.Milestones.Select(milestone => milestone.Milestone));
        Assert.Equal(Readiness.Blocked, ready.Milestones[0].WithoutAssumptions.Readiness);
        Assert.Equal(PartialDate.Of(RunningService.Today).ToString(), ready.AsOf);
        Assert.Equal(("recognitions", 1), ready.UpstreamRevisions.Select(followed => (followed.Service, (int)followed.Revision)).Single());

        await service.Client.GetReadinessAsync(
            new() { Assumptions = { QueryRunner.Recognizes("BA"), QueryRunner.Reaches("a5-member") } }, cancellationToken: Cancellation);
        await service.Client.GetCriticalPathAsync(
            new() { Goal = "milestones/a5-member", Assumptions = { QueryRunner.Recognizes("BA") } }, cancellationToken: Cancellation);
        await service.Client.AssessUnlocksAsync(
            new() { Milestone = "milestones/recognition-ba", Assumptions = { QueryRunner.Recognizes("BA") } },
            cancellationToken: Cancellation);
        await service.Client.BenchmarkPrecedentsAsync(
            new()
            {
                FromStep = AccessionStep.PfpJoined,
                ToStep = AccessionStep.Acceded,
                Assumptions = { new Assumption { Ratification = new() { State = "AL" } } }
            }, cancellationToken: Cancellation);
        await service.Client.MatchCentresAsync(
            new() { Needs = { "cyber" }, Assumptions = { new Assumption { Agreement = new() { Centre = "centres/ccdcoe" } } } },
            cancellationToken: Cancellation);
        Assert.Equal(before.ToByteArray(), (await AllAsync(service)).ToByteArray());
        Assert.Empty((await service.Client.ListAgreementsAsync(new(), cancellationToken: Cancellation)).Agreements);
    });

    [Fact]
    public Task A_response_names_the_versions_of_each_service_that_it_depends_on() => OnGate(async service =>
    {
        await service.LearnAsync(5, new KosovoNato.Recognitions.V1.State { Name = "states/ES" });
        var bases = (await service.Client.GetReadinessAsync(
            new() { Milestone = "milestones/a5-member" }, cancellationToken: Cancellation)).Milestones.Single().SupportingFacts;
        Assert.Equal(
            ("recognitions", 1), bases.Where(basis => basis.Name == "recognitions/BA-XK")
                .Select(basis => (basis.Service, (int)basis.Revision)).Single());
        var own = bases.Single(basis => basis.Name == "milestones/recognition-ba");
        var versions = await service.Client.ListRevisionsAsync(new() { Name = own.Name }, cancellationToken: Cancellation);
        Assert.Equal(("milestones", versions.Revisions[0].Revision), (own.Service, own.Revision));
    });

    [Fact]
    public Task A_response_reflects_the_next_recorded_facts() => OnGate(async service =>
    {
        Assert.Equal(["milestones/recognition-ba"], await ReadyAsync(new()));
        await service.LearnAsync(2, Recognized("BA", "2026-02-03"));
        Assert.Equal(["milestones/a5-member"], await ReadyAsync(new()));
        Assert.Equal(["milestones/recognition-ba"], await ReadyAsync(new() { AsOf = "2026-02-02" }));

        async Task<IEnumerable<string>> ReadyAsync(ListReadyMilestonesRequest request) =>
            (await service.Client.ListReadyMilestonesAsync(request, cancellationToken: Cancellation)).Milestones.Select(
                milestone => milestone.Milestone);
    });

    [Fact]
    public Task Pages_come_from_one_revision_and_together_are_the_complete_result() => OnGate(async service =>
    {
        var whole = await service.Client.GetReadinessAsync(new(), cancellationToken: Cancellation);
        var request = new GetReadinessRequest { PageSize = 1 };
        List<MilestoneReadiness> paged = [];
        do
        {
            var page = await service.Client.GetReadinessAsync(request, cancellationToken: Cancellation);
            Assert.Equal((whole.Revision, whole.Tracks), (page.Revision, page.Tracks));
            paged.AddRange(page.Milestones);
            request.PageToken = page.NextPageToken;
            await service.Situation.ProposeAsync(Milestone($"later-{paged.Count}"));
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(whole.Milestones, paged);
        var other = new GetReadinessRequest
        {
            PageSize = 1,
            PageToken = (await service.Client.GetReadinessAsync(new() { PageSize = 1 }, cancellationToken: Cancellation)).NextPageToken,
            OverdueOnly = true
        };
        await ErrorAssert.For(
            ErrorReason.TokenInvalid, () => service.Client.GetReadinessAsync(other, cancellationToken: Cancellation).ResponseAsync);
    });

    [Fact]
    public Task A_missing_resource_is_not_found() => OnGate(async service =>
    {
        var client = service.Client;
        await ErrorAssert.For(
            ErrorReason.ResourceNotFound, () => client.GetReadinessAsync(
                new() { Milestone = "milestones/x" }, cancellationToken: Cancellation).ResponseAsync);
        await ErrorAssert.For(
            ErrorReason.ResourceNotFound, () => client.GetReadinessAsync(
                new() { Track = "tracks/x" }, cancellationToken: Cancellation).ResponseAsync);
        await ErrorAssert.For(
            ErrorReason.ResourceNotFound, () => client.ListReadyMilestonesAsync(
                new() { Track = "tracks/x" }, cancellationToken: Cancellation).ResponseAsync);
        await ErrorAssert.For(
            ErrorReason.ResourceNotFound, () => client.GetCriticalPathAsync(
                new() { Goal = "milestones/x" }, cancellationToken: Cancellation).ResponseAsync);
        var misspelt = await Assert.ThrowsAsync<RpcException>(() => client.GetReadinessAsync(
            new() { Milestone = "A5-MEMBER" }, cancellationToken: Cancellation).ResponseAsync);
        Assert.Contains("Did you mean milestones/a5-member?", misspelt.Status.Detail, StringComparison.Ordinal);
        await ErrorAssert.For(
            ErrorReason.ResourceNotFound, () => client.AssessUnlocksAsync(
                new() { Milestone = "milestones/x" }, cancellationToken: Cancellation).ResponseAsync);
        await ErrorAssert.For(
            ErrorReason.ResourceNotFound, () => client.BenchmarkPrecedentsAsync(
                new() { FromStep = AccessionStep.PfpJoined, ToStep = AccessionStep.Acceded, Subject = "ZZ" },
                cancellationToken: Cancellation).ResponseAsync);
    });

    [Fact]
    public Task An_assumption_about_something_unrecorded_is_rejected_by_every_query() => OnGate(async service =>
    {
        var client = service.Client;
        Assumption[] unknown =
            [QueryRunner.Recognizes("BA"), QueryRunner.Reaches("a5-membre"), new() { Agreement = new() { Centre = "centres/none" } }];
        const string goal = "milestones/a5-member";
        Func<Task>[] queries =
        [
            () => client.GetReadinessAsync(new() { Assumptions = { unknown } }, cancellationToken: Cancellation).ResponseAsync,
            () => client.ListReadyMilestonesAsync(new() { Assumptions = { unknown } }, cancellationToken: Cancellation).ResponseAsync,
            () => client.GetCriticalPathAsync(
                new() { Goal = goal, Assumptions = { unknown } }, cancellationToken: Cancellation).ResponseAsync,
            () => client.AssessUnlocksAsync(
                new() { Milestone = goal, Assumptions = { unknown } }, cancellationToken: Cancellation).ResponseAsync,
            () => client.BenchmarkPrecedentsAsync(
                new() { FromStep = AccessionStep.PfpJoined, ToStep = AccessionStep.Acceded, Assumptions = { unknown } },
                cancellationToken: Cancellation).ResponseAsync,
            () => client.MatchCentresAsync(
                new() { Needs = { "cyber" }, Assumptions = { unknown } }, cancellationToken: Cancellation).ResponseAsync,
        ];
        foreach (var query in queries)
        {
            await ErrorAssert.ForFields(query, "assumptions[1].milestone.milestone", "assumptions[2].agreement.centre");
        }
    });

    [Fact]
    public Task All_violations_of_a_query_are_reported_at_once() => OnGate(async service =>
    {
        var client = service.Client;
        Assumption[] wrong = [new() { Recognition = new() { Recognizer = "ba" }, ValidFrom = "2024" }, new()];
        string[] always = ["as_of", "partial_date_mode", "known_at", "assumptions[0].recognition.recognizer", "assumptions[0].valid_from",
            "assumptions[1]"];
        await ErrorAssert.ForFields(
            () => client.GetReadinessAsync(
                new()
                {
                    Milestone = "a b",
                    Readiness = { (Readiness)50 },
                    PageSize = -1,
                    AsOf = "2024",
                    PartialDateMode = (PartialDateMode)9,
                    KnownAt = new(),
                    Assumptions = { wrong }
                },
                cancellationToken: Cancellation).ResponseAsync,
            [.. always, "milestone", "readiness", "page_size"]);
        await ErrorAssert.ForFields(
            () => client.ListReadyMilestonesAsync(
                new()
                {
                    Track = "a b",
                    PageSize = -1,
                    AsOf = "2024",
                    PartialDateMode = (PartialDateMode)9,
                    KnownAt = new(),
                    Assumptions = { wrong }
                }, cancellationToken: Cancellation).ResponseAsync,
            [.. always, "track", "page_size"]);
        await ErrorAssert.ForFields(
            () => client.GetCriticalPathAsync(
                new() { AsOf = "2024", PartialDateMode = (PartialDateMode)9, KnownAt = new(), Assumptions = { wrong } },
                cancellationToken: Cancellation).ResponseAsync,
            [.. always, "goal"]);
        await ErrorAssert.ForFields(
            () => client.AssessUnlocksAsync(
                new() { AsOf = "2024", PartialDateMode = (PartialDateMode)9, KnownAt = new(), Assumptions = { wrong } },
                cancellationToken: Cancellation).ResponseAsync,
            [.. always, "milestone"]);
        await ErrorAssert.ForFields(
            () => client.BenchmarkPrecedentsAsync(
                new()
                {
                    FromStep = (AccessionStep)50,
                    Subject = "xk",
                    AsOf = "2024",
                    PartialDateMode = (PartialDateMode)9,
                    KnownAt = new(),
                    Assumptions = { wrong }
                }, cancellationToken: Cancellation).ResponseAsync,
            [.. always, "from_step", "to_step", "subject"]);
        await ErrorAssert.ForFields(
            () => client.BenchmarkPrecedentsAsync(
                new() { FromStep = AccessionStep.Acceded, ToStep = AccessionStep.Acceded }, cancellationToken: Cancellation).ResponseAsync,
                "to_step");
        await ErrorAssert.ForFields(
            () => client.MatchCentresAsync(
                new()
                {
                    Needs = { "a b", "cyber" },
                    AsOf = "2024",
                    PartialDateMode = (PartialDateMode)9,
                    KnownAt = new(),
                    Assumptions = { wrong }
                },
                cancellationToken: Cancellation).ResponseAsync,
            [.. always, "needs[0]"]);
        await ErrorAssert.ForFields(() => client.MatchCentresAsync(new(), cancellationToken: Cancellation).ResponseAsync, "needs");
    });

    static async Task<ListMilestonesResponse> AllAsync(RunningService service) =>
        await service.Client.ListMilestonesAsync(new(), cancellationToken: Cancellation);

    /// <summary>A condition on the recognition by BA, and a milestone that requires it and is blocked until BA recognizes.</summary>
    Task OnGate(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await service.Situation.TrackAsync("t");
        await service.Situation.ProposeAsync(Milestone("recognition-ba", MilestoneKind.StandingCondition, Recognizes("BA")));
        await service.Situation.ProposeAsync(
            Milestone("a5-member", dependencies: [Requires("recognition-ba")], blockers: [Blocker("BA", resolvesWhen: Recognizes("BA"))]));
        await service.Situation.CentreAsync("ccdcoe");
        await service.LearnAsync(
            1, [.. States("AL", "BA", "XK"), Recognition("BA", KosovoNato.Recognitions.V1.RecognitionStatus.NotRecognized)]);
        await test(service);
    });
}
