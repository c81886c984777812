using System.IO.Pipelines;

namespace KosovoNato.Standalone.Tests;

/// <summary>The program in the test process, which is cheaper than its own, until it is disposed.</summary>
sealed class InProcessProgram : IAsyncDisposable
{
    readonly CancellationTokenSource stop = new();
    readonly StringWriter errors = new();
    readonly Pipe output = new();
    readonly Task<int> run;

    InProcessProgram(TemporaryDirectory folder, string[] more) => run = RunAsync(RunningProgram.Arguments(folder, more));

    /// <summary>The output of the program until it was ready.</summary>
    public string Summary { get; private set; } = "";

    public static async Task<InProcessProgram> StartAsync(TemporaryDirectory folder, params string[] more)
    {
        var program = new InProcessProgram(folder, more);
        using var lines = new StreamReader(program.output.Reader.AsStream());
        try
        {
            program.Summary = await RunningProgram.OutputUntilReady(lines) ?? throw new InvalidOperationException(
                $"It ended with {await program.run}: {program.errors}");
            return program;
        }
        catch
        {
            await program.stop.CancelAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        Assert.Equal(0, await run);
        stop.Dispose();
        await errors.DisposeAsync();
    }

    async Task<int> RunAsync(string[] args)
    {
        await using var text = new StreamWriter(output.Writer.AsStream()) { AutoFlush = true };
        return await new StandaloneCommand().RunAsync(
            args, new() { Output = text, Error = errors, ProcessTerminationTimeout = null }, stop.Token);
    }
}
