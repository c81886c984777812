using KosovoNato.Client;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Snippets;

/// <summary>The pages in protos/quickstart: their code is run as it is shown, against the one command.</summary>
public sealed class QuickStartTests(QuickStartSystem system, NodePrograms programs) : IClassFixture<QuickStartSystem>
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("csharp")]
    [InlineData("typescript")]
    [InlineData("typescript in a browser")]
    [InlineData("python")]
    [InlineData("java", Explicit = true)]
    [InlineData("curl")]
    [InlineData("buf")]
    public async Task A_quick_start_asks_records_once_and_misses_nothing_when_its_stream_is_cut(string page)
    {
        await using var client = new RecognitionsClient(new() { Address = new($"http://{system.Grpc}"), ApiKey = system.Key });
        var count = await client.Rpc.CountRecognitionsAsync(new() { Organization = "nato" }, cancellationToken: Cancelled);
        using var folder = new TemporaryDirectory();
        var command = await new QuickStartProgram(folder, system).MakeAsync(page, programs);
        await using TcpProxy grpc = TcpProxy.To(system.Grpc), http = TcpProxy.To(system.Http);
        await using var program = Subscriber.Program(
            command[0], command[1], command[2..], ("RECOGNITIONS", grpc.Configuration), ("RECOGNITIONS_JSON", http.Configuration),
            ("API_KEY", system.Key), ("PATH", $"{NodeWorkspace.Programs}:{Environment.GetEnvironmentVariable("PATH")}"));

        var line = await program.WroteAsync(line => line.StartsWith("recorded in ", StringComparison.Ordinal));
        var recorded = line["recorded in ".Length..line.IndexOf(',', StringComparison.Ordinal)];
        await program.WroteAsync($"recognitions/AL-XK in {recorded}");
        await Task.WhenAll(grpc.CutAsync(), http.CutAsync());
        var missed = await client.Rpc.RecordActAsync(Confirmed(), cancellationToken: Cancelled);
        grpc.Resume();
        http.Resume();
        await program.WroteAsync($"recognitions/DE-XK in {missed.Revision.Number}");

        Assert.Equal(
            [
                $"{count.RecognizingCount} of {count.TotalCount}, missing: {string.Join(' ', count.NonRecognizingStates)}",
                "INVALID_REQUEST as_of", $"recorded in {recorded}, repeated: {recorded}",
                $"recognitions/AL-XK in {recorded}", $"recognitions/DE-XK in {missed.Revision.Number}",
            ],
            program.Written);
    }

    [Fact]
    public async Task Each_page_is_short_and_in_the_list()
    {
        var index = string.Join('\n', await QuickStartPage.LinesAsync("README"));
        var pages = Directory.EnumerateFiles(QuickStartPage.Folder).Select(Path.GetFileNameWithoutExtension).Order().ToArray();
        Assert.Equal(["README", "buf", "csharp", "curl", "java", "python", "typescript"], pages);
        foreach (var page in pages.Skip(1))
        {
            Assert.InRange((await QuickStartPage.LinesAsync(page!)).Length, 1, QuickStartPage.MaxLines);
            Assert.Contains($"({page}.md)", index, StringComparison.Ordinal);
        }
    }

    static RecordActRequest Confirmed() => new()
    {
        Recognizer = "DE",
        Subject = "XK",
        Act = new()
        {
            Kind = ActKind.Confirmed,
            Date = "2026-11-20",
            Evidence = new() { Confidence = Evidence.V1.Confidence.Verified, Citations = { new Evidence.V1.Citation { Source = "gk" } } },
        },
    };
}
