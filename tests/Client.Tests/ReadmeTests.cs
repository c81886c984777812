using Grpc.Core;
using KosovoNato.Client.Watching;
using KosovoNato.Errors.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.Client.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public async Task The_example_in_the_README_is_this_code()
    {
        var readme = await File.ReadAllTextAsync(RepositoryPaths.File("services", "Client", "README.md"), FakeResponses.Stop);
        var source = await File.ReadAllLinesAsync(RepositoryPaths.File("tests", "Client.Tests", "ReadmeTests.cs"), FakeResponses.Stop);
        var begin = Array.FindIndex(source, line => line.Trim() == "// README");
        var end = Array.FindIndex(source, line => line.Trim() == "// end of README");
        var example = string.Join('\n', source[(begin + 1)..end].Select(line => line.Length > 8 ? line[8..] : ""));
        Assert.Contains($"```csharp\n{example}\n```", readme, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_in_the_README_runs()
    {
        await using var service = await FakeService.StartAsync();
        service.Acts.Then(
            FakeResponses.Answers<RecordActRequest, RecordActResponse>(new() { Revision = new() { Number = 3, Token = "r3" } }));
        service.Counts.Then(FakeResponses.Answers<CountRecognitionsRequest, CountRecognitionsResponse>(
            new() { RecognizingCount = 28, TotalCount = 32 }));
        service.Lists.Then(
            FakeResponses.Answers<ListStatesRequest, ListStatesResponse>(new() { States = { new State { Name = "states/XK" } } }));
        service.Watches.Then(
            FakeResponses.Sends(FakeResponses.Unavailable(), FakeResponses.SnapshotEnd(3, 0)),
            FakeResponses.Sends(FakeResponses.Error(StatusCode.OutOfRange, ErrorReason.StoreReplaced)),
            FakeResponses.Sends(
                FakeResponses.Error(StatusCode.PermissionDenied, ErrorReason.PermissionDenied), FakeResponses.SnapshotEnd(1, 0)));
        await using var output = new StringWriter();
        await ExampleAsync(service.Address, "k1", new() { Kind = ActKind.Granted }, output, FakeResponses.Stop).WithinAsync(20);
        Assert.Equal(
            [
                "recorded in revision 3", "28 of 32", "states/XK", "complete to revision 3", "forget what you knew: a snapshot follows",
                "complete to revision 1", "refused: PermissionDenied",
            ],
            output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(ActKind.Granted, service.Acts.Requests[0].Act.Kind);
        Assert.Equal("r3", service.Counts.Requests[0].Consistency.AtLeast);
    }

    static async Task ExampleAsync(Uri address, string key, Act act, TextWriter output, CancellationToken stop)
    {
        // README
        await using var client = new RecognitionsClient(new ClientOptions { Address = address, ApiKey = key });

        // Every RPC is on client.Rpc. A write gets a request id, so a repeat after a lost answer is not a second write.
        var recorded = await client.Rpc.RecordActAsync(
            new() { Recognizer = "ES", Subject = "XK", Act = act, Reason = "Note of 3 March" }, cancellationToken: stop);
        output.WriteLine($"recorded in revision {recorded.Revision.Number}");

        // Any instance may answer, and this one waits until it has that write too.
        var count = await client.Rpc.CountRecognitionsAsync(
            new() { CountingRule = "strict", Organization = "nato", Consistency = new() { AtLeast = recorded.Revision.Token } },
            cancellationToken: stop);
        output.WriteLine($"{count.RecognizingCount} of {count.TotalCount}");

        // All pages of a List, from one revision.
        await foreach (var state in Pages.AllAsync(client.Rpc.ListStatesAsync, new ListStatesRequest(), page => page.States, stop))
        {
            output.WriteLine(state.Name);
        }

        // All resources, and then every change, once and in order, across restarts and broken connections.
        try
        {
            await foreach (var step in client.WatchAsync(new WatchRequest(), stop))
            {
                output.WriteLine(step switch
                {
                    WatchEvent<WatchResponse>.SnapshotStart => "forget what you knew: a snapshot follows",
                    WatchEvent<WatchResponse>.Message message => $"complete to revision {message.CompleteRevision}",
                    _ => "",
                });
            }
        }
        catch (RpcException e)
        {
            output.WriteLine($"refused: {e.GetErrorDetails().Reason}");
        }
        // end of README
    }
}
