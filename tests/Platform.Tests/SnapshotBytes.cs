using KosovoNato.Storage;

namespace KosovoNato.Platform.Tests;

/// <summary>The exact content of a snapshot.</summary>
static class SnapshotBytes
{
    /// <summary>Every record with its revision and bytes, including mirrored resources, and the upstream positions.</summary>
    public static IReadOnlyList<string> ContentOf(Snapshot state) =>
    [
        $"revision {state.Revision} of {state.RecordedAt:O}",
        .. state.All.Select(record => $"{record.Type.MirroredFrom}/{record.Name}@{record.Revision} "
            + $"{Convert.ToHexString(record.EncodedWrapper.Span)}"),
        .. state.UpstreamPositions.OrderBy(followed => followed.Key, StringComparer.Ordinal).Select(followed => followed.ToString()),
    ];

    public static void AssertSame(Snapshot expected, Snapshot actual) => Assert.Equal(ContentOf(expected), ContentOf(actual));
}
