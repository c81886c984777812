using KosovoNato.Changes.V1;
using KosovoNato.Explanations.V1;
using KosovoNato.Platform.Store;
using KosovoNato.Rules.Criteria;

namespace KosovoNato.Milestones.Questions;

/// <summary>Where the facts of an answer come from.</summary>
/// <param name="Revision">The revision of this service.</param>
/// <param name="Followed">Up to which revision of other services it knows.</param>
/// <param name="RevisionOf">The revision of the service that keeps a resource by which it made this version; 0 if it does not exist.</param>
sealed record Knowledge(Revision Revision, IReadOnlyList<Followed> Followed, Func<string, long> RevisionOf)
{
    public static Knowledge Of(Snapshot known) => new(
        Reader.RevisionOf(known),
        [
            .. known.Followed.OrderBy(followed => followed.Key, StringComparer.Ordinal)
                .Select(followed => new Followed { Service = followed.Key, Revision = followed.Value.Revision }),
        ],
        name => TypeOf(name, known.Schema) is { } type && known.Find(type, name) is { } record ? record.Revision : 0);

    /// <summary>Names alone only lead to the service's own types.</summary>
    static ResourceType? TypeOf(string name, Schema schema) =>
        schema.TypeOf(name) ?? LearnedFacts.OfRecognitions.Types.Select(learned => schema.TypeOf(learned)).FirstOrDefault(type => type.Names(name));
}
