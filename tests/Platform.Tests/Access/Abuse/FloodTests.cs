using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Access.Abuse;

/// <summary>
/// Connections that abuse HTTP/2. The service must survive, keep no memory for them and serve the next caller. These tests measure memory,
/// so no other test of this assembly runs at the same time.
/// </summary>
[CollectionDefinition(nameof(FloodTests), DisableParallelization = true)]
[Collection(nameof(FloodTests))]
public sealed class FloodTests(SharedStores stores)
{
    const string Path = "/kosovonato.recognitions.v1.RecognitionService/ListStates";
    const int ProtocolError = 1;
    const int FlowControlError = 3;
    const int FrameSizeError = 6;
    const int CompressionError = 9;
    const int EnhanceYourCalm = 11;

    static int Times => StressMode.Rounds(1_000, 3_000, 100_000);

    public static TheoryData<string> Kinds => [.. Abuses.Keys];

    /// <summary>The abuses by name. Each uses its own connection; those that read responses can check how the server ended it.</summary>
    static IReadOnlyDictionary<string, Func<Uri, Task>> Abuses { get; } = new Dictionary<string, Func<Uri, Task>>
    {
        ["streams that are reset at once"] = async address =>
        {
            await using var connection = await RawConnection.OpenAsync(address);
            var block = Frame.CallHeaders(Path);
            await connection.FloodAsync(
                Times, i => [.. Frame.Of(FrameKind.Headers, Frame.EndHeaders, (2 * i) + 1, block), .. Frame.Reset((2 * i) + 1)]);
        },
        ["calls that are reset when they are under way"] = async address =>
        {
            await using var connection = await RawConnection.OpenAsync(address);
            var block = Frame.CallHeaders("/kosovonato.recognitions.v1.RecognitionService/Watch");
            await connection.FloodAsync(Times, i =>
            [
                .. Frame.Of(FrameKind.Headers, Frame.EndHeaders, (2 * i) + 1, block),
                .. Frame.Of(FrameKind.Data, Frame.EndStream, (2 * i) + 1, [0, 0, 0, 0, 0]),
                .. Frame.Reset((2 * i) + 1),
            ]);
        },
        ["headers that never end"] = async address =>
        {
            await using var connection = await RawConnection.OpenAsync(address);
            await connection.TrySendAsync(Frame.Of(FrameKind.Headers, 0, 1, Frame.CallHeaders(Path)));
            var part = Frame.Header("x-more", new string('x', 8_000));
            await connection.FloodAsync(Times, _ => Frame.Of(FrameKind.Continuation, 0, 1, part));
            await EndsAsync(connection, ProtocolError, EnhanceYourCalm);
        },
        ["continuations that carry nothing"] = async address =>
        {
            await using var connection = await RawConnection.OpenAsync(address);
            await connection.TrySendAsync(Frame.Of(FrameKind.Headers, 0, 1, Frame.CallHeaders(Path)));
            await connection.FloodAsync(Times, _ => Frame.Of(FrameKind.Continuation, 0, 1, []));
        },
        ["a frame above what was agreed"] = async address =>
        {
            await using var connection = await RawConnection.OpenAsync(address);
            await connection.TrySendAsync(Frame.Of(FrameKind.Data, 0, 1, new byte[1 << 20]));
            await EndsAsync(connection, FrameSizeError);
        },
        ["a frame that says to be larger than it is"] = async address =>
        {
            await using var connection = await RawConnection.OpenAsync(address);
            await connection.TrySendAsync(Frame.Of(FrameKind.Headers, Frame.EndHeaders, 1, Frame.CallHeaders(Path), length: 0xff_ffff));
            await EndsAsync(connection, FrameSizeError);
        },
        ["settings without end"] = async address =>
        {
            await using var connection = await RawConnection.OpenAsync(address);
            await connection.FloodAsync(Times, i => Frame.Of(FrameKind.Settings, 0, 0, [0, 4, 0, 0, (byte)(i % 100), 0]));
        },
        ["settings whose answers are not read"] = async address =>
        {
            await using var connection = await RawConnection.OpenAsync(address, reads: false);
            await connection.FloodAsync(20 * Times, i => Frame.Of(FrameKind.Settings, 0, 0, [0, 4, 0, 0, (byte)(i % 100), 0]));
        },
        ["pings without end"] = async address =>
        {
            await using var connection = await RawConnection.OpenAsync(address);
            await connection.FloodAsync(Times, i => Frame.Of(FrameKind.Ping, 0, 0, BitConverter.GetBytes((long)i)));
        },
        ["pings whose answers are not read"] = async address =>
        {
            await using var connection = await RawConnection.OpenAsync(address, reads: false);
            await connection.FloodAsync(20 * Times, i => Frame.Of(FrameKind.Ping, 0, 0, BitConverter.GetBytes((long)i)));
        },
        ["windows that are opened beyond all bounds"] = async address =>
        {
            await using var connection = await RawConnection.OpenAsync(address);
            await connection.FloodAsync(3, _ => Frame.Of(FrameKind.WindowUpdate, 0, 0, [0x7f, 0xff, 0xff, 0xff]));
            await EndsAsync(connection, FlowControlError);
        },
        ["data for a stream that there is not"] = async address =>
        {
            await using var connection = await RawConnection.OpenAsync(address);
            await connection.TrySendAsync(Frame.Of(FrameKind.Data, Frame.EndStream, 0, [1, 2, 3]));
            await EndsAsync(connection, ProtocolError);
        },
        ["headers that cannot be read"] = async address =>
        {
            await using var connection = await RawConnection.OpenAsync(address);
            await connection.TrySendAsync(Frame.Of(FrameKind.Headers, Frame.EndHeaders, 1, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]));
            await EndsAsync(connection, CompressionError);
        },
        ["frames of random bytes"] = async address =>
        {
            var random = new Random(20_260_101);
            for (var round = 0; round < 50; round++)
            {
                await using var connection = await RawConnection.OpenAsync(address);
                await connection.FloodAsync(20, _ =>
                {
                    var payload = new byte[random.Next(64)];
                    random.NextBytes(payload);
                    return Frame.Of((FrameKind)random.Next(12), (byte)random.Next(256), random.Next(4), payload);
                });
            }
        },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_next_caller_is_served_after_the_abuse(string kind)
    {
        using var folder = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(stores, folder.Accept());
        await Abuses[kind](service.GrpcAddress).WithinAsync(60);
        await IsServedAsync(service);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var round = 0; round < 3; round++)
        {
            await Abuses[kind](service.GrpcAddress).WithinAsync(60);
            await IsServedAsync(service);
        }

        await Eventually.True(() => GC.GetTotalMemory(forceFullCollection: true) - before < 16 << 20, seconds: 20);
        service.Errors.AssertNone();
    }

    [Fact]
    public async Task Other_callers_are_served_while_a_connection_is_abused()
    {
        using var folder = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(stores, folder.Accept());
        var abuse = Task.Run(() => Abuses["streams that are reset at once"](service.GrpcAddress), Call.Cancelled);
        do
        {
            await IsServedAsync(service);
        }
        while (!abuse.IsCompleted);
        await abuse.WithinAsync(60);
        service.Errors.AssertNone();
    }

    static async Task EndsAsync(RawConnection connection, params int[] codes)
    {
        await connection.Closed.WithinAsync(20);
        Assert.True(connection.EndedWith is null || codes.Contains(connection.EndedWith.Value), $"Ended with {connection.EndedWith}.");
    }

    static async Task IsServedAsync(RunningService service)
    {
        using var channel = GrpcChannel.ForAddress(service.GrpcAddress);
        var answer = await Call.Send(channel, service.Descriptor.FindMethodByName("ListStates"), [], new ListStatesRequest().ToByteArray())
            .WithinAsync(20);
        Assert.Equal(new(StatusCode.OK), answer);
    }
}
