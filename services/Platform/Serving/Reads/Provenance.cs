using KosovoNato.Explanations.V1;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Reads;

/// <summary>From which revisions what is known comes: a service knows its own resources, and copies of its neighbors'.</summary>
public sealed class Provenance(Snapshot known)
{
    /// <summary>Up to which revision of other services it is known what they keep.</summary>
    public IEnumerable<Followed> Followed => known.UpstreamPositions
        .OrderBy(followed => followed.Key, StringComparer.Ordinal)
        .Select(followed => new Followed { Service = followed.Key, Revision = followed.Value.Revision });

    /// <summary>The revision at which its service made the version of a resource that is known here; 0 if there is none.</summary>
    public long RevisionOf(string name) =>
        known.Schema.AllTypes.FirstOrDefault(type => type.Matches(name)) is { } type && known.Find(type, name) is { } record ? record.Revision : 0;
}
