using Microsoft.Extensions.Options;

namespace KosovoNato.Dashboard.Tests.Host;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Neighbors:Addresses:milestones", "milestones:8081", "Neighbors:Addresses:milestones must be")]
    [InlineData("Neighbors:Addresses:milestones", "http://milestones:8081/path", "Neighbors:Addresses:milestones must be")]
    [InlineData("Dashboard:MostPages", "0", "MostPages")]
    [InlineData("Dashboard:BlockedWrite", "00:10:00", "BlockedWrite")]
    [InlineData("Dashboard:LongestRead", "00:00:00", "LongestRead")]
    [InlineData("Listen:Address", "localhost", "Listen:Address must be an IP address")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string name, string value, string fault)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => HereHost.StartAsync((name, value)));
        Assert.Contains(fault, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_missing_addresses_are_named_at_once()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => HereHost.StartAsync(
            ("Neighbors:Addresses:recognitions", "recognitions"), ("Neighbors:Addresses:milestones", "ftp://one"), ("Neighbors:Addresses:recommendations", "")));
        Assert.All(["recognitions", "milestones", "recommendations"], service => Assert.Contains(refused.Failures, fault => fault.Contains($":{service} must be", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_credential_does_not_go_over_the_network_without_TLS()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => HereHost.StartAsync(
            ("Neighbors:CredentialFile", "/run/credential"), ("Neighbors:Addresses:recognitions", "http://recognitions:8081")));
        Assert.Contains("Use https.", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }
}
