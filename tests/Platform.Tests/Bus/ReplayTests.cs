using System.Text.RegularExpressions;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Bus;

/// <summary>The operator instructions in the bus README work.</summary>
public sealed partial class ReplayTests(SharedStores stores, SharedBroker brokers)
{
    const string Queue = "milestones.recognitions";

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dead_lettered_messages_are_applied_after_the_documented_replay()
    {
        var broker = await brokers.Server;
        var virtualHost = await broker.FreshVirtualHostAsync(Cancelled);
        var heard = new RecordingSubscriber { Fails = _ => true };
        await using var client = await PlainClient.ConnectAsync(broker.Address(virtualHost));
        await using var service = await RecognitionsFixture.StartAsync(
            (await stores.Of(StoreBackend.Redis)).Configuration, StoreServer.FreshPrefix(), broker.Address(virtualHost),
            subscriptions: [heard.Subscribe(Queue)]);
        await service.SubscribedAsync();
        foreach (var revision in new[] { 7, 8, 9 })
        {
            await client.PublishAsync(Samples.Properties(revision), Samples.Body(revision));
        }

        await Eventually.True(() => service.Log.Count("bus.message_dead_lettered") == 3, seconds: 30);
        var tried = heard.Changes.Count;
        heard.Fails = _ => false;
        foreach (var (tool, arguments) in Documented(virtualHost))
        {
            await broker.RunAsync(tool, arguments, Cancelled);
        }

        await heard.EventuallyAsync(tried + 3, seconds: 30);
        Assert.Equal([7, 8, 9], heard.Revisions.Skip(tried));
        Assert.Equal(3, service.Log.Count("bus.message_dead_lettered"));
    }

    static IEnumerable<(string Tool, IReadOnlyList<string> Arguments)> Documented(string virtualHost)
    {
        var readme = File.ReadAllText(RepositoryPaths.File("services", "Platform", "Replication", "Bus", "README.md"));
        var commands = Commands().Match(readme).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, commands.Length);
        foreach (var command in commands)
        {
            var words = Words().Matches(command).Select(word => word.Value.Trim('\''))
                .Select(word => word == "/" ? virtualHost : word.Replace("%2F", virtualHost, StringComparison.Ordinal)).ToList();
            yield return (words[0], words[1..]);
        }
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Commands();

    [GeneratedRegex("'[^']*'|[^ ]+")]
    private static partial Regex Words();
}
