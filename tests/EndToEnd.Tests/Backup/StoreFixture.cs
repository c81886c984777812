using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Backup;

/// <summary>
/// A store of the recognition service with some revisions of sources, what was exported of it as it grew, and what it answered.
/// One for the whole assembly, on a server of its own; its service is gone.
/// </summary>
public sealed class StoreFixture : IAsyncLifetime
{
    static readonly int[] Heads = [10, 30, 50, 200];

    readonly Dictionary<int, Grown> grown = [];
    StoreServer? server;
    BackupProgram? program;

    /// <summary>The program at that store.</summary>
    internal BackupProgram Program => program ?? throw new InvalidOperationException("It is not written yet.");

    /// <summary>The request that made the newest revision.</summary>
    internal CorrectSourceRequest LastRequest { get; private set; } = new();

    /// <summary>What was exported when it had so many revisions.</summary>
    public byte[] BackupOf(int revisions) => grown[revisions].Backup;

    /// <summary>All of it, and the token of the second page of two each, when it had so many revisions.</summary>
    internal Grown Of(int revisions) => grown[revisions];

    public async ValueTask InitializeAsync()
    {
        server = await StoreServer.StartAsync(StoreBackend.Redis, TestContext.Current.CancellationToken);
        program = new(server.Configuration, StoreServer.FreshPrefix());
        await using var service = await RunningRecognitions.StartAsync(program);
        var before = 0;
        foreach (var head in Heads)
        {
            LastRequest = await service.WriteAsync(before, head) ?? LastRequest;
            var all = await service.Rpc.ListSourcesAsync(new() { PageSize = 1_000 });
            var page = await service.Rpc.ListSourcesAsync(new() { PageSize = 2 });
            grown.Add(head, new(await program.ExportAsync(), [.. all.Sources], all.Revision.Token, page.NextPageToken));
            before = head;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>How it was once.</summary>
    /// <param name="PageToken">Of the second page of two sources each.</param>
    internal sealed record Grown(byte[] Backup, IReadOnlyList<Source> Sources, string RevisionToken, string PageToken);
}
