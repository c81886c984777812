using System.Globalization;
using StackExchange.Redis;

namespace KosovoNato.Benchmarks.Rows;

/// <summary>
/// The limit of a durable write: the service's own script on the same store, one commit per call, with the bytes of a real change and no
/// other work.
/// </summary>
sealed class BareCommits : IAsyncDisposable
{
    const string Identity = "00000000000000000000000000000000";
    static readonly RedisKey Key = "bare:log";
    readonly ConnectionMultiplexer connection;
    readonly IDatabase database;
    readonly byte[] script;
    readonly byte[] change;
    readonly long[] revisions;

    BareCommits(ConnectionMultiplexer connection, byte[] script, byte[] change, int callers)
    {
        (this.connection, this.script, this.change) = (connection, script, change);
        database = connection.GetDatabase();
        revisions = new long[callers];
    }

    public static async Task<BareCommits> OpenAsync(string store, string serviceKey, int callers)
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(store + ",allowAdmin=true");
        var database = connection.GetDatabase();
        var head = await database.HashGetAsync(serviceKey, "head");
        var change = (byte[])(await database.HashGetAsync(serviceKey, head))!;
        await database.KeyDeleteAsync(Key);
        await database.HashSetAsync(Key, "identity", Identity);
        using var stream = new StreamReader(typeof(BareCommits).Assembly.GetManifestResourceStream("Commit.lua")!);
        var script = await connection.GetServers()[0].ScriptLoadAsync(await stream.ReadToEndAsync());
        Report.Note($"a change in the log has {change.Length} bytes");
        return new BareCommits(connection, script, change, callers);
    }

    /// <summary>Commits a change to the caller's own record, on condition that it is unchanged since the caller's last write.</summary>
    public async Task CommitAsync(int caller)
    {
        RedisValue name = Calls.Records.NameOf(caller);
        var rows = (RedisResult[])(await database.ScriptEvaluateAsync(script, [Key],
        [
            Identity, "bare:hint", "bare", Guid.NewGuid().ToString("N"), "CorrectSourceRequest.0123456789abcdef0123456789abcdef",
            1, name, revisions[caller].ToString(CultureInfo.InvariantCulture), 1, name, change,
        ]))!;
        var row = (RedisResult[])rows[1]!;
        revisions[caller] = (int)row[0] == 1 ? (long)row[1] : throw new InvalidOperationException($"The script refused: {row[0]}.");
    }

    public async ValueTask DisposeAsync()
    {
        // In the background: deleting it synchronously would block the store during the next measurement.
        await database.ExecuteAsync("UNLINK", Key);
        await connection.DisposeAsync();
    }
}
