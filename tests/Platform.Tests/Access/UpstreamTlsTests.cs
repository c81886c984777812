using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using KosovoNato.Replication.Upstreams;
using KosovoNato.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>A service follows an upstream over mutual TLS.</summary>
public sealed class UpstreamTlsTests(SharedStores stores)
{
    const string Follower = "CN=milestones";

    // Files are reloaded after at most 5 s.
    static readonly TimeSpan LookedAtAgain = TimeSpan.FromSeconds(6);

    readonly SettableClock clock = new();

    [Fact]
    public async Task An_upstream_is_followed_as_soon_as_both_sides_accept_each_others_certificate()
    {
        using var folder = new TemporaryDirectory();
        using var authority = new Certificates();
        using var stranger = new Certificates("Another authority");
        var (log, seen) = (new LoggedEvents(), new LoggedEvents());
        await using var recognitions = await ServeAsync(folder, authority, seen);
        folder.Write("authority.pem", stranger.AuthorityPem);
        Show(folder, stranger.Client(Follower));
        await using var milestones = await FollowAsync(folder, recognitions, log);

        // First the follower does not trust the upstream, then the upstream does not trust the follower, then the subject has no
        // permission.
        await Eventually.True(() => log.Contains("upstream.unavailable", "which is not trusted by"), seconds: 20);
        folder.Write("authority.pem", authority.AuthorityPem);
        clock.Advance(LookedAtAgain);
        await Eventually.True(() => seen.Contains("access.client_certificate_rejected", Follower), seconds: 20);
        Show(folder, authority.Client("CN=somebody"));
        await Eventually.True(async () => await FailureAsync(milestones) is { StatusCode: StatusCode.Unauthenticated }, seconds: 20);
        Assert.Null(Learner(milestones).FollowedTo("recognitions"));

        Show(folder, authority.Client(Follower));
        await Eventually.True(() => Learner(milestones).FollowedTo("recognitions") is not null, seconds: 20);
        milestones.Errors.AssertNone();
    }

    [Fact]
    public async Task A_follower_with_a_rejected_certificate_does_not_follow_and_both_sides_log_the_reason()
    {
        using var folder = new TemporaryDirectory();
        using var authority = new Certificates();
        using var stranger = new Certificates("Another authority");
        var (log, seen) = (new LoggedEvents(), new LoggedEvents());
        await using var recognitions = await ServeAsync(folder, authority, seen);
        folder.Write("authority.pem", authority.AuthorityPem);
        Show(folder, stranger.Client(Follower));
        await using var milestones = await FollowAsync(folder, recognitions, log);
        await Eventually.True(() => log.Contains("upstream.unavailable", $"after it was shown the certificate of {Follower}"), seconds: 20);
        await Eventually.True(() => seen.Contains("access.client_certificate_rejected", "another authority issued it"), seconds: 20);
        Assert.Null(Learner(milestones).FollowedTo("recognitions"));
    }

    [Fact]
    public async Task A_follower_without_a_certificate_does_not_follow_and_logs_the_reason()
    {
        using var folder = new TemporaryDirectory();
        using var authority = new Certificates();
        var log = new LoggedEvents();
        await using var recognitions = await ServeAsync(folder, authority);
        folder.Write("authority.pem", authority.AuthorityPem);
        await using var milestones = await FollowAsync(folder, recognitions, log, shows: false);
        await Eventually.True(() => log.Contains("upstream.unavailable", "requires an API key or access token"), seconds: 20);
        Assert.Null(Learner(milestones).FollowedTo("recognitions"));
    }

    [Fact]
    public async Task An_expired_certificate_is_rejected_and_its_replacement_is_used_without_a_restart()
    {
        using var folder = new TemporaryDirectory();
        using var authority = new Certificates();
        var log = new LoggedEvents();
        await using var recognitions = await ServeAsync(folder, authority);
        folder.Write("authority.pem", authority.AuthorityPem);
        Show(folder, authority.Client(Follower, TimeSpan.FromMinutes(-1)));
        await using var milestones = await FollowAsync(folder, recognitions, log);
        await Eventually.True(
            () => log.Contains("upstream.unavailable", "expired at") && log.Contains("upstream.unavailable", "must be renewed"),
            seconds: 20);
        Assert.Null(Learner(milestones).FollowedTo("recognitions"));

        Show(folder, authority.Client(Follower));
        await Eventually.True(() => Learner(milestones).FollowedTo("recognitions") is not null, seconds: 20);
        Assert.True(log.Contains("file.reloaded", "own.pem"));
    }

