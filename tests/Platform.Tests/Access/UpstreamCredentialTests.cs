using Grpc.Core;
using KosovoNato.Kernel.Errors;
using KosovoNato.Recognitions.V1;
using KosovoNato.Replication.Upstreams;
using KosovoNato.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>A service follows an upstream that requires authentication, with a credential that is renewed in its file.</summary>
public sealed class UpstreamCredentialTests(SharedStores stores)
{
    [Fact]
    public async Task An_upstream_is_followed_as_soon_as_the_file_has_a_token_with_the_watch_permission()
    {
        using var folder = new TemporaryDirectory();
        using var issuer = new TestIssuer();
        await using var recognitions = await RunningService.StartAsync(stores, folder.Accept(issuer));
        var rpc = new RecognitionService.RecognitionServiceClient(recognitions.Channel);
        await rpc.RegisterSourceAsync(IdentityTests.Register("a"), new Metadata { { "authorization", $"Bearer {RunningService.Key}" } });
        var file = folder.File("token");
        await using var milestones = await RunningService.StartAsync(stores,
        [
            .. folder.Accept(issuer), ("Upstreams:Addresses:recognitions", recognitions.GrpcAddress.ToString()),
                ("Upstreams:CredentialFile", file), ("Upstreams:PollInterval", "00:00:01"),
        ], "milestones");
        var learner = milestones.Services.GetRequiredService<MirrorWriter>();

        // No file, an invalid token, a token without the permission, and a file with two lines: each attempt is rejected, and the service
        // keeps running.
        foreach (var content in new[] { null, "garbage", issuer.Token("recognitions.read"), "two\nlines" })
        {
            if (content is not null)
            {
                folder.Write("token", content);
            }

            await TriedAsync(milestones);
            Assert.Null(learner.FollowedTo("recognitions"));
        }

        folder.Write("token", issuer.Token("recognitions.watch") + "\n");
        milestones.Services.GetRequiredKeyedService<UpstreamFollower>("recognitions").RequestCatchUp();
        await Eventually.True(() => learner.FollowedTo("recognitions") is { Revision: 1 }, seconds: 20);

        // Renewed in place: the next attempt reads the new content.
        folder.Write("token", RunningService.Key);
        await rpc.RegisterSourceAsync(IdentityTests.Register("b"), new Metadata { { "authorization", $"Bearer {RunningService.Key}" } });
        await milestones.Services.GetRequiredKeyedService<UpstreamFollower>("recognitions").CatchUpAsync(Call.Cancelled).WithinAsync(20);
        milestones.Errors.AssertNone();
    }

    [Fact]
    public async Task A_credential_is_not_sent_over_an_unencrypted_connection()
    {
        using var folder = new TemporaryDirectory();
        (string, string)[] settings =
            [.. folder.Accept(), ("Upstreams:Addresses:recognitions", "http://recognitions.example:8081"),
                ("Upstreams:CredentialFile", folder.Write("token", "a"))];
        var failure = await Assert.ThrowsAsync<SettingException>(() => RunningService.StartAsync(stores, settings, "milestones"));
        Assert.Contains("is not sent to http://recognitions.example:8081/ without TLS", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Makes one attempt with the current content of the file, which must fail.</summary>
    static async Task TriedAsync(RunningService milestones)
    {
        var follower = milestones.Services.GetRequiredKeyedService<UpstreamFollower>("recognitions");
        var failure = await Assert.ThrowsAsync<RpcException>(() => follower.CatchUpAsync(Call.Cancelled)).WithinAsync(20);
        Assert.True(
            failure.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied or StatusCode.Internal, $"{failure.Status}");
    }
}
