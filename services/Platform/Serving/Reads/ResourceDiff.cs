using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Serving.ValidTime;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Reads;

/// <summary>Compares two sides resource by resource.</summary>
static class ResourceDiff
{
    const int LookEvery = 256;

    /// <param name="matches">Says which resources count; what comes to match is ADDED, what no longer does is REMOVED.</param>
    /// <param name="after">Only what comes after this name, in the order of types and names.</param>
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
    /// What can differ. As recorded, that is what is not the same object in both states; by a date, a resource can differ that
    /// nobody touched.
    /// </summary>
    static IEnumerable<(ResourceVersion? From, ResourceVersion? To)> Pairs(ResourceType type, DiffSide from, DiffSide to, string? after) =>
        from.View is null && to.View is null
            ? from.State.Differences(type, to.State, after)
            : ReferenceEquals(from.View, to.View) ? [] : from.State.Pairs(type, to.State, after);
}

/// <summary>One of two standpoints: a state, and the view of it on a day if one was asked for.</summary>
readonly record struct DiffSide(Snapshot State, AsOfView? View)
{
    public ResourceVersion? Of(ResourceVersion? stored) => stored is null || View is null ? stored : View.Of(stored);
}

/// <summary>What differs between two standpoints in one resource.</summary>
/// <param name="Before">How it is from the first one; none if it is not there.</param>
/// <param name="Now">How it is from the second one; none if it is not there.</param>
/// <param name="Matched">Says whether the first of them matches the filter.</param>
/// <param name="Matches">Says whether the second of them does.</param>
readonly record struct ResourceDifference(ResourceVersion? Before, ResourceVersion? Now, bool Matched, bool Matches)
{
    public string Name => (Now ?? Before)!.Name;

    /// <summary>As a Watch would tell it; what a service calls its change message has these fields under these numbers.</summary>
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
