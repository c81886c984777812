using Grpc.Core;
using KosovoNato.Dashboard.V1;
using KosovoNato.Testing;

namespace KosovoNato.Dashboard.Tests.Host;

/// <summary>Reads a merged stream as a page does, and keeps every message.</summary>
sealed class Follower(DashboardService.DashboardServiceClient rpc, string token = "") : IDisposable
{
    public static readonly string[] Services = ["recognitions", "milestones", "recommendations"];

    readonly AsyncServerStreamingCall<WatchAllResponse> call = rpc.WatchAll(
        new() { ResumeToken = token, BookmarkInterval = new() { Seconds = 1 } }, cancellationToken: TestContext.Current.CancellationToken);

    public List<WatchAllResponse> Told { get; } = [];

    public string Token => Told[^1].ResumeToken;

    public IEnumerable<Recognitions.V1.RecognitionsChanged> Changed =>
        Told.Where(one => one.Recognitions is not null).SelectMany(one => one.Recognitions.Revisions);

    /// <summary>Reads until a message matches.</summary>
    public async Task<WatchAllResponse> UntilAsync(Func<WatchAllResponse, bool> fits, double seconds = 20)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start).TotalSeconds < seconds
            && await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken).WithinAsync(seconds))
        {
            Told.Add(call.ResponseStream.Current);
            if (fits(Told[^1]))
            {
                return Told[^1];
            }
        }

        throw new InvalidOperationException($"Not told within {seconds} s. The last was: {Told.LastOrDefault()}");
    }

    public Task<WatchAllResponse> UntilAsync(string service, ConnectionState state) =>
        UntilAsync(one => one.Service == service && one.ConnectionStatus?.State == state);

    public async Task LiveAsync()
    {
        var waiting = Services.ToHashSet();
        await UntilAsync(one => one.ConnectionStatus?.State == ConnectionState.Live && waiting.Remove(one.Service) && waiting.Count == 0);
    }

    public Task<WatchAllResponse> ChangedAsync(string name) =>
        UntilAsync(one => one.Recognitions?.Revisions.Any(revision => revision.Changes.Any(change => change.Name == name)) is true);

    public void Dispose() => call.Dispose();
}
