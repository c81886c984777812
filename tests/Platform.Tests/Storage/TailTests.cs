using KosovoNato.Storage;
using KosovoNato.Testing;
using Microsoft.Extensions.Options;

namespace KosovoNato.Platform.Tests.Storage;

public sealed class TailTests
{
    const string StoreId = "00112233445566778899aabbccddeeff";
    const int Old = 5;

    readonly Replica replica = new(Instance.Schema, Options.Create(new StoreOptions()), new SettableClock());

    public TailTests()
    {
        replica.Replace(replica.EmptyState(StoreId));
        replica.Loaded();
        replica.Apply([.. Enumerable.Range(1, Tail.MaxEntriesWithPrevious + Old).Select(Entry)]);
    }

    [Fact]
    public void An_old_revision_has_its_bytes_and_its_changes()
    {
        for (var revision = 1; revision <= Old; revision++)
        {
            var (kept, whole) = (replica.FindInTail(revision)!, Entry(revision));
            Assert.Equal(whole.Encoded, kept.Encoded);
            Assert.Equal(whole.Fingerprint, kept.Fingerprint);
            var change = Assert.Single(kept.Changes);
            Assert.True(change.After.IsSameAs(whole.Changes[0].After));
            Assert.Equal(revision - 1, change.PreviousRevision);
            Assert.True(kept.Size < whole.Size);
        }
    }

    /// <summary>The oldest revision adds the resource, so it needs no previous version; but those after it do.</summary>
    [Fact]
    public void A_reader_of_previous_versions_gets_them_with_every_revision_or_reads_the_store()
    {
        List<RevisionEntry> read = [];
        Assert.False(replica.TryReadTail(StoreId, after: 0, int.MaxValue, withBefore: true, read));
        Assert.Empty(read);
        Assert.True(replica.TryReadTail(StoreId, after: Old, int.MaxValue, withBefore: true, read));
        Assert.Equal(Tail.MaxEntriesWithPrevious, read.Count);
        Assert.All(read, entry => Assert.True(entry.KnowsBefore));
    }

    [Fact]
    public void A_reader_without_previous_versions_gets_every_revision()
    {
        List<RevisionEntry> read = [];
        Assert.True(replica.TryReadTail(StoreId, after: 0, int.MaxValue, withBefore: false, read));
        Assert.Equal(
            Enumerable.Range(1, Tail.MaxEntriesWithPrevious + Old).Select(revision => (long)revision),
            read.Select(entry => entry.Revision));
    }

    static RevisionEntry Entry(int revision)
    {
        var request = new Guid(revision, 0, 0, new byte[8]);
        var commit = TestCommits.Of([("sources/a", $"title {revision}", revision - 1)], request, "");
        return RevisionEntry.Parse(Instance.Schema, revision, microseconds: revision, commit.Change);
    }
}
