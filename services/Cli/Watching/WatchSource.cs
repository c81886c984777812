using System.Threading.Channels;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using KosovoNato.Cli.Input;
using KosovoNato.Cli.Output;
using KosovoNato.Client.Watching;

namespace KosovoNato.Cli.Watching;

/// <summary>Watches services and writes their changes into one channel.</summary>
sealed class WatchSource(Session session, WatchPositions positions, bool startsWithSnapshot, ChannelWriter<WatchedChange> lines)
{
    readonly WatchOptions options = new()
    {
        OnInterrupted = interruption => session.Note(
            $"Interrupted. The watch resumes in {interruption.RetryDelay.TotalSeconds:0.#} s."),
    };

    public Task RunAsync(string service, CancellationToken cancellationToken) => service switch
    {
        ServiceNames.Recognitions => ReadAsync<Recognitions.V1.WatchResponse, Recognitions.V1.RecognitionsChanged,
            Recognitions.V1.RecognitionsResourceChange, Recognitions.V1.RecognitionsResource>(
            service, session.Recognitions.WatchAsync(Start(service, new Recognitions.V1.WatchRequest()), options, cancellationToken),
            cancellationToken),
        ServiceNames.Milestones => ReadAsync<Milestones.V1.WatchResponse, Milestones.V1.MilestonesChanged,
            Milestones.V1.MilestonesResourceChange, Milestones.V1.MilestonesResource>(
            service, session.Milestones.WatchAsync(Start(service, new Milestones.V1.WatchRequest()), options, cancellationToken),
            cancellationToken),
        _ => ReadAsync<Recommendations.V1.WatchResponse, Recommendations.V1.RecommendationsChanged,
            Recommendations.V1.RecommendationsResourceChange, Recommendations.V1.RecommendationsResource>(
            service, session.Recommendations.WatchAsync(Start(service, new Recommendations.V1.WatchRequest()), options, cancellationToken),
            cancellationToken),
    };

    T Start<T>(string service, T request) where T : IWatchRequest
    {
        request.IncludePrevious = true;
        if (positions.Of(service) is { Length: > 0 } token)
        {
            request.ResumeToken = token;
        }
        else if (startsWithSnapshot)
        {
            request.SnapshotFirst = true;
        }
        else
        {
            request.FromNow = true;
        }

        return request;
    }

    async Task ReadAsync<TResponse, TChanged, TChange, TResource>(
        string service, IAsyncEnumerable<WatchEvent<TResponse>> events, CancellationToken cancellationToken)
        where TResponse : IWatchResponse<TChanged, TChange>
        where TChanged : IChanged<TChange>, IMessage
        where TChange : IChange<TResource>, IMessage
        where TResource : IMessage
    {
        await foreach (var step in events.WithCancellation(cancellationToken))
        {
            if (step is not WatchEvent<TResponse>.Message { Response: var response } message)
            {
                session.Note($"{service}: a snapshot follows.");
                continue;
            }

            foreach (var change in response.Snapshot)
            {
                await lines.WriteAsync(LineOf<TChange, TResource>(service, change, RevisionOf(change)), cancellationToken);
            }

            foreach (var changed in response.Revisions)
            {
                foreach (var change in changed.Changes)
                {
                    await lines.WriteAsync(
                        LineOf<TChange, TResource>(service, change, changed.Revision) with
                        {
                            RecordedAt = (Field(changed, "recorded_at") as Timestamp)?.ToDateTime()
                                .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture) ?? "",
                            Actor = (string)Field(changed, "actor")!,
                            Reason = (string)Field(changed, "reason")!,
                        },
                        cancellationToken);
                }
            }

            await lines.WriteAsync(
                new(service, "", default, message.CompleteRevision ?? 0) { ResumeToken = response.ResumeToken }, cancellationToken);
        }
    }

    static WatchedChange LineOf<TChange, TResource>(string service, TChange change, long revision)
        where TChange : IChange<TResource>, IMessage
        where TResource : IMessage =>
        new(service, change.Name, change.Kind, revision)
        {
            Message = change,
            Text = ChangeText.Of(Field(change, "previous") as IMessage, change.Resource),
        };

    static long RevisionOf(IMessage change) => (long)Field(change, "revision")!;

    static object? Field(IMessage message, string name) => message.Descriptor.FindFieldByName(name).Accessor.GetValue(message);
}
