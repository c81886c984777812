using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;
using KosovoNato.Storage;
using KosovoNato.Testing;
using Microsoft.Extensions.Options;

namespace KosovoNato.Platform.Tests.Storage;

public sealed class ReplicaTests
{
    [Fact]
    public async Task A_commit_that_does_not_appear_in_time_is_reported_as_an_unavailable_store()
    {
        var clock = new SettableClock();
        var replica = new Replica(Instance.Schema, Options.Create(new StoreOptions()), clock);
        replica.Replace(replica.EmptyState("00112233445566778899aabbccddeeff"));
        replica.Loaded();
        var commit = TestCommits.Of([("sources/a", "A", 0)], Guid.NewGuid(), "");
        // The revisions before it are missing, and nothing follows the store here.
        var entry = RevisionEntry.Parse(Instance.Schema, revision: 5, microseconds: 0, commit.Change);
        var applying = replica.ApplyCommittedAsync([entry], TimeSpan.FromSeconds(5));
        Assert.False(applying.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(5));
        var error = await Assert.ThrowsAsync<ApiException>(() => applying.WithinAsync(10));
        Assert.Equal(ErrorReason.StoreUnavailable, error.Reason);
    }
}
