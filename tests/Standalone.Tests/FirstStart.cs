namespace KosovoNato.Standalone.Tests;

/// <summary>The program after its first start in its own folder, for tests that only read.</summary>
public sealed class FirstStart : IAsyncLifetime
{
    RunningProgram? program;

    internal TemporaryDirectory Folder { get; } = new();

    /// <summary>The output of the program until it was ready.</summary>
    internal string Summary { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        program = RunningProgram.Start(Folder);
        Summary = await program.Summary();
    }

    public ValueTask DisposeAsync()
    {
        program?.Dispose();
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
