using Grpc.Core;
using Grpc.Net.Client;

namespace KosovoNato.Benchmarks.Calls;

/// <summary>Connections to one server or several, with at most 100 callers each: more would wait for one another.</summary>
sealed class Connections : IDisposable
{
    const int MaxCallers = 100;
    readonly GrpcChannel[] channels;
    readonly CallInvoker[] invokers;

    /// <param name="addresses">The addresses of the servers, separated by commas. The callers are spread evenly over them.</param>
    public Connections(string addresses, int callers)
    {
        var servers = addresses.Split(',');
        var ofEach = (callers + (MaxCallers * servers.Length) - 1) / (MaxCallers * servers.Length);
        channels = [.. Enumerable.Range(0, ofEach * servers.Length)
            .Select(i => GrpcChannel.ForAddress(servers[i % servers.Length], new GrpcChannelOptions
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
