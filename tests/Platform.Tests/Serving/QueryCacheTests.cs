using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Serving.Reads;
using KosovoNato.Storage;

namespace KosovoNato.Platform.Tests.Serving;

public sealed class QueryCacheTests : IDisposable
{
    static readonly DateOnly Day = new(2012, 3, 4);

    readonly Snapshot state = Snapshot.Empty(RandomHistory.Schema, new string('a', 32));
    readonly QueryCache remembered = new();
    int computed;

    public void Dispose() => remembered.Dispose();

    [Fact]
    public void The_same_query_is_computed_once()
    {
        var first = Ask(new() { PageToken = "a" });
        Assert.Same(first, Ask(new() { PageToken = "a" }));
        Assert.Same(
            first, Ask(new() { PageToken = "a", Consistency = new() { FullyConsistent = true }, KnownAt = new() { Revision = 0 } }));
        Assert.Equal(1, computed);
    }

    [Fact]
    public void Another_query_another_day_and_another_snapshot_are_computed_again()
    {
        Ask(new() { PageToken = "a" });
        Ask(new() { PageToken = "b" });
        Ask(new() { PageToken = "a" }, Day.AddDays(1));
        Ask(new() { PageToken = "a" }, of: Snapshot.Empty(RandomHistory.Schema, new string('a', 32)));
        remembered.GetOrCompute(state, new ListTracksRequest { PageToken = "a" }, Day, () => new ListTracksResponse());
        Assert.Equal(4, computed);
    }

    [Fact]
    public void The_request_is_not_changed()
    {
        var request = new ListMilestonesRequest
        {
            PageToken = "a",
            Consistency = new() { AtLeast = "t" },
            KnownAt = new() { Revision = 7 }
        };
        var before = request.Clone();
        Ask(request);
        Assert.Equal(before, request);
    }

    [Fact]
    public void The_total_size_of_cached_responses_is_limited()
    {
        const int megabytes = 40;
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < megabytes; i++)
            {
                remembered.GetOrCompute(state, new ListMilestonesRequest { PageToken = $"{i}" }, Day, () =>
                {
                    computed++;
                    return new ListMilestonesResponse { NextPageToken = new string('x', 1 << 20) };
                });
            }
        }

        Assert.InRange(computed, megabytes + 1, 2 * megabytes);
    }

    [Fact]
    public void A_response_that_is_too_large_is_not_cached()
    {
        Ask(new() { PageToken = new string('x', 20_000) });
        Ask(new() { PageToken = new string('x', 20_000) });
        Assert.Equal(2, computed);
    }

    [Fact]
    public void All_days_between_the_same_dates_share_a_cached_response()
    {
        var answers = Enumerable.Range(0, 5).Select(i => AskSpan(new(), Day.AddDays(i))).ToList();
        Assert.Equal(2, computed);
        Assert.Equal(["2012-03-04", "2012-03-05", "2012-03-06", "2012-03-07", "2012-03-08"], answers.Select(answer => answer.AsOf));
        Assert.Equal([1, 2, 2, 2, 2], answers.Select(answer => answer.RecognizingCount));
        Assert.Equal("2012-03-05", AskSpan(new(), Day.AddDays(1)).AsOf);
        Assert.Equal(2, computed);
    }

    [Fact]
    public async Task Concurrent_callers_get_the_same_response()
    {
        using var begun = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        var asked = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() =>
        {
            begun.Release();
            return remembered.GetOrCompute(state, new ListMilestonesRequest(), Day, () =>
            {
                go.Wait(TestContext.Current.CancellationToken);
                return new ListMilestonesResponse { NextPageToken = $"{Interlocked.Increment(ref computed)}" };
            });
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();
        for (var i = 0; i < asked.Count; i++)
        {
            await begun.WaitAsync(TestContext.Current.CancellationToken);
        }

        go.Set();
        var answers = await Task.WhenAll(asked);
        Assert.All(answers, answer => Assert.Same(answers[0], answer));
        Assert.Equal(1, computed);
    }

    [Fact]
    public void An_error_is_not_cached()
    {
        Assert.Throws<InvalidOperationException>(() => remembered.GetOrCompute<ListMilestonesRequest, ListMilestonesResponse>(
            state, new(), Day, () => throw new InvalidOperationException("not now")));
        Assert.Equal("1", Ask(new()).NextPageToken);
    }

    [Fact]
    public void A_query_for_a_given_day_and_a_query_for_today_are_cached_separately()
    {
        AskSpan(new(), Day);
        AskSpan(new() { AsOf = "2012-03-04" }, Day);
        Assert.Equal(2, computed);
    }

    [Fact]
    public void A_query_with_assumptions_is_computed_for_each_day()
    {
        for (var i = 0; i < 3; i++)
        {
            AskSpan(new() { Assumptions = { new Assumptions.V1.Assumption() } }, Day.AddDays(i));
        }

        Assert.Equal(3, computed);
    }

    CountRecognitionsResponse AskSpan(CountRecognitionsRequest request, DateOnly day) =>
        remembered.GetOrComputeForInterval(
            state, request, day,
            () => new CountRecognitionsResponse { RecognizingCount = ++computed, AsOf = day.ToString("yyyy-MM-dd", null) });

    ListMilestonesResponse Ask(ListMilestonesRequest request, DateOnly? day = null, Snapshot? of = null) =>
        remembered.GetOrCompute(of ?? state, request, day ?? Day, () => new ListMilestonesResponse { NextPageToken = $"{++computed}" });
}
