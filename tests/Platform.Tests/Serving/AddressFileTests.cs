using System.Text.Json;
using KosovoNato.Hosting.Addresses;
using KosovoNato.Platform.Tests.Access;
using KosovoNato.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KosovoNato.Platform.Tests.Serving;

/// <summary>A program that starts a service on free ports learns its addresses.</summary>
public sealed class AddressFileTests(SharedStores stores)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("recognitions")]
    [InlineData("milestones", Explicit = true)]
    [InlineData("recommendations", Explicit = true)]
    public async Task A_ready_service_has_a_file_with_its_addresses_until_it_stops(string name)
    {
        using var folder = new TemporaryDirectory();
        var path = folder.Write("addresses.json", "left behind by a crash");
        var log = new LoggedEvents();
        await using var service = await RunningService.StartAsync(
            stores, [("Listen:AddressFile", path)], name, builder => builder.Logging.AddProvider(log));

        await Eventually.True(() => log.Count("host.ready") == 1);
        using var content = JsonDocument.Parse(await File.ReadAllTextAsync(path, Cancelled));
        Assert.Equal(Environment.ProcessId, content.RootElement.GetProperty("processId").GetInt32());
        var addresses = content.RootElement.GetProperty("services").GetProperty(name);
        Assert.Equal(
            (service.GrpcAddress, service.HttpAddress),
            (new Uri(addresses.GetProperty("grpc").GetString()!), new Uri(addresses.GetProperty("http").GetString()!)));
        Assert.Equal([path], Directory.GetFiles(folder.Path));

        await service.StopAsync();
        Assert.Empty(Directory.GetFiles(folder.Path));
        service.Errors.AssertNone();
    }

    [Theory]
    [InlineData("http://0.0.0.0:8081", "http://127.0.0.1:8081")]
    [InlineData("http://[::]:8081", "http://[::1]:8081")]
    [InlineData("https://10.1.2.3:8081", "https://10.1.2.3:8081")]
    public void The_listed_addresses_can_be_called_unchanged(string listening, string published) =>
        Assert.Equal(new(published, published), ServiceAddresses.From([listening, listening]));

    [Fact]
    public async Task A_file_in_a_directory_that_does_not_exist_stops_the_start()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(
            () => RunningService.StartAsync(stores, [("Listen:AddressFile", "/nowhere/addresses.json")]));
        Assert.Contains("Listen:AddressFile must be a file in an existing directory", failure.Message, StringComparison.Ordinal);
    }
}
