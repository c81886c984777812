using System.Text.Json;
using System.Text.RegularExpressions;

namespace KosovoNato.Standalone.Tests;

public sealed class SummaryTests
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_start_loads_the_seeds_and_the_second_finds_them()
    {
        using var folder = new Folder();
        using (var first = RunningProgram.Start(folder))
        {
            var summary = await first.Summary();
            Assert.Matches(@"NATO +28 of 32 recognize Kosovo on \S+, missing: ES GR RO SK\n", summary);
            Assert.Matches(@"EU +22 of 27 recognize Kosovo on \S+, missing: CY ES GR RO SK\n", summary);
            Assert.Matches(@"by mfa +121 of 193 .*\n", summary);
            Assert.Matches(@"by ever +118 of 193 .*\n", summary);
            Assert.Matches(@"by strict +102 of 193 .*\n", summary);
            Assert.Matches(@"by serbia +92 of 193 .*\n", summary);
            Assert.Matches(@"milestones +26 of 66 achieved, 14 ready, 14 waiting, 11 blocked\n", summary);
            Assert.Matches(@"R1 +28 of 32, missing: ES GR RO SK ", summary);
            Assert.Equal(Held(summary).Resources, Held(summary).Loaded);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(folder.File("write.key")));
            await first.Send("TERM");
            (await first.End()).AssertOrderly();
        }

        using var second = RunningProgram.Start(folder);
        var again = Held(await second.Summary());
        Assert.Equal("0", again.Loaded);
        Assert.NotEqual("0", again.Resources);
    }

    [Fact]
    public async Task The_example_call_answers()
    {
        using var folder = new Folder();
        using var program = RunningProgram.Start(folder);
        var example = Regex.Match(await program.Summary(), "curl '(?<url>[^']+recognitions:count[^']+)'").Groups["url"].Value;

        using var http = new HttpClient();
        using var answer = JsonDocument.Parse(await http.GetStringAsync(new Uri(example), Cancelled));

        Assert.Equal(26, answer.RootElement.GetProperty("recognize").GetInt32());
        Assert.Equal(30, answer.RootElement.GetProperty("of").GetInt32());
    }

    [Fact]
    public async Task The_address_that_is_named_first_is_the_page_and_its_stream_has_everything()
    {
        using var folder = new Folder();
        using var program = RunningProgram.Start(folder);
        var summary = await program.Summary();
        var page = Regex.Match(summary, @"http://\S+").Value;
        Assert.Matches($@"\n  open +{Regex.Escape(page)} in a browser\n", summary);

        using var http = new HttpClient { BaseAddress = new(page) };
        Assert.Contains("<script", await http.GetStringAsync("/", Cancelled), StringComparison.Ordinal);
        using var events = new StreamReader(await http.GetStreamAsync("/events", Cancelled));
        var waiting = new HashSet<string>(["recognitions", "milestones", "recommendations"]);
        while (waiting.Count > 0 && await events.ReadLineAsync(Cancelled).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancelled) is { } line)
        {
            if (line.Contains("snapshotEnd", StringComparison.Ordinal))
            {
                waiting.RemoveWhere(service => line.Contains($"\"service\": \"{service}\"", StringComparison.Ordinal));
            }
        }

        Assert.Empty(waiting);
    }

    [Fact]
    public async Task A_load_cut_off_by_a_crash_is_completed_by_the_next_start()
    {
        using var folder = new Folder();
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

    static (string Resources, string Loaded) Held(string summary)
    {
        var held = Regex.Match(summary, @"held +(?<resources>\S+) resources; (?<loaded>\S+) of them loaded");
        Assert.True(held.Success, summary);
        return (held.Groups["resources"].Value, held.Groups["loaded"].Value);
    }
}
