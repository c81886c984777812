using Grpc.Core;
using Grpc.Net.Client;

namespace KosovoNato.Benchmarks.Calls;

/// <summary>Connections to one server, with at most 100 callers each: more would wait for one another.</summary>
sealed class Connections : IDisposable
{
    const int MaxCallers = 100;
    readonly GrpcChannel[] channels;
    readonly CallInvoker[] invokers;

    public Connections(string address, int callers)
    {
        channels = [.. Enumerable.Range(0, (callers + MaxCallers - 1) / MaxCallers)
            .Select(_ => GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { InitialHttp2StreamWindowSize = 1 << 20 },
            DisposeHttpClient = true,
        }))];
        invokers = [.. channels.Select(channel => channel.CreateCallInvoker())];
    }

    /// <summary>The connection of one caller.</summary>
    public CallInvoker Of(int caller) => invokers[caller % invokers.Length];

    public void Dispose() => Array.ForEach(channels, channel => channel.Dispose());
}
