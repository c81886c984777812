using Google.Rpc;
using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;
using KosovoNato.Milestones.V1;
using KosovoNato.Serving.Reads;
using KosovoNato.Serving.ValidTime;
using KosovoNato.Storage;
using KosovoNato.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace KosovoNato.Platform.Tests.Serving;

/// <summary>Reads with <c>as_of</c> and <c>known_at</c>.</summary>
public sealed class AsOfReadTests(SharedStores stores)
{
    readonly AsOfTitles dated = new();
    readonly RandomHistory history = new(11);

    [Fact]
    public async Task A_get_a_batch_get_and_a_list_respond_for_the_day_and_the_known_at_revision()
    {
        await using var instance = await StartAsync(200);
        foreach (var known in (KnownAt?[])[null, new() { Revision = 200 }, new() { Revision = 37 }])
        {
            var state = history.Seen[known?.Revision ?? 200];
            foreach (var (asOf, reading) in (ValueTuple<string, PartialDateMode>[])[
                ("", PartialDateMode.Unspecified), ("2012-03-04", PartialDateMode.Unspecified), ("2012-03-04", PartialDateMode.Certain)])
            {
                var expected = Expected(state, asOf, reading);
                var list = await ListAsync(instance, new() { AsOf = asOf, PartialDateMode = reading, KnownAt = known, PageSize = 1_000 });
                Assert.Equal(expected, list.Milestones);
                Assert.Equal(state.Revision, list.Revision.Number);

                var batch = await instance.Get<ReadHandler>().BatchGetAsync<BatchGetRequest, BatchGetResponse>(
                    new() { AsOf = asOf, PartialDateMode = reading, KnownAt = known }, [.. expected.Select(m => m.Name)], new FakeCall());
                Assert.Equal(expected, batch.Resources.Select(r => r.Milestone));

                var get = await instance.Get<ReadHandler>().GetAsync<GetMilestoneResponse>(
                    new GetMilestoneRequest { AsOf = asOf, PartialDateMode = reading, KnownAt = known }, MilestoneType, expected[0].Name,
                    new FakeCall());
                Assert.Equal(expected[0], get.Milestone);
                Assert.Equal(state.RevisionToken, get.Revision.Token);
            }
        }
    }

