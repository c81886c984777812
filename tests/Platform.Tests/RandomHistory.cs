using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Replication.Upstreams;
using KosovoNato.Storage;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests;

/// <summary>
/// Random writes of all kinds from a seed: one or several milestones at once, new ones and new versions, and mirrored changes of an
/// upstream, which is sometimes replaced. Remembers the snapshot that a reader saw after each revision.
/// </summary>
sealed class RandomHistory(int seed)
{
    public static readonly Schema Schema = Schema.For(
        "milestones", MilestonesResource.Descriptor, new MirroredTypes("recognitions", RecognitionsResource.Descriptor, Source.Descriptor));

    readonly Random random = new(seed);
    readonly Dictionary<long, Snapshot> seen = [];
    readonly List<int> steps = [];
    string upstream = "";
    long upstreamRevision;

    /// <summary>The number of milestones that the writes choose from.</summary>
    public int Names { get; init; } = 30;

    /// <summary>Whether an upstream is mirrored.</summary>
    public bool Mirrors { get; init; } = true;

    /// <summary>The snapshot that a reader saw after each revision, starting with the empty one.</summary>
    public IReadOnlyDictionary<long, Snapshot> Seen => seen;

    /// <summary>
    /// The revisions at which at least this number of changes and mirrored resources had accumulated since the previous one.
    /// </summary>
    public IReadOnlyList<long> Every(int most)
    {
        var due = new List<long>();
        var taken = 0;
        for (var i = 0; i < steps.Count; i++)
        {
            taken += steps[i];
            if (taken >= most)
            {
                due.Add(i + 1);
                taken = 0;
            }
        }

        return due;
    }

    public async Task WriteAsync(Instance instance, int revisions)
    {
        seen.TryAdd(instance.Replica.Current.Revision, instance.Replica.Current);
        for (var i = 0; i < revisions; i++)
        {
            await (Mirrors && random.Next(5) == 0 ? LearnAsync(instance) : CommitAsync(instance));
            seen[instance.Replica.Current.Revision] = instance.Replica.Current;
        }
    }

    async Task CommitAsync(Instance instance)
    {
        var state = instance.Replica.Current;
        var id = Guid.NewGuid();
        var change = new ChangeEnvelope { Actor = "tester", RequestId = id.ToString() };
        var expectations = new Dictionary<string, long>();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var name = $"milestones/m{random.Next(Names)}";
            var before = state.Find(name);
            if (!expectations.TryAdd(name, before?.Revision ?? 0))
            {
                continue;
            }

            var milestone = new Milestone { Name = name, Title = $"{random.Next()}", AchievedOn = $"2012-03-{random.Next(1, 5) * 7:00}" };
            change.Changes.Add(new ResourceChange
            {
                Name = name,
                Kind = before is null ? ChangeKind.Added : ChangeKind.Modified,
                Resource = new MilestonesResource { Milestone = milestone }.ToByteString(),
                Previous = before is null ? ByteString.Empty : ByteString.CopyFrom(before.EncodedWrapper.Span),
                PreviousRevision = before?.Revision ?? 0,
            });
        }

        steps.Add(change.Changes.Count);
        var commit = new Commit(id.ToString("N"), "", [.. expectations], [.. expectations.Keys], change.ToByteArray());
        Assert.IsType<CommitOutcome.Committed>(
            await instance.Committer.CommitAsync(commit, TestContext.Current.CancellationToken).WithinAsync(30));
    }

    async Task LearnAsync(Instance instance)
    {
        var learner = instance.Get<MirrorWriter>();
        var cancellationToken = TestContext.Current.CancellationToken;
        if (upstream.Length == 0 || random.Next(20) == 0)
        {
            upstream = $"{random.Next():x32}";
            upstreamRevision = random.Next(1, 100);
            var all = Enumerable.Range(0, random.Next(1, 8)).Select(i => SourceChange($"sources/s{i}", upstreamRevision)).ToList();
            steps.Add(all.Count);
            var at = new UpstreamPosition(upstream, upstreamRevision, new((uint)random.Next()));
            await learner.ApplySnapshotAsync("recognitions", at, replaced: null, all, cancellationToken).WithinAsync(30);
            return;
        }

        steps.Add(1);
        var change = new ChangeEnvelope { Revision = ++upstreamRevision, Changes = { SourceChange($"sources/s{random.Next(8)}", 0) } };
        await learner.ApplyAsync(
            new ChangeEventId("recognitions", upstream, upstreamRevision), change, upstreamRevision - 1, cancellationToken).WithinAsync(30);
    }

    ResourceChange SourceChange(string name, long revision) => new()
    {
        Name = name,
        Revision = revision,
        Resource = new RecognitionsResource { Source = new Source { Name = name, Title = $"{random.Next()}" } }.ToByteString(),
    };
}
