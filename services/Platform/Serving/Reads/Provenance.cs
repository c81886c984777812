using KosovoNato.Changes.V1;
using KosovoNato.Explanations.V1;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Reads;

/// <summary>From which revisions the facts of an answer come: a service has its own resources, and copies of its upstreams'.</summary>
/// <param name="Revision">The revision of this service.</param>
/// <param name="Followed">Up to which revision of other services it has what they keep.</param>
/// <param name="RevisionOf">The revision at which its service made the version of a resource that is known here; 0 if there is
/// none.</param>
public sealed record Provenance(Revision Revision, IReadOnlyList<Followed> Followed, Func<string, long> RevisionOf)
{
    public static Provenance Of(Snapshot snapshot) => new(
        ReadHandler.RevisionOf(snapshot),
        [
            .. snapshot.UpstreamPositions.OrderBy(followed => followed.Key, StringComparer.Ordinal)
                .Select(followed => new Followed { Service = followed.Key, Revision = followed.Value.Revision }),
        ],
        name => snapshot.Schema.AllTypes.FirstOrDefault(type => type.Matches(name)) is { } type
            && snapshot.Find(type, name) is { } version ? version.Revision : 0);
}
