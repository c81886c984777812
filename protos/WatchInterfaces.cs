using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using KosovoNato.Changes.V1;

namespace KosovoNato
{
    /// <summary>The fields of every Watch request, except the filter.</summary>
    public interface IWatchRequest : IMessage
    {
        bool HasSnapshotFirst { get; }

        bool SnapshotFirst { get; set; }

        bool HasFromNow { get; }

        bool FromNow { get; set; }

        bool HasResumeToken { get; }

        string ResumeToken { get; set; }

        bool HasRevisionToken { get; }

        string RevisionToken { get; set; }

        Duration? BookmarkInterval { get; set; }

        bool IncludePrevious { get; set; }
    }

    /// <summary>A message of a Watch.</summary>
    public interface IWatchResponse<TChanged, TChange>
    {
        RepeatedField<TChanged> Revisions { get; }

        RepeatedField<TChange> Snapshot { get; }

        SnapshotEnd? SnapshotEnd { get; set; }

        Bookmark? Bookmark { get; set; }

        string ResumeToken { get; set; }
    }

    /// <summary>The changes of one revision.</summary>
    public interface IChanged<TChange>
    {
        long Revision { get; set; }

        RepeatedField<TChange> Changes { get; }
    }

    /// <summary>The change of one resource.</summary>
    public interface IChange<TResource>
    {
        string Name { get; set; }

        ChangeKind Kind { get; set; }

        TResource Resource { get; set; }
    }
}

namespace KosovoNato.Recognitions.V1
{
    public sealed partial class WatchRequest : IWatchRequest;
    public sealed partial class WatchResponse : IWatchResponse<RecognitionsChanged, RecognitionsResourceChange>;
    public sealed partial class RecognitionsChanged : IChanged<RecognitionsResourceChange>;
    public sealed partial class RecognitionsResourceChange : IChange<RecognitionsResource>;
}

namespace KosovoNato.Milestones.V1
{
    public sealed partial class WatchRequest : IWatchRequest;
    public sealed partial class WatchResponse : IWatchResponse<MilestonesChanged, MilestonesResourceChange>;
    public sealed partial class MilestonesChanged : IChanged<MilestonesResourceChange>;
    public sealed partial class MilestonesResourceChange : IChange<MilestonesResource>;
}

namespace KosovoNato.Recommendations.V1
{
    public sealed partial class WatchRequest : IWatchRequest;
    public sealed partial class WatchResponse : IWatchResponse<RecommendationsChanged, RecommendationsResourceChange>;
    public sealed partial class RecommendationsChanged : IChanged<RecommendationsResourceChange>;
    public sealed partial class RecommendationsResourceChange : IChange<RecommendationsResource>;
}
