using Google.Protobuf.WellKnownTypes;
using KosovoNato.Changes.V1;
using KosovoNato.Client.Mirroring;
using KosovoNato.Client.Watching;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Client;

/// <summary>Where the recognition service's Watch keeps what every Watch has.</summary>
static class RecognitionsWatch
{
    public static WatchShape<WatchRequest, WatchResponse, RecognitionsChanged> Shape(
        RecognitionService.RecognitionServiceClient rpc) => new()
        {
            Open = (request, call) => rpc.Watch(request, call),
            ResumeAt = (request, token) => request.ResumeToken = token,
            StartWithSnapshot = request => request.SnapshotFirst = true,
            StartsInThePast = request =>
                request.StartCase is WatchRequest.StartOneofCase.ResumeToken or WatchRequest.StartOneofCase.RevisionToken,
            ProgressInterval = request => request.ProgressInterval,
            Revisions = response => response.Revisions,
            Revision = changed => changed.Revision,
            SnapshotSize = response => response.Snapshot.Count,
            SnapshotEnd = response => response.SnapshotEnd,
            Progress = response => response.Progress,
            ResumeToken = response => response.ResumeToken,
        };

    public static WatchRequest Request(RecognitionsFilter? filter, TimeSpan? progressInterval)
    {
        var request = new WatchRequest { SnapshotFirst = true, Filter = filter };
        if (progressInterval is { } interval)
        {
            request.ProgressInterval = Duration.FromTimeSpan(interval);
        }

        return request;
    }

    public static IEnumerable<MirrorChange<RecognitionsResource>> Changes(WatchResponse response) =>
        response.Snapshot.Concat(response.Revisions.SelectMany(changed => changed.Changes))
            .Select(change => new MirrorChange<RecognitionsResource>(change.Name, change.Kind, change.Resource));
}
