using KosovoNato.Changes.V1;
using KosovoNato.Explanations.V1;
using KosovoNato.Rules.Explanations;
using KosovoNato.Storage;

namespace KosovoNato.Milestones.Queries;

/// <summary>Where the facts of an answer come from.</summary>
/// <param name="Revision">The revision of this service.</param>
/// <param name="Followed">Up to which revision of other services it knows.</param>
/// <param name="RevisionOf">The revision of the service that keeps a resource by which it made this version; 0 if it does not exist.</param>
sealed record QueryProvenance(Revision Revision, IReadOnlyList<Followed> Followed, Func<string, long> RevisionOf)
{
    public static QueryProvenance Of(Snapshot known)
    {
        var origins = new Provenance(known);
        return new(ReadHandler.RevisionOf(known), [.. origins.Followed], origins.RevisionOf);
    }
}
