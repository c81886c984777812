using System.Text.Json;
using System.Text.RegularExpressions;

namespace KosovoNato.Standalone.Tests;

/// <summary>A first start loads the seeds and prints a correct summary. All tests share one program.</summary>
public sealed class SummaryTests(FirstStart first) : IClassFixture<FirstStart>
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    string Summary => first.Summary;

    [Fact]
    public void A_first_start_loads_the_seeds_and_reports_their_contents()
    {
        Assert.Matches(@"NATO +28 of 32 recognize Kosovo on \S+, missing: ES GR RO SK\n", Summary);
        Assert.Matches(@"EU +22 of 27 recognize Kosovo on \S+, missing: CY ES GR RO SK\n", Summary);
        Assert.Matches(@"by mfa +121 of 193 .*\n", Summary);
        Assert.Matches(@"by ever +118 of 193 .*\n", Summary);
        Assert.Matches(@"by strict +102 of 193 .*\n", Summary);
        Assert.Matches(@"by serbia +92 of 193 .*\n", Summary);
        Assert.Matches(@"milestones +28 of 72 achieved, 16 ready, 13 waiting, 12 blocked\n", Summary);
        Assert.Matches(@"R1 +28 of 32, missing: ES GR RO SK ", Summary);
        var held = Regex.Match(Summary, @"resources +(?<resources>\S+), of which (?<loaded>\S+) were loaded");
        Assert.True(held.Success, Summary);
        Assert.NotEqual("0", held.Groups["loaded"].Value);
        Assert.Equal(held.Groups["resources"].Value, held.Groups["loaded"].Value);
    }

    [Fact]
    public async Task The_last_line_names_the_file_with_the_addresses()
    {
        var file = first.Folder.File("addresses.json");
        Assert.Equal($"ready {file}", Summary.Split('\n')[^1]);
        using var addresses = JsonDocument.Parse(await File.ReadAllTextAsync(file, Cancelled));
        foreach (var service in addresses.RootElement.GetProperty("services").EnumerateObject())
        {
            var (grpc, http) = (service.Value.GetProperty("grpc").GetString()!, service.Value.GetProperty("http").GetString()!);
            Assert.Matches($@"\n  {service.Name} +gRPC {new Uri(grpc).Authority} +JSON and metrics {http}\n", Summary);
        }
    }

    [Fact]
    public void Only_its_owner_may_read_the_write_key() => Assert.Equal(
        UnixFileMode.UserRead | UnixFileMode.UserWrite,
        OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(first.Folder.File("api.key")));

    [Fact]
    public async Task The_example_call_gets_a_response()
    {
        var example = Regex.Match(Summary, "curl '(?<url>[^']+recognitions:count[^']+)'").Groups["url"].Value;

        using var http = new HttpClient();
        using var answer = JsonDocument.Parse(await http.GetStringAsync(new Uri(example), Cancelled));

        Assert.Equal(26, answer.RootElement.GetProperty("recognizingCount").GetInt32());
        Assert.Equal(30, answer.RootElement.GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task The_first_address_is_the_page_and_its_stream_has_everything()
    {
        var page = Regex.Match(Summary, @"http://\S+").Value;
        Assert.Matches($@"\n  open +{Regex.Escape(page)} in a browser\n", Summary);

        using var http = new HttpClient { BaseAddress = new(page) };
        Assert.Contains("<script", await http.GetStringAsync("/", Cancelled), StringComparison.Ordinal);
        using var events = new StreamReader(await http.GetStreamAsync("/events", Cancelled));
        var waiting = new HashSet<string>(["recognitions", "milestones", "recommendations"]);
        while (waiting.Count > 0 && await events.ReadLineAsync(Cancelled).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(30), Cancelled) is { } line)
        {
            if (line.Contains("snapshotEnd", StringComparison.Ordinal))
            {
                waiting.RemoveWhere(service => line.Contains($"\"service\": \"{service}\"", StringComparison.Ordinal));
            }
        }

        Assert.Empty(waiting);
    }

    [Fact(Explicit = true)]
    public async Task A_load_interrupted_by_a_crash_is_completed_by_the_next_start()
    {
        using var folder = new TemporaryDirectory();
        using (var first = RunningProgram.Start(folder))
        {
            var log = new FileInfo(folder.File("AOF/aof.log.0"));
            using var retry = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
            while (await retry.WaitForNextTickAsync(Cancelled) && !(log.Exists && log.Length > 100_000))
                log.Refresh();
            first.Kill();
            await first.End();
        }

        using var second = RunningProgram.Start(folder);
        var summary = await second.Summary();

        Assert.Contains("28 of 32", summary, StringComparison.Ordinal);
        Assert.Matches("by mfa +121 of 193 ", summary);
    }
}
