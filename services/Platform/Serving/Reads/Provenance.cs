using KosovoNato.Changes.V1;
using KosovoNato.Explanations.V1;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Reads;

/// <summary>The revisions that a response is based on. A service has its own resources and mirrored resources of its upstreams.</summary>
/// <param name="Revision">The revision of this service.</param>
/// <param name="Followed">The revisions up to which this service has the resources of its upstreams.</param>
/// <param name="RevisionOf">
/// Returns the revision in which the owning service wrote the version of a resource that is known here; 0 if there is none.
/// </param>
public sealed record Provenance(Revision Revision, IReadOnlyList<UpstreamRevision> Followed, Func<string, long> RevisionOf)
{
    public static Provenance Of(Snapshot snapshot) => new(
        ReadHandler.RevisionOf(snapshot),
        [
            .. snapshot.UpstreamPositions.OrderBy(followed => followed.Key, StringComparer.Ordinal)
                .Select(followed => new UpstreamRevision { Service = followed.Key, Revision = followed.Value.Revision }),
        ],
        name => snapshot.Schema.AllTypes.FirstOrDefault(type => type.Matches(name)) is { } type
            && snapshot.Find(type, name) is { } version ? version.Revision : 0);
}
