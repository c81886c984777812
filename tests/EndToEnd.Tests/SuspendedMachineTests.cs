using System.Globalization;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>
/// The wall clock of a process moves, as on a machine that was suspended, and its monotonic clock does not. Needs the package libfaketime.
/// </summary>
public sealed class SuspendedMachineTests(SharedStores stores)
{
    const string Library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";

    [Fact(Explicit = true)]
    public async Task A_day_that_began_while_the_machine_was_suspended_is_noticed_within_a_minute()
    {
        Assert.SkipUnless(File.Exists(Library), "libfaketime is not installed.");
        using var folder = new TemporaryDirectory();
        var offset = Path.Combine(folder.Path, "offset");
        await File.WriteAllTextAsync(offset, "+0", Cancelled);
        await using var deployment = await Deployment.StartProcessAsync(
            (await stores.Of(StoreBackend.Redis)).Configuration, new Dictionary<string, string>
            {
                ["LD_PRELOAD"] = Library,
                ["FAKETIME_TIMESTAMP_FILE"] = offset,
                ["FAKETIME_NO_CACHE"] = "1",
                ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            });
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(1)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("a"), cancellationToken: Cancelled);
        foreach (var code in new[] { "AL", "XK" })
        {
            await deployment.Rpc.RegisterStateAsync(TestRequests.State(code), cancellationToken: Cancelled);
        }

        await deployment.Rpc.RecordActAsync(TestRequests.Grant("AL", day), cancellationToken: Cancelled);
        Assert.Equal(RecognitionStatus.NotRecognized, await StatusAsync(deployment));

        await File.WriteAllTextAsync(offset, "+1d", Cancelled);
        await Eventually.True(async () => await StatusAsync(deployment) == RecognitionStatus.Recognized, seconds: 90);
        deployment.Service.AssertNoErrors();
    }

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    static async Task<RecognitionStatus> StatusAsync(Deployment deployment) =>
        (await deployment.Rpc.GetRecognitionAsync(new() { Name = "recognitions/AL-XK" }, cancellationToken: Cancelled)).Recognition.Status;
}
