using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>Fuzz test: every request gets an error of the contract, and the service is still running afterwards.</summary>
public sealed class BadInputTests(SharedStores stores) : IAsyncLifetime
{
    static readonly Marshaller<byte[]> Raw = Marshallers.Create(bytes => bytes, bytes => bytes);

    Deployment deployment = null!;

    static ServiceDescriptor Service => RecognitionService.Descriptor;

    public async ValueTask InitializeAsync() =>
        deployment = await Deployment.StartAsync((await stores.Of(StoreBackend.Redis)).Configuration);

    public ValueTask DisposeAsync() => deployment.DisposeAsync();

    [Fact]
    public async Task Every_rpc_responds_to_every_invalid_request_with_a_clean_status()
    {
        var wrong = new List<string>();
        foreach (var method in Service.Methods)
        {
            await TryAsync(method, [], "an empty request", wrong);
            foreach (var (what, text) in InvalidRequests.Texts)
            {
                foreach (var number in new[] { -1, int.MaxValue, 1, 999 }.Take(StressMode.Rounds(1, 4, 4)))
                {
                    await TryAsync(
                        method, InvalidRequests.Fill(method.InputType, text, number, keepId: true).ToByteArray(), $"{what} and {number}",
                        wrong);
                }

                await TryAsync(
                    method, InvalidRequests.Fill(method.InputType, text, 1, keepId: false).ToByteArray(), $"{what}, also as request "
                    + "id", wrong);
            }
        }

        // One line per kind and RPC is enough to find the cause; the service's log has the details.
        var shown = wrong.Order(StringComparer.Ordinal)
            .DistinctBy(line => (line[..line.IndexOf(',', StringComparison.Ordinal)], line[line.IndexOf(':', StringComparison.Ordinal)..]));
        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong answer(s), among "
            + $"them:\n{string.Join('\n', shown.Take(60))}\n{string.Join('\n', deployment.Service.Errors.Take(3))}");
        deployment.Service.AssertNoErrors();
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("still-there"));
    }

    [Fact]
    public async Task A_write_without_a_valid_key_is_rejected_before_its_content_is_read()
    {
        var anonymous = new RecognitionService.RecognitionServiceClient(deployment.Anonymous);
        var without = await ErrorAssert.By(anonymous.RegisterSourceAsync(new()));
        Assert.Equal((StatusCode.Unauthenticated, "CREDENTIALS_REQUIRED"), (without.StatusCode, without.Reason()));
        var wrong = await ErrorAssert.By(
            anonymous.RegisterSourceAsync(new(), new Metadata { { "authorization", "Bearer wrong-wrong-wrong-wrong" } }));
        Assert.Equal((StatusCode.Unauthenticated, "CREDENTIALS_REQUIRED"), (wrong.StatusCode, wrong.Reason()));
    }

    [Fact]
    public async Task Bytes_that_are_not_a_message_are_an_invalid_request()
    {
        var wrong = new List<string>();
        foreach (var method in Service.Methods)
        {
            await TryAsync(method, [0xff, 0xff, 0xff, 0xff], "bytes that are no message", wrong);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        deployment.Service.AssertNoErrors();
    }

    [Fact]
    public async Task A_request_above_a_megabyte_is_rejected_with_a_reason()
    {
        var error = await ErrorAssert.By(deployment.Rpc.RegisterSourceAsync(TestRequests.Register("a", new string('x', 2 << 20))));
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        Assert.Equal("LIMIT_EXCEEDED", error.Reason());
    }

    [Fact]
    public async Task A_deadline_that_has_passed_is_reported_as_such()
    {
        var error = await ErrorAssert.By(deployment.Rpc.ListSourcesAsync(
            new() { Consistency = new() { AtLeast = (await deployment.Rpc.ListSourcesAsync(new())).Revision.Token } },
            deadline: DateTime.UnixEpoch));
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("")]
    public async Task A_corrupted_resume_token_is_rejected(string token)
    {
        using var call = deployment.Rpc.Watch(new() { ResumeToken = token });
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
            .WithinAsync(10);
        Assert.Equal((StatusCode.InvalidArgument, "TOKEN_INVALID"), (error.StatusCode, error.Reason()));
    }

    async Task TryAsync(MethodDescriptor method, byte[] request, string what, List<string> wrong)
    {
        var options = new CallOptions(deadline: TimeProvider.System.GetUtcNow().AddSeconds(10).UtcDateTime);
        try
        {
            if (method.IsServerStreaming)
            {
                using var call = deployment.Invoker.AsyncServerStreamingCall(MethodOf(method), null, options, request);
                await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken);
            }
            else
            {
                await deployment.Invoker.AsyncUnaryCall(MethodOf(method), null, options, request);
            }
        }
        catch (RpcException e)
        {
            if (e.StatusCode is StatusCode.Unknown or StatusCode.Internal or StatusCode.DeadlineExceeded or StatusCode.Unavailable
                || e.Reason().Length == 0)
            {
                wrong.Add($"{method.Name}, {what}: {e.StatusCode} {e.Reason()} {e.Status.Detail}");
            }
        }
    }

    static Method<byte[], byte[]> MethodOf(MethodDescriptor method) =>
        new(method.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary, Service.FullName, method.Name, Raw, Raw);
}
