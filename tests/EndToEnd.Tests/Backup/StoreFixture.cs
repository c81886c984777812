using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Backup;

/// <summary>
/// A store of the recognition service with some revisions of sources, the backups exported as it grew, and the service's responses. Shared
/// by the whole assembly, on its own server; the service is stopped.
/// </summary>
public sealed class StoreFixture : IAsyncLifetime
{
    static readonly int[] Heads = [10, 30, 50, 200];

    readonly Dictionary<int, Grown> grown = [];
    StoreServer? server;
    BackupProgram? program;

    /// <summary>The backup program for that store.</summary>
    internal BackupProgram Program => program ?? throw new InvalidOperationException("It is not written yet.");

    /// <summary>The request that made the head revision.</summary>
    internal CorrectSourceRequest LastRequest { get; private set; } = new();

    /// <summary>The backup exported at this number of revisions.</summary>
    public byte[] BackupOf(int revisions) => grown[revisions].Backup;

    /// <summary>All sources, and the token of the second page (page size 2), at this number of revisions.</summary>
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

    /// <summary>The data at an earlier number of revisions.</summary>
    /// <param name="PageToken">The token of the second page, with two sources per page.</param>
    internal sealed record Grown(byte[] Backup, IReadOnlyList<Source> Sources, string RevisionToken, string PageToken);
}
