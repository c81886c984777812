using Grpc.Core;
using KosovoNato.Client;
using KosovoNato.Client.Watching;
using KosovoNato.Recognitions.V1;

var address = Environment.GetEnvironmentVariable("RECOGNITIONS") ?? "http://127.0.0.1:5101";
await using var client = new RecognitionsClient(new ClientOptions { Address = new(address) });

var count = await client.Rpc.CountRecognitionsAsync(new() { Organization = "nato", AsOf = "2020-09-04" });
Console.WriteLine($"{count.RecognizingCount} of {count.TotalCount}");

try
{
    await client.Rpc.ListSourcesAsync(new() { PageSize = -1 });
}
catch (RpcException e)
{
    var details = e.GetErrorDetails();
    var fields = details.FieldViolations.Select(violation => $"{violation.Field} {violation.Description}");
    Console.WriteLine($"{details.Reason}: {string.Join("; ", fields)}");
}

// Everything, and then every change, once and in order, across broken connections.
var watching = new WatchOptions { OnInterrupted = _ => Console.WriteLine("interrupted") };
await foreach (var step in client.WatchAsync(new WatchRequest { Filter = new() { Sources = new() } }, watching))
{
    if (step is not WatchEvent<WatchResponse>.Message { Response: var message })
    {
        Console.WriteLine("the past is lost: a snapshot follows");
        continue;
    }

    if (message.SnapshotEnd is { } end)
    {
        Console.WriteLine($"complete at {end.Revision}");
    }

    foreach (var changed in message.Revisions)
    {
        foreach (var change in changed.Changes)
        {
            Console.WriteLine($"{change.Name} {change.Kind} in {changed.Revision}");
        }
    }
}
