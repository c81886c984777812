using Grpc.Core;
using KosovoNato.Client;
using KosovoNato.Dashboard.V1;
using KosovoNato.EndToEnd.Tests;
using KosovoNato.Errors.V1;
using KosovoNato.Testing;

namespace KosovoNato.Dashboard.Tests.Host;

[Collection(OneDashboard.Name)]
public sealed class FollowTests(RunningDashboard running, SharedStores stores)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_receives_a_snapshot_and_then_every_change()
    {
        using var page = new Follower(running.Rpc);
        await page.LiveAsync();
        var source = TestRequests.NewId();
        await running.Services.RecognitionRpc.RegisterSourceAsync(TestRequests.Register(source));
        await page.ChangedAsync($"sources/{source}");

        foreach (var service in Follower.Services)
        {
            var told = page.Told.Where(one => one.Service == service).Select(one => one.EventCase.ToString()).ToList();
            Assert.Equal(["ConnectionStatus", "SnapshotStart"], told[..2]);
            Assert.Single(told, "SnapshotStart");
        }

        Assert.Contains(page.Told, one => one.Recognitions?.Snapshot.Any(change => change.Name == "recognitions/AL-XK") is true);
        Assert.Contains(page.Told, one => one.Milestones?.SnapshotEnd is not null);
        Assert.Contains(page.Told, one => one.Recommendations?.SnapshotEnd is not null);
        Assert.All(page.Told, one => Assert.NotEmpty(one.ResumeToken));
    }

    [Fact]
    public async Task A_page_that_resumes_with_its_token_receives_the_missed_changes_and_nothing_twice()
    {
        string token;
        using (var first = new Follower(running.Rpc))
        {
            await first.LiveAsync();
            await running.Services.RecognitionRpc.RegisterSourceAsync(TestRequests.Register(TestRequests.NewId()));
            await first.UntilAsync(one => one.Recognitions?.Revisions.Count > 0);
            token = first.Token;
        }

        var (missed, later) = (TestRequests.NewId(), TestRequests.NewId());
        await running.Services.RecognitionRpc.RegisterSourceAsync(TestRequests.Register(missed));
        await using var other = await running.StartInProcessAsync();
        using var again = new Follower(running.RpcOf(other.GrpcAddress), token);
        await again.ChangedAsync($"sources/{missed}");
        await running.Services.RecognitionRpc.RegisterSourceAsync(TestRequests.Register(later));
        await again.ChangedAsync($"sources/{later}");
        Assert.DoesNotContain(again.Told, one => one.SnapshotStart is not null);
        Assert.Equal(
            new[] { $"sources/{missed}", $"sources/{later}" },
            again.Changed.SelectMany(revision => revision.Changes).Select(change => change.Name)
                .Where(name => name.StartsWith("sources/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_page_is_notified_when_a_service_becomes_unavailable_and_when_it_is_available_again()
    {
        using var page = new Follower(running.Rpc);
        await page.LiveAsync();
        await running.WayToMilestones.CutAsync();
        var away = await page.UntilAsync("milestones", ConnectionState.Reconnecting);
        Assert.Equal("The milestones service is unavailable.", away.ConnectionStatus.Detail);
        // Sent periodically, so that the page knows that the dashboard is running.
        var still = await page.UntilAsync("milestones", ConnectionState.Reconnecting);
        Assert.Equal(away.ConnectionStatus.Since, still.ConnectionStatus.Since);
        var source = TestRequests.NewId();
        await running.Services.RecognitionRpc.RegisterSourceAsync(TestRequests.Register(source));
        await page.ChangedAsync($"sources/{source}");
        var before = page.Told.Count;

        running.WayToMilestones.Resume();
        await page.UntilAsync("milestones", ConnectionState.Live);
        Assert.DoesNotContain(page.Told.Skip(before), one => one.SnapshotStart is not null || one.Milestones?.Snapshot.Count > 0);
    }

    [Fact]
    public async Task A_service_that_cannot_resume_is_listed_again_and_the_others_continue()
    {
        string token;
        using (var first = new Follower(running.Rpc))
        {
            await first.LiveAsync();
            token = first.Token;
        }

        await using var other = await Deployment.StartAsync((await stores.Of(StoreBackend.Redis)).Configuration);
        await using var dashboard = await running.StartInProcessAsync(
            ("Upstreams:Addresses:recognitions", other.Service.GrpcAddress.ToString()));
        using var page = new Follower(running.RpcOf(dashboard.GrpcAddress), token);
        await page.LiveAsync();
        var again = Assert.Single(page.Told, one => one.SnapshotStart is not null);
        Assert.Equal(("recognitions", ErrorReason.StoreReplaced), (again.Service, again.SnapshotStart.Reason));
        Assert.Equal(0, Assert.Single(page.Told, one => one.Recognitions?.SnapshotEnd is not null).Recognitions.SnapshotEnd.Count);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1..")]
    [InlineData("2...")]
    [InlineData("1.*..")]
    [InlineData("1.bm9uc2Vuc2U..")]
    public async Task A_token_that_was_never_issued_is_rejected(string token)
    {
        using var page = new Follower(running.Rpc, token);
        var refused = await Assert.ThrowsAsync<RpcException>(() => page.LiveAsync());
        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.TokenInvalid), (refused.StatusCode, refused.GetErrorDetails().Reason));
    }

    [Theory]
    [InlineData("application/grpc-web+proto", "AAAAAAP///8=")]
    [InlineData("application/grpc-web+proto", "Bw==")]
    [InlineData("application/grpc-web+proto", "BwAAAAA=")]
    [InlineData("application/grpc-web-text", "ISEh")]
    public async Task A_malformed_message_is_rejected_without_an_error_in_the_log(string type, string body)
    {
        await using var dashboard = await InProcessDashboard.StartAsync();
        using var content = new ByteArrayContent(Convert.FromBase64String(body));
        content.Headers.ContentType = new(type);
        using var answer = await dashboard.Http.PostAsync("/kosovonato.dashboard.v1.DashboardService/WatchAll", content, Cancelled)
            .WithinAsync(20);
        Assert.Equal((int)StatusCode.InvalidArgument, await GrpcWeb.StatusAsync(answer));
        dashboard.Errors.AssertNone();
    }

    [Fact]
    public async Task An_interval_that_no_service_accepts_is_rejected_immediately()
    {
        using var call = running.Rpc.WatchAll(new() { BookmarkInterval = new() { Seconds = 61 } }, cancellationToken: Cancelled);
        var refused = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancelled));
        Assert.Equal("bookmark_interval", Assert.Single(refused.GetErrorDetails().FieldViolations).Field);
    }

    [Fact]
    public async Task The_number_of_pages_is_limited_by_the_settings()
    {
        await using var dashboard = await running.StartInProcessAsync(("Dashboard:MaxPages", "1"));
        var rpc = running.RpcOf(dashboard.GrpcAddress);
        using (var only = new Follower(rpc))
        {
            await only.LiveAsync();
            using var tooMany = new Follower(rpc);
            var refused = await Assert.ThrowsAsync<RpcException>(() => tooMany.LiveAsync());
            Assert.Equal((StatusCode.ResourceExhausted, ErrorReason.LimitExceeded), (refused.StatusCode, refused.GetErrorDetails().Reason));
        }

        await Eventually.True(async () =>
        {
            using var next = new Follower(rpc);
            try
            {
                await next.UntilAsync(_ => true);
                return true;
            }
            catch (RpcException full) when (full.StatusCode == StatusCode.ResourceExhausted)
            {
                return false;
            }
        });
    }

    [Fact]
    public async Task A_stopping_dashboard_notifies_its_pages_and_they_continue_on_another_instance()
    {
        await using var stopping = await running.StartInProcessAsync();
        using var page = new Follower(running.RpcOf(stopping.GrpcAddress));
        await page.LiveAsync();
        var end = Assert.ThrowsAsync<RpcException>(() => page.UntilAsync(_ => false));
        await stopping.StopAsync();
        Assert.Equal(ErrorReason.ServerDraining, (await end).GetErrorDetails().Reason);
        using var elsewhere = new Follower(running.Rpc, page.Token);
        await elsewhere.LiveAsync();
        Assert.DoesNotContain(elsewhere.Told, one => one.SnapshotStart is not null);
        stopping.Errors.AssertNone();
    }
}
