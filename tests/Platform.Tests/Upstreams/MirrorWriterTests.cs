using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Replication.Upstreams;
using KosovoNato.Storage;
using KosovoNato.Storage.Writes;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Upstreams;

/// <summary>A service that has tracks, mirrors the sources of an upstream, and derives the number of sources.</summary>
public sealed class MirrorWriterTests(SharedStores stores)
{
    static readonly string Upstream = new('a', 32);
    static readonly string Restored = new('b', 32);

    static readonly Schema Schema = Schema.For(
        "milestones", MilestonesResource.Descriptor, new MirroredTypes("recognitions", RecognitionsResource.Descriptor, Source.Descriptor));

    static readonly Derivation CountsSources = new(draft =>
    {
        var title = string.Join(' ', draft.Resources.List<Source>().Select(source => source.Title));
        if ((draft.Resources.Find<Milestone>("milestones/known")?.Title ?? "") != title)
        {
            draft.PutDerived(new Milestone { Name = "milestones/known", Title = title }, MilestonesEventType.CriterionChanged);
        }
    });

    readonly string prefix = StoreServer.FreshPrefix();

    public static TheoryData<StoreBackend> Backends => [StoreBackend.Redis, StoreBackend.Embedded];

    [Theory, MemberData(nameof(Backends))]
    public async Task Every_instance_has_the_mirrored_resources_and_their_causation_id(StoreBackend backend)
    {
        await using var instance = await StartAsync(backend);
        await ApplySnapshotAsync(instance, Upstream, 7, ("sources/a", "one"), ("sources/b", "two"));
        await LearnAsync(instance, 8, after: 7, ("sources/b", "three"));

        await using var later = await StartAsync(backend);
        foreach (var state in new[] { instance.Replica.Current, later.Replica.Current })
        {
            Assert.Equal(Position(Upstream, 8), state.UpstreamPositions["recognitions"]);
            Assert.Equal(["one", "three"], state.List<Source>().Select(source => source.Title));
            Assert.Equal("one three", state.Find<Milestone>("milestones/known")!.Title);
        }

        var meta = ChangeEnvelope.Parser.ParseFrom(later.Replica.FindInTail(2)!.Header.Span);
        Assert.Equal($"recognitions/{Upstream}/8", meta.CausationId);
        Assert.Equal(ActorName.System, meta.Actor);
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task Mirrored_resources_are_never_sent_to_callers(StoreBackend backend)
    {
        await using var instance = await StartAsync(backend);
        await ApplySnapshotAsync(instance, Upstream, 7, ("sources/a", "a title that would be seen"));

        var entry = instance.Replica.FindInTail(1)!;
        Assert.Equal(["milestones/known"], entry.Changes.Select(change => change.After.Name));
        Assert.Equal(["milestones/known"], instance.Replica.Current.OwnResources.Select(record => record.Name));
        Assert.DoesNotContain("sources/a", System.Text.Encoding.UTF8.GetString(entry.Encoded), StringComparison.Ordinal);
        Assert.Null(instance.Replica.Current.Find("sources/a"));
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task Repeated_older_and_gapped_changes_change_nothing(StoreBackend backend)
    {
        await using var instance = await StartAsync(backend);
        await LearnAsync(instance, 1, after: 0, ("sources/a", "of an upstream never listed"));
        Assert.Empty(instance.Replica.Current.UpstreamPositions);

        await ApplySnapshotAsync(instance, Upstream, 7, ("sources/a", "one"));
        await LearnAsync(instance, 8, after: 7, ("sources/a", "two"));
        var revision = instance.Replica.Current.Revision;
        await LearnAsync(instance, 8, after: 7, ("sources/a", "two"));
        await LearnAsync(instance, 7, after: 6, ("sources/a", "older"));
        await LearnAsync(instance, 11, after: 10, ("sources/a", "later"));
        await ApplySnapshotAsync(instance, Upstream, 8, ("sources/a", "again"));

        Assert.Equal(revision, instance.Replica.Current.Revision);
        Assert.Equal("two", instance.Replica.Current.Find<Source>("sources/a")!.Title);
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task Two_instances_that_mirror_the_same_change_commit_it_once(StoreBackend backend)
    {
        await using var first = await StartAsync(backend);
        await using var second = await StartAsync(backend);
        await ApplySnapshotAsync(first, Upstream, 1, ("sources/a", "0"));
        await Eventually.True(() => second.Replica.Current.Revision == 1);
        for (var revision = 2; revision <= 20; revision++)
        {
            await Task.WhenAll(
                LearnAsync(first, revision, after: revision - 1, ("sources/a", $"{revision}")),
                LearnAsync(second, revision, after: revision - 1, ("sources/a", $"{revision}")));
        }

        await Eventually.True(() => second.Replica.Current.Revision == first.Replica.Current.Revision);
        Assert.Equal(20, second.Replica.Current.Revision);
        Assert.Equal("20", second.Replica.Current.Find<Milestone>("milestones/known")!.Title);
        first.Errors.AssertNone();
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task A_restored_upstream_replaces_the_mirrored_resources_and_earlier_snapshots_stay_readable(StoreBackend backend)
    {
        await using var instance = await StartAsync(backend);
        await ApplySnapshotAsync(instance, Upstream, 7, ("sources/a", "one"), ("sources/b", "two"));
        await ApplySnapshotAsync(instance, Restored, 3, ("sources/b", "restored"));

        Assert.Equal(["restored"], instance.Replica.Current.List<Source>().Select(source => source.Title));
        var before = await instance.AtAsync(1);
        Assert.Equal(["one", "two"], before.List<Source>().Select(source => source.Title));
        Assert.Equal(Position(Upstream, 7), before.UpstreamPositions["recognitions"]);
        Assert.Empty((await instance.AtAsync(0)).List<Source>());
        Assert.Empty((await instance.AtAsync(0)).UpstreamPositions);
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task A_checkpoint_has_the_mirrored_resources_too(StoreBackend backend)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var instance = await StartAsync(backend);
        await ApplySnapshotAsync(instance, Upstream, 7, ("sources/a", "one"));
        await LearnAsync(instance, 8, after: 7, ("sources/b", "two"));
        await instance.Get<CheckpointStore>().MoveFloorAsync(instance.Replica.Current, 0, cancellationToken).WithinAsync(30);

        await using var later = await StartAsync(backend);
        Assert.Equal(["one", "two"], later.Replica.Current.List<Source>().Select(source => source.Title));
        Assert.Equal(Position(Upstream, 8), later.Replica.Current.UpstreamPositions["recognitions"]);
        Assert.Equal(8, later.Replica.Current.List(Schema.TypeOf<Source>()).Last().Revision);
    }

    async Task<Instance> StartAsync(StoreBackend backend) =>
        await Instance.StartAsync(Schema, CountsSources, (await stores.Of(backend)).Configuration, prefix);

    static Task LearnAsync(Instance instance, long revision, long after, (string Name, string Title) source)
    {
        var change = Envelope(revision);
        change.Changes.Add(Change(source.Name, source.Title, 0));
        return instance.Get<MirrorWriter>().ApplyAsync(
            new ChangeEventId("recognitions", Upstream, revision), change, after, TestContext.Current.CancellationToken).WithinAsync(30);
    }

    static Task ApplySnapshotAsync(Instance instance, string store, long revision, params (string Name, string Title)[] sources) =>
        instance.Get<MirrorWriter>().ApplySnapshotAsync(
            "recognitions", Position(store, revision), replaced: null,
            sources.Select(source => Change(source.Name, source.Title, revision)).Append(StateChange()),
            TestContext.Current.CancellationToken).WithinAsync(30);

    static UpstreamPosition Position(string store, long revision) =>
        new(store, revision, RevisionFingerprint.Compute(Envelope(revision)));

    static ChangeEnvelope Envelope(long revision) => new() { Revision = revision, RequestId = $"request {revision}" };

    static ResourceChange Change(string name, string title, long revision) => new()
    {
        Name = name,
        Revision = revision,
        Resource = new RecognitionsResource { Source = new Source { Name = name, Title = title } }.ToByteString(),
    };

    /// <summary>A change of a type that is not mirrored.</summary>
    static ResourceChange StateChange() => new()
    {
        Name = "states/AL",
        Resource = new RecognitionsResource { State = new State { Name = "states/AL" } }.ToByteString(),
    };
}
