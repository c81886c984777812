using KosovoNato.EndToEnd.Tests;
using KosovoNato.Testing;

namespace KosovoNato.Dashboard.Tests.Packages;

/// <summary>
/// A partner's program that reads a count and an error, and follows the sources behind a proxy. All partners write the same lines, except
/// for the case of words.
/// </summary>
sealed class FollowingPartner(RunningDashboard running, TcpProxy way, Func<IReadOnlyList<string>> written)
{
    List<string> Written => [.. written().Select(line => line.ToLowerInvariant())];

    /// <summary>Cuts the stream while sources are registered. The partner must see each once, in order, and no second snapshot.</summary>
    public async Task MissesNothingAsync()
    {
        await WroteAsync("complete at ");
        Assert.Equal("26 of 30", Written[0]);
        Assert.Matches("^invalid_?request: page_size must be 0 or more", Written[1]);
        List<string> added = [await RegisterAsync()];
        await WroteAsync(added[^1]);

        await way.CutAsync();
        await WroteAsync("interrupted");
        added.AddRange([await RegisterAsync(), await RegisterAsync()]);
        way.Resume();
        await WroteAsync(added[^1]);
        added.Add(await RegisterAsync());
        await WroteAsync(added[^1]);

        Assert.Equal(added, Written.Where(added.Contains));
        Assert.Single(Written, line => line.StartsWith("complete at ", StringComparison.Ordinal));
        Assert.DoesNotContain("the past is lost: a snapshot follows", Written);
    }

    Task WroteAsync(string beginning) =>
        Eventually.True(() => Written.Any(line => line.StartsWith(beginning, StringComparison.Ordinal)), 60, beginning);

    /// <summary>Registers a source, and returns the line about it.</summary>
    async Task<string> RegisterAsync()
    {
        var id = TestRequests.NewId();
        var answer = await running.Services.RecognitionRpc.RegisterSourceAsync(TestRequests.Register(id));
        return $"sources/{id} added in {answer.Revision.Number}";
    }
}
