using System.Net;
using Grpc.AspNetCore.Server.Model;
using KosovoNato.Benchmarks.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Benchmarks.Processes;

/// <summary>
/// The upper limit of gRPC on this machine: the service's own methods, with the same response bytes every time, without parsing, lookups or
/// encoding.
/// </summary>
static class ConstantServer
{
    public const string GetFile = "get.answer";
    public const string ListFile = "list.answer";

    public static async Task RunAsync(int port, string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, port, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new Constants(
            await File.ReadAllBytesAsync(Path.Combine(folder, GetFile)), await File.ReadAllBytesAsync(Path.Combine(folder, ListFile))));
        builder.Services.AddSingleton<IServiceMethodProvider<Constants>, Methods>();
        await using var app = builder.Build();
        app.MapGrpcService<Constants>();
        await app.RunAsync();
    }

    sealed class Constants(byte[] get, byte[] list)
    {
        public Task<byte[]> Get { get; } = Task.FromResult(get);

        public Task<byte[]> List { get; } = Task.FromResult(list);

        public Task<byte[]> Empty { get; } = Task.FromResult(Array.Empty<byte>());
    }

    sealed class Methods : IServiceMethodProvider<Constants>
    {
        public void OnServiceMethodDiscovery(ServiceMethodProviderContext<Constants> context)
        {
            context.AddUnaryMethod(RawMethods.Served(RawMethods.GetSource), [], (service, _, _) => service.Get);
            context.AddUnaryMethod(RawMethods.Served(RawMethods.ListSources), [], (service, _, _) => service.List);
            context.AddUnaryMethod(RawMethods.Served(RawMethods.Empty), [], (service, _, _) => service.Empty);
        }
    }
}
