using System.Diagnostics;

namespace KosovoNato.Benchmarks.Processes;

/// <summary>Waits for a server to become ready, and returns the duration. A server that does not become ready is ended.</summary>
static class Readiness
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <param name="ask">Throws while the server is not ready.</param>
    public static async Task<TimeSpan> UntilAsync(string what, ChildProcess child, Func<Task> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(what, child, ask, cancellationToken);
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    static async Task<TimeSpan> AskAsync(string what, ChildProcess child, Func<Task> ask, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await ask();
                return Stopwatch.GetElapsedTime(started);
            }
            catch (Exception e) when (e is HttpRequestException or StackExchange.Redis.RedisException or TimeoutException
                or TaskCanceledException { InnerException: TimeoutException } or Grpc.Core.RpcException
                or RabbitMQ.Client.Exceptions.BrokerUnreachableException
                && Stopwatch.GetElapsedTime(started) < Limit)
            {
                // Not ready yet.
            }

            child.ThrowIfExited(what);
            await Task.Delay(Pause, cancellationToken);
        }
    }
}
