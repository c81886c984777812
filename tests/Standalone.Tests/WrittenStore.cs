namespace KosovoNato.Standalone.Tests;

/// <summary>The data folder of a store that was written and ended in order, for tests that damage a copy of it.</summary>
public sealed class WrittenStore : IAsyncLifetime
{
    internal const int Revisions = 50;

    readonly TemporaryDirectory folder = new();

    public async ValueTask InitializeAsync()
    {
        await using var store = await EmbeddedStore.StartAsync(folder.Options, TestContext.Current.CancellationToken);
        await using var writer = await Writer.ConnectAsync(store);
        await writer.WriteUpTo(Revisions);
    }

    internal TemporaryDirectory Copy()
    {
        var copy = new TemporaryDirectory();
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            var target = copy.File(Path.GetRelativePath(folder.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return copy;
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
