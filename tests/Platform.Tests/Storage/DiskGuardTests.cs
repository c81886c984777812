using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using KosovoNato.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace KosovoNato.Platform.Tests.Storage;

/// <summary>Writes stay away from a store that the next write would end.</summary>
public sealed class DiskGuardTests
{
    const string FullDisk = "ERR Can't execute an AOF background rewriting. Please check the server logs for more information.";

    readonly DiskGuard guard = new(NullLogger.Instance);
    readonly IDatabase database = DispatchProxy.Create<IDatabase, ScriptedStore>();

    ScriptedStore Store => (ScriptedStore)database;

    [Fact]
    public async Task A_store_that_never_restarted_is_not_asked_to_rewrite_its_file()
    {
        Store.RewriteError = FullDisk;
        await CheckAsync();
        await CheckAsync();
        Assert.False(guard.IsClosed);
        Assert.Equal(0, Store.Rewrites);
    }

    [Fact]
    public async Task After_a_restart_with_a_full_disk_there_are_no_writes_until_the_disk_has_space()
    {
        await CheckAsync();
        (Store.RunId, Store.RewriteError) = ("after the restart", FullDisk);
        await CheckAsync();
        Assert.True(guard.IsClosed);
        await CheckAsync();
        Assert.True(guard.IsClosed);

        Store.RewriteError = null;
        await CheckAsync();
        Assert.False(guard.IsClosed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ERR Background append only file rewriting already in progress")]
    [InlineData("NOPERM this user has no permissions to run the 'bgrewriteaof' command")]
    public async Task After_a_restart_with_another_response_writes_continue_and_one_rewrite_is_enough(string? response)
    {
        await CheckAsync();
        (Store.RunId, Store.RewriteError) = ("after the restart", response);
        await CheckAsync();
        await CheckAsync();
        Assert.False(guard.IsClosed);
        Assert.Equal(1, Store.Rewrites);
    }

    [Fact]
    public async Task A_failed_rewrite_of_the_store_itself_is_a_reason_to_check()
    {
        await CheckAsync();
        (Store.RewriteStatus, Store.RewriteError) = ("err", FullDisk);
        await CheckAsync();
        Assert.True(guard.IsClosed);
    }

    [Fact]
    public async Task A_store_that_could_not_append_to_its_file_gets_no_writes()
    {
        Store.WriteStatus = "err";
        await CheckAsync();
        Assert.True(guard.IsClosed);
        Store.WriteStatus = "ok";
        await CheckAsync();
        Assert.False(guard.IsClosed);
    }

    [Fact]
    public async Task A_store_that_is_still_loading_is_checked_later()
    {
        await CheckAsync();
        (Store.RunId, Store.RewriteError) = ("after the restart", "LOADING Redis is loading the dataset in memory");
        await Assert.ThrowsAsync<RedisServerException>(CheckAsync);
        Store.RewriteError = FullDisk;
        await CheckAsync();
        Assert.True(guard.IsClosed);
    }

    async Task CheckAsync() => await guard.CheckAsync(database, await StoreInfo.ReadAsync(database, "server"));

    /// <summary>A store that answers INFO and BGREWRITEAOF.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "DispatchProxy derives a class from it at run time.")]
    class ScriptedStore : DispatchProxy
    {
        public string RunId { get; set; } = "before";

        public string RewriteStatus { get; set; } = "ok";

        public string WriteStatus { get; set; } = "ok";

        public string? RewriteError { get; set; }

        public int Rewrites { get; private set; }

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args) =>
            (args![0], ((object[])args[1]!).FirstOrDefault()) switch
            {
                ("INFO", "server") => Answer($"# Server\r\nrun_id:{RunId}\r\n"),
                ("INFO", "persistence") => Answer($"aof_last_bgrewrite_status:{RewriteStatus}\r\naof_last_write_status:{WriteStatus}\r\n"),
                ("BGREWRITEAOF", _) => Rewrite(),
                var other => throw new NotSupportedException($"{other}"),
            };

        Task<RedisResult> Rewrite()
        {
            Rewrites++;
            return RewriteError is null
                ? Answer("Background append only file rewriting started")
                : Task.FromException<RedisResult>(new RedisServerException(RedisErrorKind.Unknown, CommandFlags.None, RewriteError));
        }

        static Task<RedisResult> Answer(string text) => Task.FromResult(RedisResult.Create((RedisValue)text));
    }
}
