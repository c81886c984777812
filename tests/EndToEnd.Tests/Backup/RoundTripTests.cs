using KosovoNato.Evidence.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Seeder;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Backup;

/// <summary>Exported and reimported data is identical for every read.</summary>
public sealed class RoundTripTests(SharedStores stores, StoreFixture grown)
{
    static readonly string[] Codes = ["ES", "GR", "RO", "SK", "AL", "HR", "FR", "US"];
    static readonly ActKind[] Kinds = [ActKind.Announced, ActKind.Granted, ActKind.WithdrawalClaimed, ActKind.WithdrawalConfirmed,
        ActKind.Confirmed];

    [Fact]
    public async Task Every_response_of_a_restored_store_is_the_same_as_before()
    {
        for (var seed = 0; seed < StressMode.Rounds(1, 10); seed++)
        {
            var old = await ProgramAsync(StoreBackend.Redis);
            await using var service = await RunningRecognitions.StartAsync(old);
            await HappenAsync(service, new Random(seed));
            while (!await CameBackAsync(service, old, await ProgramAsync(StoreBackend.Embedded)))
            {
            }

            service.Service.AssertNoErrors();
        }
    }

    /// <summary>
    /// Exports, imports, compares all responses, and restores the data to the first kind of server. Derived fields are computed a little
    /// later by each running service. If the restored service was faster, the original one reaches the same result, and the comparison has
    /// to be retried.
    /// </summary>
    async Task<bool> CameBackAsync(RunningRecognitions service, BackupProgram old, BackupProgram restored)
    {
        var (head, before) = await SettledAsync(service, old);
        var backup = await old.ExportAsync();
        await restored.ImportAsync(backup);
        var (kept, back) = (await StoredHash.OfAsync(old), await StoredHash.OfAsync(restored));
        await using var again = await RunningRecognitions.StartAsync(restored);
        var (headAgain, after) = await SettledAsync(again, restored);
        again.Service.AssertNoErrors();
        if (headAgain != head || await HeadAsync(service) != head)
        {
            await Eventually.True(async () => await HeadAsync(service) > head, seconds: 30);
            return false;
        }

        Assert.NotEqual(await StoredHash.IdentityAsync(old), await StoredHash.IdentityAsync(restored));
        Assert.DoesNotContain("\"encoded\"", System.Text.Encoding.UTF8.GetString(backup), StringComparison.Ordinal);
        AssertSame(kept, back);
        AssertSame(before, after);
        var third = await ProgramAsync(StoreBackend.Redis);
        await third.ImportAsync(await restored.ExportAsync());
        AssertSame(kept, await StoredHash.OfAsync(third));
        return true;
    }

