using Microsoft.Extensions.Options;

namespace KosovoNato.Dashboard.Tests.Host;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Upstreams:Addresses:milestones", "milestones:8081", "Upstreams:Addresses:milestones must be")]
    [InlineData("Upstreams:Addresses:milestones", "http://milestones:8081/path", "Upstreams:Addresses:milestones must be")]
    [InlineData("Dashboard:MaxPages", "0", "MaxPages")]
    [InlineData("Dashboard:WriteTimeout", "00:10:00", "WriteTimeout")]
    [InlineData("Dashboard:ReadIdleTimeout", "00:00:00", "ReadIdleTimeout")]
    [InlineData("Dashboard:PublicAddress", "https://kosovonato.example/page", "Dashboard:PublicAddress must be an address without a path")]
    [InlineData("Listen:Address", "localhost", "Listen:Address must be an IP address")]
    public async Task An_invalid_setting_stops_the_start_and_is_named(string name, string value, string fault)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => InProcessDashboard.StartAsync((name, value)));
        Assert.Contains(fault, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_missing_addresses_are_named_at_once()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => InProcessDashboard.StartAsync(
            ("Upstreams:Addresses:recognitions", "recognitions"), ("Upstreams:Addresses:milestones", "ftp://one"),
            ("Upstreams:Addresses:recommendations", "")));
        Assert.All(["recognitions", "milestones", "recommendations"],
            service => Assert.Contains(refused.Failures, fault => fault.Contains($":{service} must be", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_credential_is_not_sent_over_the_network_without_TLS()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => InProcessDashboard.StartAsync(
            ("Upstreams:CredentialFile", "/run/credential"), ("Upstreams:Addresses:recognitions", "http://recognitions:8081")));
        Assert.Contains("Use https.", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }
}
