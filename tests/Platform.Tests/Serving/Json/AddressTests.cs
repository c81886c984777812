using System.Net;
using System.Text;
using Grpc.Core;
using KosovoNato.Platform.Tests.Access;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Serving.Json;

/// <summary>The fields in addresses, HEAD, and addresses and methods that do not exist.</summary>
public sealed class AddressTests(SharedStores stores) : IAsyncLifetime
{
    RunningService service = null!;
    JsonCaller caller = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.StartAsync("recognitions", (await stores.Of(StoreBackend.Redis)).Configuration);
        caller = new(service);
    }

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        service.Errors.AssertNone();
        await service.DisposeAsync();
    }

    [Theory]
    [InlineData("states?page_size=abc&known_at.time=2026-11-29T23:00:00", "page_size", "must be a whole number from -2147483648")]
    [InlineData("states?page_size=abc&known_at.time=2026-11-29T23:00:00", "known_at.time", "must be a time with its offset from UTC")]
    [InlineData("states?pagesize=5", "pagesize", "Did you mean `pageSize`?")]
    [InlineData("states?PageSize=5", "PageSize", "Did you mean `pageSize`?")]
    [InlineData("states?pageSize=5&pageSize=6", "pageSize", "must not be given twice")]
    [InlineData("states?pageSize=5&page_size=5", "page_size", "must not be given twice: it is `pageSize`")]
    [InlineData("states?pageSize=", "pageSize", "must be a whole number")]
    [InlineData("states?pageSize", "pageSize", "must be a whole number")]
    [InlineData("states?known_at.revison=5", "known_at.revison", "Did you mean `revision`?")]
    [InlineData("states?knownAt=5", "knownAt", "is a message: set its fields, for example knownAt.revision")]
    [InlineData("states?knownAt.revision.number=5", "knownAt.revision", "has no fields of its own")]
    [InlineData("states?knownAt.revision=5&knownAt.token=a", "knownAt.token", "must not be set together with `revision`")]
    [InlineData("states?=5", "", "is not a field of ListStatesRequest")]
    [InlineData("states?_=1701270000", "_", "is not a field of ListStatesRequest")]
    [InlineData("states/AL?name=states/ES", "name", "must not be given twice: it is in the path")]
    [InlineData("recognitions:count?assumptions.recognition.recognizer=ES", "assumptions", "send it in the body of a POST")]
    [InlineData("recognitions:count?include_supporting_facts=True", "include_supporting_facts", "must be true or false")]
    [InlineData("sources?filter.kinds=SOURCE_KIND_NONE", "filter.kinds", "must be one of SOURCE_KIND_")]
    [InlineData("recognitions:watch?resume_token=T&from_now=true", "from_now", "must not be set together with `resume_token`")]
    [InlineData("recognitions:watch?bookmarkInterval=1", "bookmarkInterval", "must be a duration in seconds")]
    public async Task An_address_that_would_be_misread_is_rejected_with_its_field(string address, string field, string says)
    {
        var answer = await caller.GetAsync($"/v1/{address}");
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_REQUEST"), (answer.Status, answer.Reason));
        Assert.Contains(answer.Violations, violation =>
            violation.Field == field && violation.Description.Contains(says, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("recognitions:watch?snapshot_first=false", "snapshot_first")]
    [InlineData("recognitions:watch?fromNow=false", "fromNow")]
    [InlineData("states?consistency.fully_consistent=false", "consistency.fully_consistent")]
    [InlineData("states?consistency.minimizeLatency=false", "consistency.minimizeLatency")]
    [InlineData("states?partial_date_mode=CERTAIN", "partial_date_mode")]
    [InlineData("recognitions:diff?base.partialDateMode=CERTAIN", "base.partialDateMode")]
    public async Task A_choice_without_an_effect_is_rejected(string address, string field)
    {
        var answer = await caller.GetAsync($"/v1/{address}");
        Assert.Equal("INVALID_REQUEST", answer.Reason);
        Assert.Contains(field, answer.Fields);
    }

    [Theory]
    [InlineData("sources?filter.kinds=PAGE&filter.kinds=DATASET&page_size=2.0")]
    [InlineData("sources?filter.kinds=1&pageToken=&asOf=&consistency.fullyConsistent=true")]
    [InlineData("states?as_of=2020-01-01&partial_date_mode=PARTIAL_DATE_MODE_CERTAIN&known_at.revision=0")]
    [InlineData("recognitions:watch?bookmark_interval=1.5s&snapshotFirst=true&include_previous=true")]
    public async Task Fields_in_an_address_are_read_in_every_notation(string address)
    {
        var answer = await caller.GetAsync($"/v1/{address}");
        Assert.True(answer.IsAccepted, answer.Text);
    }

    [Fact]
    public async Task A_body_that_would_be_ignored_is_rejected()
    {
        var answer = await caller.SendAsync(HttpMethod.Get, "/v1/states", new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.Equal(["body"], answer.Fields);
        answer = await caller.SendAsync(HttpMethod.Get, "/v1/states", new StringContent("", Encoding.Latin1, "application/json"));
        Assert.Equal("utf-8", answer.ContentType?.CharSet);
        Assert.True(answer.IsAccepted, answer.Text);
    }

    [Theory]
    [InlineData("/v1/states", HttpStatusCode.OK)]
    [InlineData("/v1/states/AL", HttpStatusCode.NotFound)]
    [InlineData("/v1/states?pagesize=1", HttpStatusCode.BadRequest)]
    [InlineData("/v1/decisions:assess?organization=nato&decision=X", HttpStatusCode.NotFound)]
    [InlineData("/v1/nothing", HttpStatusCode.NotFound)]
    public async Task Head_has_the_headers_of_get_and_no_body(string address, HttpStatusCode status)
    {
        var head = await caller.SendAsync(HttpMethod.Head, address);
        var get = await caller.GetAsync(address);
        Assert.Equal((status, status, ""), (get.Status, head.Status, head.Text));
        Assert.Equal(get.ContentType, head.ContentType);
    }

    [Fact]
    public async Task A_grpc_call_to_an_unknown_rpc_gets_an_error()
    {
        var bytes = Marshallers.Create<byte[]>(body => body, body => body);
        foreach (var name in new[] { service.Descriptor.FullName, "some.other.Service" })
        {
            var rpc = new Method<byte[], byte[]>(MethodType.Unary, name, "NoSuchRpc", bytes, bytes);
            var error = await Assert.ThrowsAsync<RpcException>(
                () => service.Invoker.AsyncUnaryCall(rpc, null, new(cancellationToken: Call.Cancelled), []).ResponseAsync);
            Assert.Equal(new(StatusCode.Unimplemented, "ENDPOINT_UNKNOWN"), Call.Of(error));
        }
    }

    [Fact]
    public async Task The_response_to_an_address_with_thousands_of_violations_has_a_hundred()
    {
        var answer = await caller.GetAsync($"/v1/states?{string.Concat(Enumerable.Repeat("a&", 3_000))}");
        Assert.Equal(100, answer.Violations.Count);
    }

    [Theory]
    [InlineData("GET", "/v1/nothing", HttpStatusCode.NotFound, "No RPC has the path /v1/nothing.")]
    [InlineData("POST", "/v1/recognition:count", HttpStatusCode.NotFound, "Did you mean /v1/recognitions:count?")]
    [InlineData("DELETE", "/v1/states/AL", HttpStatusCode.MethodNotAllowed, "does not accept DELETE, only GET, HEAD.")]
    [InlineData("GET", "/v1/states:register", HttpStatusCode.MethodNotAllowed, "does not accept GET, only POST.")]
    [InlineData("HEAD", "/v1/recognitions:watch", HttpStatusCode.MethodNotAllowed, "")]
    [InlineData("POST", "/kosovonato.recognitions.v1.RecognitionService/ListStates", HttpStatusCode.UnsupportedMediaType, "accepts gRPC")]
    public async Task A_path_or_a_method_without_an_rpc_gets_an_error(
        string method, string path, HttpStatusCode status, string says)
    {
        var content = method == "POST" ? new StringContent("{}", Encoding.UTF8, "application/json") : null;
        var answer = await caller.SendAsync(new(method), path, content);
        Assert.Equal(status, answer.Status);
        Assert.Equal(status == HttpStatusCode.MethodNotAllowed, answer.Allow.Length > 0);
        if (method != "HEAD")
        {
            Assert.Equal("ENDPOINT_UNKNOWN", answer.Reason);
            Assert.Contains(says, answer.Message, StringComparison.Ordinal);
        }
    }
}
