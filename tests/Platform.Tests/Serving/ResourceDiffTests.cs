using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;
using KosovoNato.Milestones.V1;
using KosovoNato.Serving.Reads;
using KosovoNato.Storage;
using KosovoNato.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace KosovoNato.Platform.Tests.Serving;

/// <summary>A diff applied to its base gives its target.</summary>
public sealed class ResourceDiffTests(SharedStores stores)
{
    static readonly BitemporalPoint[] Standpoints =
    [
        new(), new() { KnownAt = new() { Revision = 0 } }, new() { KnownAt = new() { Revision = 40 } },
        new() { KnownAt = new() { Revision = 41 } },
        new() { KnownAt = new() { Revision = 299 } }, new() { AsOf = "2012-03-04" },
        new() { AsOf = "2012-03-04", PartialDateMode = PartialDateMode.Certain },
        new() { AsOf = "2012-03-04", KnownAt = new() { Revision = 40 } }, new() { AsOf = "2013-01-01", KnownAt = new() { Revision = 200 } },
    ];

    readonly RandomHistory history = new(21);

    [Theory]
    [InlineData(1_000, false)]
    [InlineData(3, false)]
    [InlineData(1_000, true)]
    [InlineData(3, true)]
    public async Task A_diff_applied_to_one_bitemporal_point_gives_the_other(int pageSize, bool filtered)
    {
        await using var instance = await StartAsync(300);
        Func<Milestone, bool>? matches = filtered ? milestone => milestone.Title[0] is '1' or '2'
            && !milestone.Title.EndsWith("29", StringComparison.Ordinal) : null;
        foreach (var from in Standpoints)
        {
            foreach (var to in Standpoints)
            {
                var (before, after) = (SeenFrom(from, matches), SeenFrom(to, matches));
                var changes = await DiffAsync(instance, new() { Base = from, Target = to, PageSize = pageSize }, matches);
                Assert.Equal(changes.Select(c => c.Name).Order(StringComparer.Ordinal), changes.Select(c => c.Name));
                foreach (var change in changes)
                {
                    Apply(change, before);
                }

                Assert.Equal(after, before);
            }
        }
    }

    [Fact]
    public async Task A_change_has_the_versions_and_the_previous_resource()
    {
        await using var instance = await StartAsync(300);
        var (from, to) = (history.Seen[100], history.Seen[290]);
        var changes = await DiffAsync(
            instance, new() { Base = new() { KnownAt = new() { Revision = 100 } }, Target = new() { KnownAt = new() { Revision = 290 } } },
            null);
        Assert.NotEmpty(changes);
        foreach (var change in changes)
        {
            Assert.Equal(to.Find(change.Name)!.Revision, change.Revision);
            Assert.Equal(from.Find(change.Name)?.Revision ?? 0, change.PreviousRevision);
            Assert.Equal(from.Find<Milestone>(change.Name), change.Previous?.Milestone);
            Assert.InRange(change.Revision, 101, 290);
        }

        Assert.Equal(
            to.OwnResources.Where(record => record.Revision > 100).Select(record => record.Name), changes.Select(change => change.Name));
    }

    [Fact]
    public async Task All_pages_compare_the_two_revisions_of_the_first_page()
    {
        await using var instance = await StartAsync(200);
        var request = new DiffRequest { Base = new() { KnownAt = new() { Revision = 50 } }, PageSize = 2 };
        var whole = await DiffAsync(instance, new(request) { PageSize = 1_000 }, null);
        var pages = new List<MilestonesResourceChange>();
        do
        {
            var page = await PageAsync(instance, request, null);
            Assert.Equal((50, 200), (page.BaseRevision.Number, page.Revision.Number));
            pages.AddRange(page.Changes);
            request.PageToken = page.NextPageToken;
            await history.WriteAsync(instance, 3);
        }
        while (request.PageToken.Length > 0);
        Assert.Equal(whole, pages);
    }

    [Fact]
    public async Task A_page_token_is_rejected_with_arguments_other_than_those_of_its_page()
    {
        await using var instance = await StartAsync(60);
        var request = new DiffRequest { Base = new() { KnownAt = new() { Revision = 10 } }, PageSize = 1 };
        request.PageToken = (await PageAsync(instance, request, null)).NextPageToken;
        Assert.NotEmpty((await PageAsync(instance, new(request) { PageSize = 2 }, null)).Changes);
        DiffRequest[] others =
        [
            new(request) { Base = new() { KnownAt = new() { Revision = 11 } } },
            new(request) { Target = new() { KnownAt = new() { Revision = 50 } } },
            new(request) { Target = new() { AsOf = "2012-03-04" } },
            new(request) { Filter = new() { ResourceTypes = { MilestonesResourceType.Milestone } } },
        ];
        foreach (var other in others)
        {
            Assert.Equal(ErrorReason.TokenInvalid, (await Assert.ThrowsAsync<ApiException>(() => PageAsync(instance, other, null))).Reason);
        }
    }

