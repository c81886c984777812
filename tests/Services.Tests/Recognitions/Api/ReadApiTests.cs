using Grpc.Core;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Services.Tests.Recognitions.Api;

public sealed class ReadApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2018-05-31", RecognitionStatus.Recognized, 1)]
    [InlineData("2018-06-21", RecognitionStatus.WithdrawalClaimed, 2)]
    [InlineData("2018-06-22", RecognitionStatus.Recognized, 3)]
    [InlineData("2000-01-01", RecognitionStatus.NotRecognized, 0)]
    public Task A_recognition_is_returned_as_it_was_on_a_date(string date, RecognitionStatus status, int acts) => OnLiberia(async service =>
    {
        var got = (await service.Client.GetRecognitionAsync(
            new() { Name = "recognitions/LR-XK", AsOf = date }, cancellationToken: Cancellation)).Recognition;
        Assert.Equal((status, acts), (got.Status, got.Acts.Count));
        var request = new ListRecognitionsRequest { AsOf = date, Filter = new() { Statuses = { status } } };
        Assert.Equal(
            got, Assert.Single((await service.Client.ListRecognitionsAsync(request, cancellationToken: Cancellation)).Recognitions));
        request.Filter.Statuses[0] = RecognitionStatus.Withdrawn;
        Assert.Empty((await service.Client.ListRecognitionsAsync(request, cancellationToken: Cancellation)).Recognitions);
    });

    [Fact]
    public Task Recognitions_are_filtered_by_every_field() => OnLiberia(async service =>
    {
        Assert.Equal(1, await Count(new() { Recognizers = { "LR", "ES" }, Subjects = { "XKX" } }));
        Assert.Equal(0, await Count(new() { Recognizers = { "ES" } }));
        Assert.Equal(1, await Count(new() { Contested = true }));
        Assert.Equal(0, await Count(new() { Contested = false }));
        Assert.Equal(1, await Count(new() { Confidences = { Confidence.Verified } }));
        Assert.Equal(0, await Count(new() { Confidences = { Confidence.PolicyPaper } }));
        Assert.Equal(1, await Count(new() { RecognizedFrom = "2008-05-30", RecognizedTo = "2008-05-30" }));
        Assert.Equal(0, await Count(new() { RecognizedFrom = "2008-05-31" }));
        Assert.Equal(0, await Count(new() { RecognizedTo = "2008-05-29" }));
        await ErrorAssert.ForFields(
            () => Count(
                new() { Recognizers = { Enumerable.Repeat("LR", 301) }, Subjects = { "x" }, RecognizedFrom = "2009", RecognizedTo = "?" }),
            "filter.recognizers", "filter.subjects", "filter.recognized_from", "filter.recognized_to");
        await ErrorAssert.ForFields(
            () => service.Client.ListRecognitionsAsync(new() { AsOf = "2009" }, cancellationToken: Cancellation).ResponseAsync, "as_of");

        async Task<int> Count(RecognitionFilter filter) =>
            (await service.Client.ListRecognitionsAsync(new() { Filter = filter }, cancellationToken: Cancellation)).Recognitions.Count;
    });

    [Fact]
    public Task A_missing_resource_is_not_found_and_an_invalid_name_is_rejected() => OnLiberia(async service =>
    {
        foreach (var date in (string[])["", "2020-01-01"])
        {
            await ErrorAssert.For(ErrorReason.ResourceNotFound, () => Get("recognitions/ES-XK", date));
            await ErrorAssert.ForFields(() => Get("states/LR", date), "name");
        }

        Task Get(string name, string date) => service.Client.GetRecognitionAsync(
            new() { Name = name, AsOf = date }, cancellationToken: Cancellation).ResponseAsync;
    });

    [Fact]
    public Task The_error_for_a_missing_resource_suggests_the_likely_name() => OnLiberia(async service =>
    {
        await Suggests(() => service.Client.GetStateAsync(new() { Name = "states/lr" }, cancellationToken: Cancellation).ResponseAsync);
        await Suggests(() => service.Client.BatchGetAsync(
            new() { Names = { "states/LR", "states/lr" } }, cancellationToken: Cancellation).ResponseAsync);
        await Suggests(() => service.Client.ListRevisionsAsync(
            new() { Name = "states/lr" }, cancellationToken: Cancellation).ResponseAsync);

        static async Task Suggests(Func<Task> read)
        {
            var missing = await Assert.ThrowsAsync<RpcException>(read);
            Assert.Equal(StatusCode.NotFound, missing.StatusCode);
            Assert.Contains("Did you mean states/LR?", missing.Status.Detail, StringComparison.Ordinal);
        }
    });

    [Fact]
    public Task A_count_names_its_rule_and_its_date() => OnLiberia(async service =>
    {
        var request = new CountRecognitionsRequest();
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => Count());
        await service.Situation.RuleAsync("strict");
        var now = await Count();
        Assert.Equal((1, 1, "countingRules/strict"), (now.RecognizingCount, now.TotalCount, now.CountingRule.Name));
        Assert.Equal(PartialDate.Of(RunningService.Today).ToString(), now.AsOf);
        request = new() { AsOf = "2008-05-29", Subject = "KV", CountingRule = "countingRules/strict" };
        Assert.Equal(["LR"], (await Count()).NonRecognizingStates);
        request = new() { Organization = "organizations/un" };
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => Count());
        await service.Situation.OrganizationAsync("un", "ADMIT_MEMBER", "LR");
        Assert.Equal(["LR"], (await Count()).RecognizingStates);
        request = new() { CountingRule = "/", Organization = " ", AsOf = "2008", Subject = "Kosovo" };
        await ErrorAssert.ForFields(() => Count(), "counting_rule", "organization", "as_of", "subject");

        Task<CountRecognitionsResponse> Count() =>
            service.Client.CountRecognitionsAsync(request, cancellationToken: Cancellation).ResponseAsync;
    });

    [Fact]
    public Task A_watch_sends_resources_that_match_and_resources_that_no_longer_match() => OnLiberia(async service =>
    {
        var filter = new RecognitionsFilter
        {
            ResourceTypes = { RecognitionsResourceType.Recognition },
            Recognitions = new() { Statuses = { RecognitionStatus.Recognized } }
        };
        using var watch = service.Client.Watch(new() { Filter = filter }, cancellationToken: Cancellation);
        List<string> seen = [];
        while (!seen.Contains("end"))
        {
            await ReadAsync();
        }

        await service.Situation.ActAsync("LR", ActKind.WithdrawalConfirmed, "2020");
        while (!seen.Contains("Removed recognitions/LR-XK"))
        {
            await ReadAsync();
        }

        Assert.Equal(["Added recognitions/LR-XK", "end", "Removed recognitions/LR-XK"], seen);

        async Task ReadAsync()
        {
            Assert.True(await watch.ResponseStream.MoveNext(Cancellation).WithinAsync(10));
            var message = watch.ResponseStream.Current;
            seen.AddRange(
                message.Snapshot.Concat(message.Revisions.SelectMany(revision => revision.Changes))
                    .Select(change => $"{change.Kind} {change.Name}"));
            seen.AddRange(message.SnapshotEnd is null ? [] : ["end"]);
        }
    }, contested: false);

    [Fact]
    public Task A_watch_rejects_an_invalid_filter_and_an_invalid_interval() => OnLiberia(async service =>
    {
        var request = new WatchRequest
        {
            Filter = new() { States = new() { Codes = { "al" } }, ResourceTypes = { (RecognitionsResourceType)50 } },
            BookmarkInterval = new() { Seconds = 1, Nanos = -5 },
        };
        using var watch = service.Client.Watch(request, cancellationToken: Cancellation);
        await ErrorAssert.ForFields(
            () => watch.ResponseStream.MoveNext(Cancellation), "filter.resource_types", "filter.states.codes", "bookmark_interval");
    });

    /// <summary>Liberia has recognized; a withdrawal was claimed and denied.</summary>
    Task OnLiberia(Func<RunningService, Task> test, bool contested = true) => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("LR", "XK");
        await service.Situation.ActAsync("LR", ActKind.Granted, "2008-05-30");
        if (contested)
        {
            await service.Situation.ActAsync("LR", ActKind.WithdrawalClaimed, "2018-06");
            await service.Situation.ActAsync("LR", ActKind.Reaffirmed, "2018-06-22");
        }

        await test(service);
    });
}