    [Fact]
    public async Task A_filter_sees_each_resource_as_it_was_on_the_day()
    {
        await using var instance = await StartAsync(100);
        var list = await ListAsync(instance, new() { AsOf = "2012-03-14", PageSize = 1_000 }, IsAhead);
        var expected = Expected(instance.Replica.Current, "2012-03-14", PartialDateMode.Unspecified).Where(IsAhead).ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, list.Milestones);
        static bool IsAhead(Milestone milestone) => milestone.Title.Contains("ahead", StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_pages_come_from_one_revision_and_a_page_token_is_bound_to_its_arguments()
    {
        await using var instance = await StartAsync(1_300, ("Store:MaxTailRevisions", "1000"));
        var request = new ListMilestonesRequest { AsOf = "2012-03-04", KnownAt = new() { Revision = 130 }, PageSize = 4 };
        var read = new List<Milestone>();
        while (true)
        {
            var page = await ListAsync(instance, request);
            read.AddRange(page.Milestones);
            Assert.Equal(130, page.Revision.Number);
            if (page.NextPageToken.Length == 0)
            {
                break;
            }

            request.PageToken = page.NextPageToken;
            await history.WriteAsync(instance, 1);
            foreach (var other in (ListMilestonesRequest[])
                [
                    new(request) { AsOf = "2012-03-05" }, new(request) { PartialDateMode = PartialDateMode.Certain },
                    new(request) { KnownAt = new() { Revision = 131 } }, new(request) { KnownAt = null },
                ])
            {
                Assert.Equal(ErrorReason.TokenInvalid, (await Assert.ThrowsAsync<ApiException>(() => ListAsync(instance, other))).Reason);
            }
        }

        Assert.Equal(Expected(history.Seen[130], "2012-03-04", PartialDateMode.Unspecified), read);
    }

    [Fact]
    public async Task Reading_the_same_day_again_computes_nothing()
    {
        await using var instance = await StartAsync(100);
        var first = await ListAsync(instance, new() { AsOf = "2012-03-04", PageSize = 1_000 });
        var asked = dated.Asked;
        Assert.Equal(
            first, await ListAsync(instance, new() { AsOf = "2012-03-04", PartialDateMode = PartialDateMode.Possible, PageSize = 1_000 }));
        Assert.Equal(asked, dated.Asked);
    }

    [Fact]
    public async Task All_days_between_two_dates_are_computed_once()
    {
        await using var instance = await StartAsync(100);
        var computed = new List<int>();
        foreach (var day in (string[])["2012-03-09", "2012-03-10", "2012-03-11", "2012-03-13", "2012-03-14", "2012-03-15", "2012-03-10"])
        {
            var before = dated.Asked;
            var list = await ListAsync(instance, new() { AsOf = day, PageSize = 1_000 });
            computed.Add(dated.Asked - before);
            Assert.Equal(Expected(instance.Replica.Current, day, PartialDateMode.Unspecified), list.Milestones);
        }

        // Intervals of equal days are known only from the second day on.
        var all = computed[0];
        Assert.Equal([all, all, 0, 0, all, all, 0], computed);
    }

    [Fact]
    public async Task No_more_than_sixteen_views_are_kept()
    {
        await using var instance = await StartAsync(40);
        var views = instance.Get<AsOfViewCache>();
        var states = history.Seen.Values.Take(40).ToList();
        List<AsOfView> Of() => [.. states.Select(state => views.Of(state, "2012-03-04", PartialDateMode.Possible)!)];
        Assert.InRange(Of().Zip(Of()).Count(pair => ReferenceEquals(pair.First, pair.Second)), 0, 16);
        Assert.Same(
            views.Of(states[^1], "2012-03-04", PartialDateMode.Possible), views.Of(states[^1], "2012-03-04", PartialDateMode.Possible));
    }

    [Fact]
    public async Task Resources_that_the_day_does_not_change_are_sent_as_stored()
    {
        await using var instance = await StartAsync(100);
        var view = instance.Get<AsOfViewCache>().Of(instance.Replica.Current, "2012-03-04", PartialDateMode.Possible)!;
        var records = instance.Replica.Current.OwnResources.ToList();
        Assert.Contains(records, record => !ReferenceEquals(record, view.Of(record)));
        Assert.All(records.Where(IsOdd), record => Assert.Same(record, view.Of(record)));
        static bool IsOdd(KosovoNato.Storage.ResourceVersion record) => int.Parse(record.As<Milestone>().Title, null) % 2 == 1;
    }

    [Fact]
    public async Task Versions_recorded_after_known_at_are_left_out()
    {
        await using var instance = await StartAsync(300);
        var name = history.Seen[150].OwnResources.First().Name;
        var versions = await instance.Get<ReadHandler>().ListRevisionsAsync(
            new ListRevisionsRequest { Name = name, KnownAt = new() { Revision = 150 }, PageSize = 1_000 }, name, new FakeCall());
        var expected = history.Seen.Values.Where(s => s.Revision <= 150).Select(s => s.Find(name))
            .OfType<KosovoNato.Storage.ResourceVersion>()
            .Select(record => record.Revision).Distinct().OrderDescending();
        Assert.Equal(expected, versions.Page.Select(version => version.Meta.Revision));
        Assert.Equal((150, false), (versions.Revision.Number, versions.IsCompacted));
    }

    [Fact]
    public async Task All_violations_are_reported_at_once()
    {
        await using var instance = await StartAsync(1);
        var wrong = new ListMilestonesRequest
        {
            PageSize = -1,
            AsOf = "2012",
            PartialDateMode = (PartialDateMode)7,
            KnownAt = new()
            {
                Time = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(
                TimeProvider.System.GetUtcNow().AddHours(1))
            },
        };
        await AssertViolationsAsync(() => ListAsync(instance, wrong), "page_size", "known_at.time", "as_of", "partial_date_mode");
        await AssertViolationsAsync(() => ListAsync(instance, new() { KnownAt = new() }), "known_at");
        await AssertViolationsAsync(() => ListAsync(instance, new() { KnownAt = new() { Revision = -1 } }), "known_at.revision");
        await AssertViolationsAsync(() => ListAsync(instance, new() { KnownAt = new() { Time = new() { Nanos = -1 } } }), "known_at.time");
        await AssertViolationsAsync(
            () => instance.Get<ReadHandler>().GetAsync<GetMilestoneResponse>(
                new GetMilestoneRequest { AsOf = "2012-02-30" }, MilestoneType, "tracks/a", new FakeCall()), "name", "as_of");
        await AssertViolationsAsync(
            () => instance.Get<ReadHandler>().BatchGetAsync<BatchGetRequest, BatchGetResponse>(
                new() { AsOf = "-" }, ["milestones/a", "no name"], new FakeCall()), "names[1]", "as_of");
        await AssertViolationsAsync(() => ListAsync(instance, new() { PartialDateMode = PartialDateMode.Certain }), "partial_date_mode");
        await AssertViolationsAsync(
            () => ListAsync(instance, new() { Consistency = new() { FullyConsistent = false } }), "consistency.fully_consistent");
    }

    async Task<Instance> StartAsync(int revisions, params (string, string)[] settings)
    {
        var instance = await Instance.StartAsync(
            RandomHistory.Schema, services => services.AddSingleton(dated.Resources), (await stores.Of(StoreBackend.Redis)).Configuration,
            StoreServer.FreshPrefix(), settings);
        await history.WriteAsync(instance, revisions);
        return instance;
    }

    static ResourceType MilestoneType => RandomHistory.Schema.TypeOf<Milestone>();

    static List<Milestone> Expected(Snapshot state, string asOf, PartialDateMode reading)
    {
        var stored = state.List<Milestone>();
        return asOf.Length == 0
            ? [.. stored]
            : [.. stored.Select(
                m => (Milestone)new AsOfTitles().On(
                    state, DateOnly.Parse(asOf, null), reading == PartialDateMode.Unspecified ? PartialDateMode.Possible : reading)(m))];
    }

    static Task<ListMilestonesResponse> ListAsync(
        Instance instance, ListMilestonesRequest request, Func<Milestone, bool>? matches = null) =>
        instance.Get<ListHandler>().ListAsync<ListMilestonesRequest, ListMilestonesResponse>(request, new FakeCall(),
            new(MilestoneType) { Matches = matches is null ? null : record => matches(record.As<Milestone>()) }).WithinAsync(30);

    static async Task AssertViolationsAsync(Func<Task> call, params string[] fields)
    {
        var refusal = await Assert.ThrowsAsync<ApiException>(call);
        Assert.Equal(ErrorReason.InvalidRequest, refusal.Reason);
        var details = refusal.ToRpcException().GetRpcStatus()!.GetDetail<BadRequest>()!;
        Assert.Equal(fields, details.FieldViolations.Select(violation => violation.Field));
    }
}
