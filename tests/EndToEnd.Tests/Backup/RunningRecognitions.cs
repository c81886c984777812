using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Backup;

/// <summary>The recognition service on a store, and a caller with an API key.</summary>
sealed class RunningRecognitions : IAsyncDisposable
{
    public const string Key = RunningService.Key;

    readonly GrpcChannel channel;

    RunningRecognitions(RunningService service)
    {
        Service = service;
        channel = GrpcChannel.ForAddress(service.GrpcAddress, new() { MaxReceiveMessageSize = null });
        Invoker = channel.Intercept(new TestLifetimeInterceptor(Key));
        Rpc = new(Invoker);
    }

    public RunningService Service { get; }

    public CallInvoker Invoker { get; }

    public RecognitionService.RecognitionServiceClient Rpc { get; }

    public static async Task<RunningRecognitions> StartAsync(BackupProgram at, params (string Name, string Value)[] settings) => new(
        await RunningService.StartAsync(
            "recognitions", at.Configuration, at.Prefix, settings.Select(one => (one.Name, (string?)one.Value))));

    /// <summary>Writes this number of revisions, alternately a new source and its correction.</summary>
    public Task WriteAsync(int revisions) => WriteAsync(0, revisions);

    /// <summary>Writes the rest of a sequence of revisions, and returns the last correction.</summary>
    public async Task<CorrectSourceRequest?> WriteAsync(int written, int revisions)
    {
        CorrectSourceRequest? last = null;
        for (var i = written; i < revisions; i++)
        {
            var id = $"s{i / 2}";
            if (i % 2 == 0)
            {
                await Rpc.RegisterSourceAsync(TestRequests.Register(id));
            }
            else
            {
                last = TestRequests.Correct(id, $"title {i}");
                await Rpc.CorrectSourceAsync(last);
            }
        }

        return last;
    }

    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        await Service.DisposeAsync();
    }
}
