using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace KosovoNato.Platform.Tests;

/// <summary>A call as the transport would make it, by a caller of the JSON form: answers come as fields that a test can read.</summary>
sealed class FakeCall : ServerCallContext
{
    private readonly Dictionary<object, object> state;
    private readonly CancellationToken cancellationToken;

    public FakeCall(CancellationToken? cancel = null)
    {
        var http = new DefaultHttpContext();
        http.Request.ContentType = "application/json";
        // Where Grpc.AspNetCore looks for it in a context that is not its own.
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
