namespace KosovoNato.Standalone.Tests;

/// <summary>The program after its first start in a folder of its own, for tests that only ask it.</summary>
public sealed class FirstStart : IAsyncLifetime
{
    RunningProgram? program;

    internal TemporaryDirectory Folder { get; } = new();

    /// <summary>What it printed until it was ready.</summary>
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
