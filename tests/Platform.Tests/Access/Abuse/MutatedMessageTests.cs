using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using KosovoNato.Serving.Access;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Access.Abuse;

/// <summary>
/// Any bytes sent as a message get a response that the contract allows and that reveals no internals. These tests measure memory, so no
/// other test of this assembly runs at the same time.
/// </summary>
[CollectionDefinition(nameof(MutatedMessageTests), DisableParallelization = true)]
[Collection(nameof(MutatedMessageTests))]
public sealed class MutatedMessageTests(SharedStores stores)
{
    const int MaxConcurrency = 16;
    const int MaxShown = 20;
    const int BytesOfRevision = 2_048;

    static readonly Marshaller<byte[]> Raw = Marshallers.Create(bytes => bytes, bytes => bytes);

    // Cached, because a channel keeps state for every method object that it receives.
    static readonly ConcurrentDictionary<MethodDescriptor, Method<byte[], byte[]>> Methods = new();

    // Text that would reveal internals: type names, stack traces, store commands.
    static readonly string[] Inner = ["Exception", "   at ", "KosovoNato.", "System.", "Grpc.", "Redis", "Google.Protobuf", ".cs:"];

    static int PerRpc => StressMode.Rounds(40, 200, 10_000);

    public static TheoryData<string> Services => [.. RpcPermissions.Services.Select(service => service.Name)];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Mutated_messages_get_responses_that_follow_the_contract(string name)
    {
        using var folder = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(stores, folder.Accept(), name);
        var wrong = new ConcurrentQueue<string>();
        var answers = new ConcurrentDictionary<StatusCode, int>();
        await AllAsync(service, PerRpc / 4, seed: 1, answers, wrong);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var revision = service.Revision;
        await AllAsync(service, PerRpc, seed: 2, answers, wrong);
        Assert.True(wrong.IsEmpty, $"{wrong.Count} wrong answer(s), among "
            + $"them:\n{string.Join('\n', wrong.Take(MaxShown))}\n{string.Join('\n', service.Errors.Entries.Take(3))}");
        service.Errors.AssertNone();
        // The messages must reach deep enough: some are accepted, and some are rejected because of their content.
        Assert.All([StatusCode.OK, StatusCode.InvalidArgument],
            status => Assert.True(answers.GetValueOrDefault(status) > 0, $"None was answered with {status}."));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", answers.Select(answer => $"{answer.Value} {answer.Key}")));
        // Some mutated writes are valid, and the service keeps their revisions.
        var kept = BytesOfRevision * (service.Revision - revision);
        await Eventually.True(() => GC.GetTotalMemory(forceFullCollection: true) - before - kept < 16 << 20, seconds: 20);
        var lists = service.Descriptor.Methods.First(method => method.Name.StartsWith("List", StringComparison.Ordinal));
        Assert.Equal(new(StatusCode.OK), await service.Bearer(lists.Name, RunningService.Key));
    }

    static Task AllAsync(
        RunningService service, int perRpc, int seed, ConcurrentDictionary<StatusCode, int> answers, ConcurrentQueue<string> wrong) =>
            Parallel.ForEachAsync(
        from rpc in service.Descriptor.Methods from number in Enumerable.Range(0, perRpc) select (rpc, number),
        new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = Call.Cancelled },
        async (one, _) =>
        {
            // A message can be reproduced from its RPC and number, except for the request ID.
            var random = new Random(HashCode(one.rpc.FullName, one.number, seed));
            var message = Mutation.Of(ValidMessages.Of(one.rpc.InputType, random).ToByteArray(), random);
            var (answer, text) = await SendAsync(service, one.rpc, message);
            answers.AddOrUpdate(answer.Status, 1, (_, count) => count + 1);
            if (!IsKnown(answer, one.rpc) || Inner.Any(part => text.Contains(part, StringComparison.Ordinal)))
            {
                wrong.Enqueue($"{one.rpc.Name} {Convert.ToBase64String(message)}: {answer} {text}");
            }
        });

    static async Task<(CallResult Answer, string Text)> SendAsync(RunningService service, MethodDescriptor rpc, byte[] message)
    {
        var method = Methods.GetOrAdd(rpc, static rpc =>
            new(rpc.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary, rpc.Service.FullName, rpc.Name, Raw, Raw));
        // A stream may be silent for a while, so it only has to start.
        var limit = TimeSpan.FromSeconds(rpc.IsServerStreaming ? 0.5 : 20);
        var options = new CallOptions(
            new Metadata { { "authorization", $"Bearer {RunningService.Key}" } }, TimeProvider.System.GetUtcNow().Add(limit).UtcDateTime,
            Call.Cancelled);
        try
        {
            if (rpc.IsServerStreaming)
            {
                using var stream = service.Channel.CreateCallInvoker().AsyncServerStreamingCall(method, null, options, message);
                await stream.ResponseStream.MoveNext(Call.Cancelled);
            }
            else
            {
                await service.Channel.CreateCallInvoker().AsyncUnaryCall(method, null, options, message);
            }

            return (new(StatusCode.OK), "");
        }
        catch (RpcException refused)
        {
            return (Call.Of(refused), refused.Status.Detail);
        }
    }

    static bool IsKnown(CallResult answer, MethodDescriptor rpc) => answer.Status switch
    {
        StatusCode.OK => true,
        StatusCode.DeadlineExceeded => rpc.IsServerStreaming,
        StatusCode.Unknown or StatusCode.Internal or StatusCode.Unavailable => false,
        _ => answer.Reason.Length > 0,
    };

    /// <summary>A hash that is the same in every run, unlike <c>string.GetHashCode</c>.</summary>
    static int HashCode(string rpc, int number, int seed) =>
        rpc.Aggregate((17 * number) + seed, (hash, letter) => unchecked((hash * 31) + letter));
}
