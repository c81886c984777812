using Xunit;

namespace KosovoNato.Testing;

/// <summary>The order of published revisions.</summary>
public static class RevisionOrder
{
    /// <summary>
    /// Asserts that all revisions arrived, each for the first time after all earlier ones. Some may arrive again, from where the relay
    /// resumed.
    /// </summary>
    public static void AssertComplete(IEnumerable<long> heard, int count)
    {
        long newest = 0;
        foreach (var revision in heard)
        {
            Assert.True(revision <= newest + 1, $"{revision} came after {newest}");
            newest = Math.Max(newest, revision);
        }

        Assert.Equal(count, newest);
    }
}
