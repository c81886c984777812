using Grpc.Core;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Seeder;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Seeder;

public sealed class SeedLoaderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_run_writes_everything_and_reports_the_count()
    {
        var service = new NameIndexService();
        var summary = await LoadAsync(service);
        Assert.Equal(Seeds.Plan.Count, summary.Created);
        Assert.Equal(0, summary.Existing);
        Assert.Equal(
            Seeds.Plan.GroupBy(item => item.Type).Select(items => new SeedCount(items.Key, items.Count(), 0)), summary.Counts);
        Assert.Contains($"Source: {Seeds.Data.Of<Source>().Count} created, 0 already there", summary.ToString());
        Assert.Contains("Milestone: 72 created, 0 already there", summary.ToString());
        Assert.Empty(summary.Differences);
        AssertWhole(service);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(7)] // many pages
    public async Task The_second_run_writes_nothing(int pageSize)
    {
        var service = new NameIndexService { PageSize = pageSize };
        await LoadAsync(service);
        service.Batches.Clear();
        var summary = await LoadAsync(service);
        Assert.Empty(service.Batches);
        Assert.Equal(0, summary.Created);
        Assert.Equal(Seeds.Plan.Count, summary.Existing);
        Assert.Empty(summary.Differences);
    }

    [Fact]
    public async Task Facts_corrected_after_seeding_are_kept_and_reported()
    {
        var service = new NameIndexService();
        await LoadAsync(service);
        service.Batches.Clear();
        var corrected = Seeds.Find<Milestone>("milestones/nalt").Clone();
        corrected.Title = "NATO team";
        service.Corrected[corrected.Name] = corrected;
        var summary = await LoadAsync(service);
        Assert.Empty(service.Batches);
        Assert.Equal(
            new SeedDifference("milestones/nalt", "title", "NATO Advisory and Liaison Team (NALT) established", "NATO team"),
            Assert.Single(summary.Differences));
        Assert.EndsWith("milestones/nalt differs: title: the seeds have NATO Advisory and Liaison Team (NALT) established, the service "
            + "NATO team", summary.ToString());
    }

    [Fact]
    public async Task Only_the_given_services_are_loaded()
    {
        var service = new NameIndexService();
        var summary = await new SeedLoader(service.Client).LoadAsync(Seeds.Folder, Cancellation);
        Assert.Equal(Seeds.RecognitionsPlan.Select(item => item.Type).Distinct(), summary.Counts.Select(count => count.Type));
        Assert.Equal(Seeds.RecognitionsPlan.ToDictionary(item => item.Name, item => item.Writes.Count), service.WritesOf.ToDictionary());
    }

    [Fact]
    public async Task Existing_resources_are_left_unchanged()
    {
        var service = new NameIndexService();
        var kept = Seeds.Plan.Where((_, index) => index % 3 == 0).ToList();
        foreach (var target in new[] { Seeds.Recognitions, Seeds.Milestones, Seeds.Recommendations })
        {
            foreach (var batch in SeedBatch.Of(SeedPlan.Of(target, Seeds.Data).Where(item => kept.Any(one => one.Name == item.Name))))
            {
                service.Write(batch.ToRequest(target));
            }
        }

        var summary = await LoadAsync(service);
        Assert.Equal(kept.Count, summary.Existing);
        Assert.DoesNotContain(
            service.Batches.SelectMany(WriteTarget.WritesIn), write => kept.Any(item => item.Name == WriteTarget.Of(write).Name));
        AssertWhole(service);
    }

    [Fact]
    public async Task An_interrupted_run_is_completed_by_the_next()
    {
        var service = new NameIndexService();
        var number = 0;
        service.BeforeBatch = _ => Broken(number++ == 1);
        await Assert.ThrowsAsync<RpcException>(() => LoadAsync(service));
        Assert.InRange(service.WritesOf.Count, 1, Seeds.Plan.Count - 1);

        var summary = await LoadAsync(service);
        Assert.Equal(Seeds.Plan.Count, summary.Created + summary.Existing);
        AssertWhole(service);
    }

    [Fact]
    public async Task A_batch_whose_response_was_lost_is_not_written_twice()
    {
        var service = new NameIndexService();
        var lost = false;
        service.BeforeBatch = batch =>
        {
            if (!lost)
            {
                lost = true;
                service.Write(batch);
                Broken(true);
            }
        };
        await Assert.ThrowsAsync<RpcException>(() => LoadAsync(service));
        await LoadAsync(service);
        AssertWhole(service);
    }

    [Fact]
    public async Task Concurrent_loaders_write_everything_once()
    {
        var service = new NameIndexService();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LoadAsync(service))).WithinAsync(30);
        AssertWhole(service);
    }

    [Fact]
    public async Task A_loader_that_conflicts_with_another_checks_again_for_missing_resources()
    {
        var service = new NameIndexService();
        var other = SeedBatch.Of(Seeds.Plan.Take(150)).Single().ToRequest(Seeds.Recognitions);
        var first = true;
        service.BeforeBatch = _ =>
        {
            if (first)
            {
                first = false;
                service.Write(other);
            }
        };
        var summary = await LoadAsync(service).WithinAsync(30);
        Assert.Equal(150, summary.Existing);
        AssertWhole(service);
    }

    [Theory]
    [InlineData(StatusCode.InvalidArgument)]
    [InlineData(StatusCode.FailedPrecondition)]
    public async Task A_rejection_names_the_resource_and_the_fields(StatusCode code)
    {
        var service = new NameIndexService();
        service.BeforeBatch = batch =>
        {
            var write = WriteTarget.WritesIn(batch).ToList()
                .FindIndex(candidate => WriteTarget.Of(candidate) == ("recognitions/GW-XK", false));
            if (write >= 0)
            {
                throw NameIndexService.Refusal(code, write);
            }
        };
        var refusal = await Assert.ThrowsAsync<SeedRejectedException>(() => LoadAsync(service));
        Assert.StartsWith("recognitions/GW-XK: ", refusal.Message);
        Assert.Contains("act.date: is no date", refusal.Message);
    }

    [Fact]
    public async Task A_cancelled_run_stops()
    {
        var service = new NameIndexService();
        using var stop = new CancellationTokenSource();
        service.BeforeBatch = _ => stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => service.Loader.LoadAsync(Seeds.Folder, stop.Token));
        Assert.Single(service.Batches);
    }

    private static Task<SeedSummary> LoadAsync(NameIndexService service) =>
        service.Loader.LoadAsync(Seeds.Folder, Cancellation);

    // Every resource has exactly its own writes: none is missing, incomplete or duplicated.
    private static void AssertWhole(NameIndexService service) => Assert.Equal(
        Seeds.Plan.ToDictionary(item => item.Name, item => item.Writes.Count), service.WritesOf.ToDictionary());

    private static void Broken(bool now)
    {
        if (now)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "the line was cut"));
        }
    }
}