    [Theory]
    [InlineData(StoreBackend.Redis)]
    [InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task A_restored_snapshot_responds_as_its_revision_did_and_accepts_new_writes(StoreBackend backend)
    {
        var then = grown.Of(30).Sources;
        var restored = await ProgramAsync(backend);
        await restored.ImportAsync(await grown.Program.ExportAsync(at: 30));
        await using var again = await RunningRecognitions.StartAsync(restored);
        await using var second = await RunningRecognitions.StartAsync(restored);
        var now = await again.Rpc.ListSourcesAsync(new() { PageSize = 1_000 });
        Assert.Equal(then, now.Sources);
        Assert.Equal(30, now.Revision.Number);
        Assert.Equal(
            "REVISION_COMPACTED", (await ErrorAssert.By(again.Rpc.ListSourcesAsync(new() { KnownAt = new() { Revision = 29 } }))).Reason());

        // A resource of that snapshot can be corrected, and the other instance receives the change.
        var corrected = await again.Rpc.CorrectSourceAsync(TestRequests.Correct("s3", "after the restore"));
        Assert.Equal(31, corrected.Revision.Number);
        await Eventually.True(
            async () => (await second.Rpc.GetSourceAsync(new() { Name = "sources/s3" })).Source.Title == "after the restore");
        Assert.Equal(then, (await second.Rpc.ListSourcesAsync(new() { PageSize = 1_000, KnownAt = new() { Revision = 30 } })).Sources);
        again.Service.AssertNoErrors();
        second.Service.AssertNoErrors();
    }

    [Fact]
    public async Task A_compacted_log_is_exported_and_restored()
    {
        var old = await ProgramAsync(StoreBackend.Redis);
        await using (var service = await RunningRecognitions.StartAsync(old, ("Store:RetainedRevisions", "1000")))
        {
            await Parallel.ForAsync(0, 2_100, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (number, stop) =>
                await service.Rpc.RegisterSourceAsync(TestRequests.Register($"s{number}"), cancellationToken: stop));
            await Eventually.True(async () => (await StoredHash.OfAsync(old)).ContainsKey("floor"), seconds: 40);
            await Eventually.True(async () => !(await StoredHash.OfAsync(old)).ContainsKey("1"));
        }

        var restored = await ProgramAsync(StoreBackend.Redis);
        await restored.ImportAsync(await old.ExportAsync());
        var (before, after) = (await StoredHash.OfAsync(old), await StoredHash.OfAsync(restored));
        // Request IDs of compacted revisions are no longer known.
        Assert.All(before.Keys.Except(after.Keys), field => Assert.StartsWith("q:", field, StringComparison.Ordinal));
        Assert.All(after, field => Assert.Equal(before[field.Key], field.Value));
        await using var again = await RunningRecognitions.StartAsync(restored);
        Assert.Equal(2_100, (await again.Rpc.ListSourcesAsync(new() { PageSize = 1 })).Revision.Number);
        Assert.Equal("sources/s7", (await again.Rpc.GetSourceAsync(new() { Name = "sources/s7" })).Source.Name);
        Assert.NotEmpty((await again.Rpc.ListSourcesAsync(new() { PageSize = 1, KnownAt = new() { Revision = 1_500 } })).Sources);
        again.Service.AssertNoErrors();
    }

    [Fact]
    public async Task A_request_applied_before_the_export_is_not_applied_again()
    {
        var restored = await ProgramAsync(StoreBackend.Redis);
        await restored.ImportAsync(grown.BackupOf(200));
        await using var again = await RunningRecognitions.StartAsync(restored);
        Assert.Equal(200, (await again.Rpc.CorrectSourceAsync(grown.LastRequest)).Revision.Number);
        Assert.Equal(200, (await again.Rpc.ListSourcesAsync(new())).Revision.Number);
    }

    [Fact]
    public async Task A_long_log_is_restored()
    {
        var revisions = StressMode.Rounds(1_000, 3_000, 100_000);
        var old = await ProgramAsync(StoreBackend.Redis);
        await using var service = await RunningRecognitions.StartAsync(old, ("RateLimit:CallsPerSecond", "100000"));
        await Parallel.ForAsync(0, revisions, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (number, stop) =>
            await service.Rpc.RegisterSourceAsync(TestRequests.Register($"s{number}"), cancellationToken: stop));
        var restored = await ProgramAsync(StoreBackend.Redis);
        await restored.ImportAsync(await old.ExportAsync());
        AssertSame(await StoredHash.OfAsync(old), await StoredHash.OfAsync(restored));
        await using var again = await RunningRecognitions.StartAsync(restored);
        Assert.Equal(revisions, (await again.Rpc.ListSourcesAsync(new() { PageSize = 1 })).Revision.Number);
    }

    async Task<BackupProgram> ProgramAsync(StoreBackend backend) =>
        new((await stores.Of(backend)).Configuration, StoreServer.FreshPrefix());

    /// <summary>Loads the seeds, which have every type, then makes random acts and corrections. Rejected writes have no effect.</summary>
    static async Task HappenAsync(RunningRecognitions service, Random random)
    {
        await new SeedLoader(service.Rpc).LoadAsync(RepositoryPaths.File("seeds"), TestContext.Current.CancellationToken).WithinAsync(60);
        for (var step = 0; step < 60; step++)
        {
            var code = Codes[random.Next(Codes.Length)];
            var acts = (await service.Rpc.GetRecognitionAsync(new() { Name = $"recognitions/{code}-XK" })).Recognition.Acts;
            try
            {
                await (random.Next(4) switch
                {
                    0 when acts.Count > 0 => (Task)service.Rpc.RetractActAsync(
                        new()
                        {
                            Name = $"recognitions/{code}-XK",
                            ActId = acts[random.Next(acts.Count)].Id,
                            RequestId = TestRequests.NewId()
                        }).ResponseAsync,
                    1 => service.Rpc.RegisterSourceAsync(
                        TestRequests.Register($"note-{step}", $"Überschrift „{step}“ \u00A0 \U0001F4DC")).ResponseAsync,
                    _ => service.Rpc.RecordActAsync(Act(code, Kinds[random.Next(Kinds.Length)], random.Next(28))).ResponseAsync,
                });
            }
            catch (Grpc.Core.RpcException refused) when (refused.StatusCode == Grpc.Core.StatusCode.FailedPrecondition)
            {
            }
        }
    }

    static RecordActRequest Act(string code, ActKind kind, int day) => new()
    {
        Recognizer = code,
        Subject = "XK",
        RequestId = TestRequests.NewId(),
        Reason = "a \"reason\" with \\ and \t in it",
        Act = new()
        {
            Kind = kind,
            Date = $"2026-0{1 + (day % 9)}-{1 + day:00}",
            Evidence = new() { Citations = { new Citation { Source = "sources/gk" } }, Confidence = Confidence.Verified },
        },
    };

    /// <summary>Reads everything once all derived fields are computed: the revision is the same before and after.</summary>
    static async Task<(long Head, SortedDictionary<string, string> Answers)> SettledAsync(RunningRecognitions service, BackupProgram at)
    {
        while (true)
        {
            var head = await HeadAsync(service);
            var answers = await AskAsync(service, at, head);
            if (await HeadAsync(service) == head)
            {
                return (head, answers);
            }
        }
    }

    static async Task<SortedDictionary<string, string>> AskAsync(RunningRecognitions service, BackupProgram at, long head) =>
        await ServiceReadout.NowAsync(
            service.Invoker, RecognitionService.Descriptor, await StoredHash.IdentityAsync(at), head, 1, head / 2, head - 5);

    static async Task<long> HeadAsync(RunningRecognitions service) =>
        (await service.Rpc.ListSourcesAsync(new() { PageSize = 1, Consistency = new() { FullyConsistent = true } })).Revision.Number;

    static void AssertSame(SortedDictionary<string, string> expected, SortedDictionary<string, string> actual)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        var difference = expected.FirstOrDefault(one => one.Value != actual[one.Key]);
        Assert.True(difference.Key is null, $"{difference.Key}: {difference.Value}\n{actual.GetValueOrDefault(difference.Key ?? "")}");
    }
}
