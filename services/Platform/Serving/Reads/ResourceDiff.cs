using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Serving.ValidTime;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Reads;

/// <summary>Compares two bitemporal points resource by resource.</summary>
static class ResourceDiff
{
    const int LookEvery = 256;

    /// <param name="matches">
    /// The predicate of the filter. A resource that starts to match is ADDED, a resource that no longer matches is REMOVED.
    /// </param>
    /// <param name="after">The name after which to start, in the order of types and names.</param>
    public static IEnumerable<ResourceDifference> Of(
        DiffSide from, DiffSide to, Func<ResourceVersion, bool>? matches, string? after, CancellationToken cancellationToken)
    {
        var first = after is null ? null : from.State.Schema.TypeOf(after);
        var looked = 0;
        foreach (var type in from.State.Schema.Types.Where(type => first is null || type.Index >= first.Index))
        {
            foreach (var (stored, storedThen) in Pairs(type, from, to, type == first ? after : null))
            {
                if (++looked % LookEvery == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                var (before, now) = (from.Of(stored), to.Of(storedThen));
                if (before is not null && now is not null && before.Encoded.Span.SequenceEqual(now.Encoded.Span))
                {
                    continue;
                }

                var matched = before is not null && (matches?.Invoke(before) ?? true);
                var match = now is not null && (matches?.Invoke(now) ?? true);
                if (matched || match)
                {
                    yield return new ResourceDifference(before, now, matched, match);
                }
            }
        }
    }

    /// <summary>
    /// Returns the resources that can differ. As recorded, these are the resources that are not the same object in both snapshots; as of a
    /// day, a resource can differ although it was not written.
    /// </summary>
    static IEnumerable<(ResourceVersion? From, ResourceVersion? To)> Pairs(ResourceType type, DiffSide from, DiffSide to, string? after) =>
        from.View is null && to.View is null
            ? from.State.Differences(type, to.State, after)
            : ReferenceEquals(from.View, to.View) ? [] : from.State.Pairs(type, to.State, after);
}

/// <summary>One of two bitemporal points: a snapshot, and its view as of a day if one is requested.</summary>
readonly record struct DiffSide(Snapshot State, AsOfView? View)
{
    public ResourceVersion? Of(ResourceVersion? stored) => stored is null || View is null ? stored : View.Of(stored);
}

/// <summary>The difference between two bitemporal points in one resource.</summary>
/// <param name="Before">The resource at the first point; null if it does not exist there.</param>
/// <param name="Now">The resource at the second point; null if it does not exist there.</param>
/// <param name="Matched">Whether <paramref name="Before"/> matches the filter.</param>
/// <param name="Matches">Whether <paramref name="Now"/> matches the filter.</param>
readonly record struct ResourceDifference(ResourceVersion? Before, ResourceVersion? Now, bool Matched, bool Matches)
{
    public string Name => (Now ?? Before)!.Name;

    /// <summary>
    /// Encodes the difference as a Watch would. The change messages of all services have these fields with these numbers.
    /// </summary>
    public byte[] Encode() => new ResourceChange
    {
        Name = Name,
        Kind = Matches ? Matched ? ChangeKind.Modified : ChangeKind.Added : ChangeKind.Removed,
        Resource = UnsafeByteOperations.UnsafeWrap((Matches ? Now! : Before!).EncodedWrapper),
        Previous = Before is null ? ByteString.Empty : UnsafeByteOperations.UnsafeWrap(Before.EncodedWrapper),
        PreviousRevision = Before?.Revision ?? 0,
        Revision = Now?.Revision ?? 0,
    }.ToByteArray();
}
