using KosovoNato.Explanations.V1;
using KosovoNato.Platform.Store;
using KosovoNato.Rules.Criteria;

namespace KosovoNato.Recommendations.Questions;

/// <summary>From which revisions what is known comes: a service knows its own resources, and copies of others.</summary>
sealed class Origins(Snapshot known)
{
    readonly ResourceType[] types =
    [
        .. known.Schema.Types,
        .. LearnedFacts.OfRecognitions.Types.Concat(LearnedFacts.OfMilestones.Types).Select(known.Schema.TypeOf),
    ];

    /// <summary>Up to which revision of other services is known what they keep.</summary>
    public IEnumerable<Followed> Followed => known.Followed
        .OrderBy(followed => followed.Key, StringComparer.Ordinal)
        .Select(followed => new Followed { Service = followed.Key, Revision = followed.Value.Revision });

    /// <summary>The revision at which its service made the version of a resource that is known here; 0 if there is none.</summary>
    public long RevisionOf(string name) => Array.Find(types, type => type.Names(name)) is { } type && known.Find(type, name) is { } record ? record.Revision : 0;
}
