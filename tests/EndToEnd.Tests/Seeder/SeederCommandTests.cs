using Grpc.Core;
using KosovoNato.Seeder;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Seeder;

public sealed class SeederCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kosovonato-seeder-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("An address is missing", "--seeds", "seeds")]
    [InlineData("--recognitions must be", "--recognitions", "127.0.0.1:5101")]
    [InlineData("--recognitions must be", "--recognitions", "ftp://127.0.0.1")]
    [InlineData("--milestones must be", "--recognitions", "http://a", "--milestones", "b")]
    [InlineData("--recommendations must be", "--recommendations", "b")]
    [InlineData("Required argument missing for option: '--recognitions'", "--recognitions")]
    [InlineData("'--recognitions' expects a single argument but 2 were provided", "--recognitions", "http://a", "--recognitions",
        "http://b")]
    [InlineData("Unrecognized command or argument '--recognition'", "--recognition", "http://a")]
    [InlineData("Unrecognized command or argument '@arguments'", "@arguments")]
    [InlineData("Unrecognized command or argument '[suggestions]'", "[suggestions]")]
    [InlineData("--seeds must be a path", "--recognitions", "http://a", "--seeds", "")]
    [InlineData("The key file none.key cannot be read", "--recognitions", "http://a", "--key-file", "none.key")]
    [InlineData("sources.json", "--recognitions", "http://127.0.0.1:1", "--seeds", "/nowhere")]
    public async Task Invalid_input_is_explained(string problem, params string[] args)
    {
        var (code, output, errors) = await RunAsync(args);
        Assert.Equal(ExitCodes.InvalidInput, code);
        Assert.Contains(problem, errors);
        Assert.Empty(output);
    }

    [Theory]
    [InlineData("secret-key\n", "secret-key")]
    [InlineData("", null)]
    [InlineData("two words", null)]
    public void The_key_is_read_from_its_file(string content, string? key)
    {
        var file = KeyFile(content);
        string[] args = ["--key-file", file, "--recognitions", "http://127.0.0.1:5101"];
        if (key is null)
        {
            Assert.Throws<SeedFileException>(() => Options(args));
        }
        else
        {
            Assert.Equal(new SeederOptions(new Uri("http://127.0.0.1:5101"), null, null, key, "seeds"), Options(args));
        }
    }

    [Fact]
    public async Task The_command_loads_with_its_key_and_a_second_run_finds_everything()
    {
        var service = new NameIndexService();
        var (host, address) = await HttpNameIndexService.StartAsync(service, "k-1", TestContext.Current.CancellationToken);
        await using var _ = host;
        string[] args = ["--recognitions", address, "--seeds", Seeds.Folder, "--key-file", KeyFile("k-1")];
        var first = await RunAsync(args);
        var written = service.Batches.Count;
        var second = await RunAsync(args);
        Assert.Equal((ExitCodes.Success, "", ExitCodes.Success, ""), (first.Code, first.Errors, second.Code, second.Errors));
        Assert.Contains("Recognition: 196 created, 0 already there", first.Output);
        Assert.Contains("Recognition: 0 created, 196 already there", second.Output);
        Assert.Equal(written, service.Batches.Count);
    }

    [Fact]
    public async Task A_broken_connection_is_retried_and_everything_is_written_once()
    {
        var service = new NameIndexService();
        var calls = 0;
        service.BeforeBatch = batch =>
        {
            if (calls++ == 1)
            {
                service.Write(batch); // The response is lost, not the write.
                throw new RpcException(new Status(StatusCode.Unavailable, "the line was cut"));
            }
        };
        var (host, address) = await HttpNameIndexService.StartAsync(service, "k-1", TestContext.Current.CancellationToken);
        await using var _ = host;
        var run = await RunAsync("--recognitions", address, "--seeds", Seeds.Folder, "--key-file", KeyFile("k-1"));
        Assert.Equal((ExitCodes.Success, ""), (run.Code, run.Errors));
        Assert.Equal(service.Batches[1], service.Batches[2]);
        Assert.Equal(Seeds.RecognitionsPlan.ToDictionary(item => item.Name, item => item.Writes.Count), service.WritesOf.ToDictionary());
    }

    [Fact]
    public void Each_service_has_its_own_address() => Assert.Equal(
        new SeederOptions(new Uri("http://a:1"), new Uri("http://b:2"), new Uri("https://c:3"), null, "elsewhere"),
        Options("--recommendations", "https://c:3", "--recognitions", "http://a:1", "--milestones", "http://b:2", "--seeds", "elsewhere"));

    [Fact]
    public async Task A_key_that_is_not_accepted_is_reported()
    {
        var service = new NameIndexService();
        var (host, address) = await HttpNameIndexService.StartAsync(service, "k-1", TestContext.Current.CancellationToken);
        await using var _ = host;
        var (code, _, errors) = await RunAsync("--recognitions", address, "--seeds", Seeds.Folder, "--key-file", KeyFile("k-2"));
        Assert.Equal(ExitCodes.Failed, code);
        Assert.Contains("Unauthenticated: the call needs a key", errors);
    }

    [Fact]
    public async Task An_interrupted_run_ends_immediately_and_reports_it()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var errors = new StringWriter();
        string[] args = ["--recognitions", $"http://127.0.0.1:{FreePort.Next()}", "--seeds", Seeds.Folder];
        var code = await new SeederCommand().RunAsync(args, new() { Output = TextWriter.Null, Error = errors }, stop.Token).WithinAsync(10);
        Assert.Equal(ExitCodes.Failed, code);
        Assert.Contains("Interrupted", errors.ToString());
    }

    [Fact]
    public async Task An_unavailable_service_is_retried_and_then_reported()
    {
        var (code, _, errors) = await RunAsync("--recognitions", $"http://127.0.0.1:{FreePort.Next()}", "--seeds", Seeds.Folder);
        Assert.Equal(ExitCodes.Failed, code);
        Assert.Contains("Unavailable", errors);
    }

    private static SeederOptions Options(params string[] args)
    {
        var command = new SeederCommand();
        return command.OptionsOf(command.Parse(args));
    }

    private string KeyFile(string content)
    {
        var file = Path.Combine(folder.FullName, "a.key");
        File.WriteAllText(file, content);
        return file;
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        var output = new StringWriter();
        var errors = new StringWriter();
        var code = await new SeederCommand()
            .RunAsync(args, new() { Output = output, Error = errors }, TestContext.Current.CancellationToken).WithinAsync(60);
        return (code, output.ToString(), errors.ToString());
    }
}