    [Fact]
    public async Task Violations_on_both_sides_are_reported_at_once()
    {
        await using var instance = await StartAsync(1);
        var refusal = await Assert.ThrowsAsync<ApiException>(() => PageAsync(instance, new()
        {
            Base = new() { AsOf = "2012", KnownAt = new() { Revision = -1 } },
            Target = new() { PartialDateMode = (PartialDateMode)9, KnownAt = new() },
            PageSize = -1,
        }, null));
        var fields = refusal.ToRpcException().GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations.Select(
            violation => violation.Field);
        Assert.Equal(["page_size", "base.known_at.revision", "base.as_of", "target.known_at", "target.partial_date_mode"], fields);
        Assert.Equal(ErrorReason.InvalidRequest, (await Assert.ThrowsAsync<ApiException>(() => PageAsync(instance, new(), null))).Reason);
        var ahead = new DiffRequest { Base = new() { KnownAt = new() { Revision = 2 } } };
        Assert.Equal(ErrorReason.RevisionInFuture, (await Assert.ThrowsAsync<ApiException>(() => PageAsync(instance, ahead, null))).Reason);
    }

    async Task<Instance> StartAsync(int revisions)
    {
        var instance = await Instance.StartAsync(RandomHistory.Schema, services => services.AddSingleton(new AsOfTitles().Resources),
            (await stores.Of(StoreBackend.Redis)).Configuration, StoreServer.FreshPrefix());
        await history.WriteAsync(instance, revisions);
        return instance;
    }

    SortedDictionary<string, Milestone> SeenFrom(BitemporalPoint standpoint, Func<Milestone, bool>? matches)
    {
        var state = history.Seen[standpoint.KnownAt?.Revision ?? 300];
        var reading = standpoint.PartialDateMode == PartialDateMode.Unspecified ? PartialDateMode.Possible : standpoint.PartialDateMode;
        var seen = state.List<Milestone>();
        if (standpoint.AsOf.Length > 0)
        {
            seen = seen.Select(m => (Milestone)new AsOfTitles().On(state, DateOnly.Parse(standpoint.AsOf, null), reading)(m));
        }

        return new(seen.Where(m => matches?.Invoke(m) ?? true).ToDictionary(m => m.Name), StringComparer.Ordinal);
    }

    static void Apply(MilestonesResourceChange change, SortedDictionary<string, Milestone> state)
    {
        switch (change.Kind)
        {
            case ChangeKind.Added:
                state.Add(change.Name, change.Resource.Milestone);
                break;
            case ChangeKind.Modified:
                Assert.Equal(state[change.Name], change.Previous.Milestone);
                Assert.NotEqual(state[change.Name], change.Resource.Milestone);
                state[change.Name] = change.Resource.Milestone;
                break;
            case ChangeKind.Removed:
                Assert.Equal(state[change.Name], change.Resource.Milestone);
                state.Remove(change.Name);
                break;
            default:
                Assert.Fail($"{change.Kind} is none of the kinds.");
                break;
        }
    }

    static async Task<List<MilestonesResourceChange>> DiffAsync(Instance instance, DiffRequest request, Func<Milestone, bool>? matches)
    {
        var changes = new List<MilestonesResourceChange>();
        var next = new DiffRequest(request);
        do
        {
            var page = await PageAsync(instance, next, matches);
            Assert.True(page.Changes.Count <= request.PageSize || request.PageSize == 0);
            changes.AddRange(page.Changes);
            next.PageToken = page.NextPageToken;
        }
        while (next.PageToken.Length > 0);
        return changes;
    }

    static Task<DiffResponse> PageAsync(Instance instance, DiffRequest request, Func<Milestone, bool>? matches) =>
        instance.Get<DiffHandler>().DiffAsync<DiffRequest, DiffResponse>(
            request, matches is null ? null : (ResourceVersion record) => matches(record.As<Milestone>()), new FieldViolations(),
            new FakeCall()).WithinAsync(30);
}