    [Fact]
    public async Task Following_continues_when_a_certificate_is_renewed_before_it_expires()
    {
        using var folder = new TemporaryDirectory();
        using var authority = new Certificates();
        await using var recognitions = await ServeAsync(folder, authority);
        folder.Write("authority.pem", authority.AuthorityPem);
        Show(folder, authority.Client(Follower, TimeSpan.FromMinutes(10)));
        await using var milestones = await FollowAsync(folder, recognitions, new LoggedEvents());
        await Eventually.True(() => Learner(milestones).FollowedTo("recognitions") is not null, seconds: 15);
        Show(folder, authority.Client(Follower));
        // Only the second certificate is valid then, and connections with the first are closed because of their age.
        clock.Advance(TimeSpan.FromMinutes(11));
        await Eventually.True(async () => await FailureAsync(milestones) is null, seconds: 20);
    }

    [Fact]
    public async Task An_upstream_with_the_certificate_of_another_host_is_not_trusted()
    {
        using var folder = new TemporaryDirectory();
        using var authority = new Certificates();
        var log = new LoggedEvents();
        await using var recognitions = await ServeAsync(folder, authority);
        folder.Write("authority.pem", authority.AuthorityPem);
        Show(folder, authority.Client(Follower));
        // The certificate contains the IP address, but not this name.
        await using var milestones = await FollowAsync(folder, recognitions, log, host: "localhost");
        await Eventually.True(() => log.Contains("upstream.unavailable", "which is not valid for the name in its address"), seconds: 20);
        Assert.Null(Learner(milestones).FollowedTo("recognitions"));
    }

    [Fact]
    public async Task A_certificate_without_its_key_stops_the_start()
    {
        using var folder = new TemporaryDirectory();
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => RunningService.StartAsync(
            stores, [.. folder.Accept(), ("Upstreams:Tls:CertificateFile", folder.File("own.pem"))], "milestones"));
        Assert.Contains("Upstreams:Tls needs both CertificateFile and KeyFile", failure.Message, StringComparison.Ordinal);
    }

    Task<RunningService> ServeAsync(TemporaryDirectory folder, Certificates authority, LoggedEvents? log = null)
    {
        using var server = authority.Server("CN=recognitions");
        Certificates.Write(folder, server);
        return RunningService.StartAsync(stores,
            [
                .. folder.Accept(),
                ("Listen:Tls:CertificateFile", folder.File("server.pem")),
                ("Listen:Tls:KeyFile", folder.File("server.key")),
                // The certificate is presented once per connection; a renewed one is used from the next connection on.
                ("Listen:MaxConnectionAge", "00:00:01"),
                ("Access:Certificates:CertificateAuthorityFile", folder.Write("clients.pem", authority.AuthorityPem)),
                ("Access:Certificates:Callers:0:Subject", Follower),
                ("Access:Certificates:Callers:0:Actor", "milestones"),
                ("Access:Certificates:Callers:0:Permissions:0", "recognitions.watch"),
            ],
            change: builder => AddClock(builder).Logging.AddProvider(log ?? new()));
    }

    Task<RunningService> FollowAsync(
        TemporaryDirectory folder, RunningService recognitions, LoggedEvents log, bool shows = true, string? host = null)
    {
        List<(string, string)> settings =
        [
            .. folder.Accept(),
            ("Upstreams:Addresses:recognitions", new UriBuilder(
                recognitions.GrpcAddress) { Scheme = Uri.UriSchemeHttps, Host = host ?? recognitions.GrpcAddress.Host }.ToString()),
            ("Upstreams:PollInterval", "00:00:01"),
            ("Upstreams:Tls:CertificateAuthorityFile", folder.File("authority.pem")),
        ];
        if (shows)
        {
            settings.AddRange(
                [("Upstreams:Tls:CertificateFile", folder.File("own.pem")), ("Upstreams:Tls:KeyFile", folder.File("own.key"))]);
        }

        return RunningService.StartAsync(stores, settings, "milestones", builder => AddClock(builder).Logging.AddProvider(log));
    }

    WebApplicationBuilder AddClock(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TimeProvider>(clock);
        return builder;
    }

    static MirrorWriter Learner(RunningService milestones) => milestones.Services.GetRequiredService<MirrorWriter>();

    /// <summary>Writes one file after the other: a certificate that does not match its key is ignored.</summary>
    void Show(TemporaryDirectory folder, X509Certificate2 client)
    {
        using (client)
        {
            folder.Write("own.key", client.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
            folder.Write("own.pem", client.ExportCertificatePem());
        }

        clock.Advance(LookedAtAgain);
    }

    /// <summary>Makes one attempt and returns its error, or null if it succeeds.</summary>
    static async Task<RpcException?> FailureAsync(RunningService milestones)
    {
        try
        {
            await milestones.Services.GetRequiredKeyedService<UpstreamFollower>("recognitions").CatchUpAsync(Call.Cancelled)
                .WithinAsync(20);
            return null;
        }
        catch (RpcException failure)
        {
            return failure;
        }
    }
}
