using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Grpc.Core;
using KosovoNato.Platform.Tests.Telemetry.Collecting.Otlp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Platform.Tests.Telemetry.Collecting;

/// <summary>Stands in for an operator's collector: receives spans over OTLP and keeps them.</summary>
sealed class Collector : IAsyncDisposable
{
    readonly WebApplication app;
    readonly Spans spans;

    Collector(WebApplication app, Spans spans) => (this.app, this.spans) = (app, spans);

    public string Address => app.Urls.First();

    public IReadOnlyList<CollectedSpan> All => [.. spans.Kept];

    public IReadOnlyList<CollectedSpan> Of(string trace) => [.. spans.Kept.Where(span => span.Trace == trace)];

    public static async Task<Collector> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<Spans>();
        var app = builder.Build();
        app.MapGrpcService<Spans>();
        await app.StartAsync(cancellationToken);
        return new(app, app.Services.GetRequiredService<Spans>());
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    sealed class Spans : TraceService.TraceServiceBase
    {
        public ConcurrentQueue<CollectedSpan> Kept { get; } = new();

        public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
        {
            foreach (var from in request.ResourceSpans)
            {
                var service = Attributes(from.Resource.Attributes)["service.name"];
                foreach (var span in from.ScopeSpans.SelectMany(scope => scope.Spans))
                {
                    Kept.Enqueue(new(service, span.Name, span.Kind, Hex(span.TraceId), Hex(span.SpanId), Hex(span.ParentSpanId),
                        span.StartTimeUnixNano, span.EndTimeUnixNano, span.Status?.Code == 2, Attributes(span.Attributes),
                        [.. span.Links.Select(link => (Hex(link.TraceId), Hex(link.SpanId)))]));
                }
            }

            return Task.FromResult(new ExportTraceServiceResponse());
        }

        static Dictionary<string, string> Attributes(RepeatedField<KeyValue> attributes) => attributes.ToDictionary(
            attribute => attribute.Key,
            attribute => attribute.Value.ValueCase switch
            {
                AnyValue.ValueOneofCase.IntValue => attribute.Value.IntValue.ToString(CultureInfo.InvariantCulture),
                AnyValue.ValueOneofCase.BoolValue => attribute.Value.BoolValue.ToString(),
                _ => attribute.Value.StringValue,
            });

        static string Hex(ByteString bytes) => Convert.ToHexStringLower(bytes.Span);
    }
}
