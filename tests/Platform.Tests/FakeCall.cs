using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace KosovoNato.Platform.Tests;

/// <summary>A call as the transport creates it for a JSON caller, so that tests can read the response as fields.</summary>
sealed class FakeCall : ServerCallContext
{
    private readonly Dictionary<object, object> state;
    private readonly CancellationToken cancellationToken;

    public FakeCall(CancellationToken? cancel = null)
    {
        var http = new DefaultHttpContext();
        http.Request.ContentType = "application/json";
        // The key under which Grpc.AspNetCore looks for the HTTP context in a foreign call context.
        state = new() { ["__HttpContext"] = http };
        this.cancellationToken = cancel ?? TestContext.Current.CancellationToken;
    }

    protected override string MethodCore => "/test";

    protected override string HostCore => "localhost";

    protected override string PeerCore => "ipv4:127.0.0.1";

    protected override DateTime DeadlineCore => DateTime.MaxValue;

    protected override Metadata RequestHeadersCore { get; } = [];

    protected override CancellationToken CancellationTokenCore => cancellationToken;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore { get; } = new("", []);

    protected override IDictionary<object, object> UserStateCore => state;

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException();

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
}
