using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace KosovoNato.Standalone.Tests;

public sealed class EndTests
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("INT", Explicit = true)]
    [InlineData("TERM")]
    [InlineData("HUP", Explicit = true)]
    public async Task Programs_find_the_addresses_until_a_signal_ends_the_process_quickly_with_code_0_despite_watchers(string signal)
    {
        using var folder = new TemporaryDirectory();
        var file = folder.Write("addresses.json", "left behind by a crash");
        using var program = RunningProgram.Start(folder, ["--output", "json"]);
        var line = JsonNode.Parse(await program.Line())!;

        Assert.True(JsonNode.DeepEquals(line, JsonNode.Parse(await File.ReadAllTextAsync(file, Cancelled))));
        Assert.Equal(
            ["dashboard", "milestones", "recognitions", "recommendations"], line["services"]!.AsObject().Select(one => one.Key).Order());
        Assert.Equal(folder.File("api.key"), (string)line["apiKeyFile"]!);
        using var http = new HttpClient();
        foreach (var (_, addresses) in line["services"]!.AsObject())
        {
            using var answer = await http.GetAsync(new Uri($"{addresses!["http"]}/health/ready"), Cancelled);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await using var watch = await http.GetStreamAsync(
            new Uri($"{line["services"]!["milestones"]!["http"]}/v1/milestones:watch?snapshot_first=true"), Cancelled);
        await program.Send(signal);

        (await program.End(TimeSpan.FromSeconds(10))).AssertOrderly();
        Assert.Empty(await program.Rest());
        Assert.False(File.Exists(file));
    }

    [Fact(Explicit = true)]
    public async Task A_second_Ctrl_C_ends_the_program_immediately_and_the_next_start_succeeds()
    {
        using var folder = new TemporaryDirectory();
        using (var program = RunningProgram.Start(folder))
        {
            await program.Summary();
            await Task.WhenAll(program.Send("INT"), program.Send("INT"));
            await program.End(TimeSpan.FromSeconds(10));
        }

        using var next = RunningProgram.Start(folder);
        Assert.Contains(" of which 0 were loaded", await next.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_exits_ends_the_program_and_nothing_is_lost()
    {
        using var folder = new TemporaryDirectory();
        using (var program = RunningProgram.Start(folder))
        {
            using var store = await program.Store();
            await program.Summary();
            store.Kill();
            var end = await program.End();
            Assert.Equal(69, end.ExitCode);
            Assert.Equal("The embedded store stopped unexpectedly. Acknowledged writes are kept. Read server.log in "
                + $"{folder.Path}, and start again.", end.Sentence);
        }

        await using var next = await InProcessProgram.StartAsync(folder);
        Assert.Contains(" of which 0 were loaded", next.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--grpc-port")]
    [InlineData("--http-port", Explicit = true)]
    public async Task A_port_in_use_is_named_with_the_way_to_choose_another(string option)
    {
        using var folder = new TemporaryDirectory();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var end = await EndOf(folder, option, port);

        Assert.Equal(76, end.ExitCode);
        Assert.Equal($"Port {port} on 127.0.0.1 is taken. Stop the program that uses it, or choose another port with "
            + $"{option} (0 for a free port).", end.Sentence);
        await using var store = await EmbeddedStore.StartAsync(folder.Options, Cancelled); // no process was left behind
    }

    [Fact]
    public async Task An_invalid_setting_in_the_environment_is_named_in_one_sentence()
    {
        using var folder = new TemporaryDirectory();
        using var program = RunningProgram.Start(folder, [], ("KOSOVONATO_Listen__AllowedOrigins__0", "example.org"));

        var end = await program.End();

        Assert.Equal(78, end.ExitCode);
        Assert.StartsWith(
            "The settings in the environment are invalid. Listen:AllowedOrigins:0 must be an origin", end.Sentence,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Could not find", null, Explicit = true)]
    [InlineData("sources.json: ", "{")]
    public async Task Missing_or_invalid_seeds_are_named(string finding, string? sources)
    {
        using var folder = new TemporaryDirectory();
        using var seeds = new TemporaryDirectory();
        if (sources is not null)
            await File.WriteAllTextAsync(seeds.File("sources.json"), sources, Cancelled);

        var end = await EndOf(folder, "--seeds", sources is null ? seeds.File("none") : seeds.Path);

        Assert.Equal(66, end.ExitCode);
        Assert.StartsWith($"The seeds in {seeds.Path}", end.Sentence, StringComparison.Ordinal);
        Assert.Contains(finding, end.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_file_without_a_key_is_named_and_kept()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.File("api.key"), "operator:short", Cancelled);

        var end = await EndOf(folder);

        Assert.Equal(78, end.ExitCode);
        Assert.StartsWith($"The key file {folder.File("api.key")} cannot be used", end.Sentence, StringComparison.Ordinal);
        Assert.Equal("operator:short", await File.ReadAllTextAsync(folder.File("api.key"), Cancelled));
    }

    [Fact(Explicit = true)]
    public async Task Corrupted_data_is_rejected_and_left_unchanged()
    {
        using var folder = new TemporaryDirectory();
        using (var program = RunningProgram.Start(folder))
        {
            await program.Summary();
            await program.Send("TERM");
            await program.End();
        }
        var log = folder.File("AOF/aof.log.0");
        var bytes = await File.ReadAllBytesAsync(log, Cancelled);
        bytes[bytes.Length / 3] ^= 1;
        await File.WriteAllBytesAsync(log, bytes, Cancelled);
        var damaged = folder.Content();

        var end = await EndOf(folder);

        Assert.Equal(65, end.ExitCode);
        Assert.StartsWith($"The data in {folder.Path} is corrupted", end.Sentence, StringComparison.Ordinal);
        Assert.Equal(damaged, folder.Content());
    }

    [Theory]
    [InlineData("Unrecognized command or argument '--nonsense'.", "--nonsense", "1")]
    [InlineData("--grpc-port must be a number from 0 to 65505, not \"65536\".", "--grpc-port", "65536")]
    [InlineData("--http-port must be a number from 0 to 65505, not \"-1\".", "--http-port", "-1")]
    [InlineData("--http-port must be a number from 0 to 65505, not \"\".", "--http-port", "")]
    [InlineData("--data must be a path, not \" \".", "--data", " ")]
    [InlineData("--output must be text or json, not \"xml\".", "--output", "xml")]
    [InlineData("Required argument missing for option: '--seeds'.", "--seeds")]
    [InlineData("Option '--data' expects a single argument but 2 were provided.", "--data", "a", "--data", "b")]
    [InlineData("--grpc-port and --http-port", "--grpc-port", "7000", "--http-port", "7000")]
    public async Task Invalid_arguments_stop_the_start_and_are_named(string error, params string[] args)
    {
        var end = await ProgramEnd.OfAsync(args);

        Assert.Equal(64, end.ExitCode);
        Assert.Contains(end.Errors, line => line.StartsWith(error, StringComparison.Ordinal));
        Assert.EndsWith("--help lists the arguments.", end.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--data <directory>", "or else in the current directory.")]
    [InlineData("--grpc-port <port>", "[default: 5101]")]
    [InlineData("--http-port <port>", "[default: 5100]")]
    [InlineData("--seeds <directory>", "/seeds]")]
    [InlineData("--output <format>", "[default: text]")]
    public async Task Help_lists_each_option_with_its_default(string option, string value)
    {
        using var help = new StringWriter();
        var code = await new StandaloneCommand().RunAsync(["--help"], new() { Output = help }, Cancelled);

        Assert.Equal(0, code);
        var line = Assert.Single(help.ToString().Split('\n'), line => line.TrimStart().StartsWith(option, StringComparison.Ordinal));
        Assert.EndsWith(value, line, StringComparison.Ordinal);
    }

    static Task<ProgramEnd> EndOf(TemporaryDirectory folder, params string[] more) =>
        ProgramEnd.OfAsync(RunningProgram.Arguments(folder, more));
}
