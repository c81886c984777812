using System.Globalization;
using StackExchange.Redis;

namespace KosovoNato.Standalone.Tests;

/// <summary>Writes as the services do: one script with one HSET of many fields, then COMMITAOF, on one connection.</summary>
sealed class Writer : IAsyncDisposable
{
    public const int Fields = 20;
    const string Script = """
        local fields = {'head', ARGV[1]}
        for i = 1, 20 do
          fields[#fields + 1] = 'f' .. i
          fields[#fields + 1] = ARGV[1]
        end
        fields[#fields + 1] = ARGV[1]
        fields[#fields + 1] = ARGV[2]
        redis.call('HSET', KEYS[1], unpack(fields))
        return ARGV[1]
        """;

    readonly ConnectionMultiplexer connection;
    readonly IDatabase database;

    Writer(ConnectionMultiplexer connection) => (this.connection, database) = (connection, connection.GetDatabase());

    public static async Task<Writer> ConnectAsync(EmbeddedStore store)
    {
        var configuration = ConfigurationOptions.Parse(store.Configuration);
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        // A log of 100 MB is read in one response; its duration on a busy machine is irrelevant.
        configuration.AsyncTimeout = 60_000;
        return new(await ConnectionMultiplexer.ConnectAsync(configuration));
    }

    /// <summary>Returns when the store has acknowledged the revision as durable.</summary>
    public async Task Write(int revision, int valueLength = 500)
    {
        var written = database.ScriptEvaluateAsync(Script, ["log"], [revision, new string('x', valueLength)]);
        var committed = database.ExecuteAsync("COMMITAOF");
        await written;
        await committed;
    }

    public async Task WriteUpTo(int last)
    {
        for (var revision = 1; revision <= last; revision++)
            await Write(revision);
    }

    /// <summary>Checks that the log has no gap and no partial command, and returns its head revision.</summary>
    public async Task<int> WholeUpTo()
    {
        var log = (await database.HashGetAllAsync("log")).ToDictionary(entry => entry.Name.ToString(), entry => entry.Value.ToString());
        if (log.Count == 0)
            return 0;
        var head = int.Parse(log["head"], CultureInfo.InvariantCulture);
        Assert.All(Enumerable.Range(1, Fields), field => Assert.Equal(log["head"], log[$"f{field}"]));
        Assert.All(Enumerable.Range(1, head), revision => Assert.True(log.ContainsKey($"{revision}"), $"revision {revision} is missing"));
        Assert.Equal(1 + Fields + head, log.Count);
        return head;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
