namespace KosovoNato.Standalone.Tests;

/// <summary>The program after its first start in its own folder, for tests that only read.</summary>
public sealed class FirstStart : IAsyncLifetime
{
    InProcessProgram? program;

    internal TemporaryDirectory Folder { get; } = new();

    /// <summary>The output of the program until it was ready.</summary>
    internal string Summary => program!.Summary;

    public async ValueTask InitializeAsync() => program = await InProcessProgram.StartAsync(Folder);

    public async ValueTask DisposeAsync()
    {
        if (program is not null)
            await program.DisposeAsync();
        Folder.Dispose();
    }
}
