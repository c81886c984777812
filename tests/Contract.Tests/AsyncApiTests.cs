using Google.Protobuf.Reflection;
using KosovoNato.Contract.Tests.Rules;
using Xunit.Sdk;

namespace KosovoNato.Contract.Tests;

public sealed class AsyncApiTests
{
    static readonly string Yaml = Path.Combine(BuildPaths.Protos, "asyncapi.yaml");

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_description_of_the_bus_matches_the_contracts() =>
        AssertDescribesContracts(await File.ReadAllTextAsync(Yaml, Cancelled));

    [Theory]
    [InlineData("address: kosovonato.milestones.v1.MilestonesChanged")]
    [InlineData("      name: kosovonato.milestones.v1.MilestonesChanged\n      summary")]
    [InlineData("kosovonato/milestones/v1/watch.proto")]
    [InlineData("^milestones/")]
    [InlineData("urn:kosovonato:milestones")]
    [InlineData("#/components/messages/MilestonesChanged")]
    [InlineData("#/components/messageTraits/Change")]
    public async Task A_description_of_another_contract_is_detected(string right)
    {
        var text = await File.ReadAllTextAsync(Yaml, Cancelled);
        Assert.Contains(right, text, StringComparison.Ordinal);
        var wrong = right.Replace("ilestones", "ileposts", StringComparison.Ordinal)
            .Replace("/Change", "/Changed", StringComparison.Ordinal);
        Assert.ThrowsAny<XunitException>(() => AssertDescribesContracts(text.Replace(right, wrong, StringComparison.Ordinal)));
    }

    [Fact(Explicit = true)]
    public async Task The_description_is_valid()
    {
        var check = await CheckAsync(Yaml);
        Assert.Equal((0, ""), (check.ExitCode, check.Errors));
    }

    [Theory(Explicit = true)]
    [InlineData("  address: kosovonato", "  adress: kosovonato", "\"adress\" is not expected")]
    [InlineData("action: send", "action: sent", "\"action\"")]
    [InlineData("#/components/messages/MilestonesChanged", "#/components/messages/Milestones", "'#/components/messages/Milestones'")]
    public async Task A_fault_in_the_description_is_detected(string right, string wrong, string named)
    {
        using var workspace = ProtoWorkspace.Of(BuildPaths.Protos);
        var text = await File.ReadAllTextAsync(Yaml, Cancelled);
        Assert.Contains(right, text, StringComparison.Ordinal);
        var damaged = Path.Combine(workspace.Folder, "asyncapi.yaml");
        await File.WriteAllTextAsync(damaged, text.Replace(right, wrong, StringComparison.Ordinal), Cancelled);
        var check = await CheckAsync(damaged);
        Assert.NotEqual(0, check.ExitCode);
        Assert.Contains(named, check.Errors, StringComparison.Ordinal);
    }

    static Task<Command> CheckAsync(string file)
    {
        var folder = Path.Combine(BuildPaths.Protos, "asyncapi");
        return Command.RunAsync("node", folder, Path.Combine(folder, "check.mjs"), file);
    }

    static void AssertDescribesContracts(string yaml)
    {
        var description = AsyncApi.Parse(yaml);
        var services = Contracts.Compiled.Services.OrderBy(service => ChangedBy(service).FullName, StringComparer.Ordinal);
        var channels = description.Channels.Values.OrderBy(channel => channel.Address, StringComparer.Ordinal);
        Assert.All(services.Zip(channels), pair => AssertDescribes(description, pair.Second, pair.First));
        Assert.Equal(services.Count(), channels.Count());
    }

    static void AssertDescribes(AsyncApi description, AsyncApiChannel channel, ServiceDescriptor service)
    {
        var name = service.Subject().ToLowerInvariant();
        var changed = ChangedBy(service);
        Assert.Equal(changed.FullName, channel.Address);
        Assert.Equal(new() { Name = changed.FullName, Type = "fanout", Durable = true }, channel.Bindings["amqp"].Exchange);

        var message = description.MessageOf(channel);
        Assert.Equal((changed.FullName, $"./{changed.File.Name}"), (message.Name, message.Payload?.Schema.Target));
        var own = message.Headers.Properties;
        Assert.Equal(changed.FullName, own["cloudEvents:type"].Const);
        Assert.Equal($"urn:kosovonato:{name}", own["cloudEvents:source"].Const);
        Assert.Equal($"urn:kosovonato:proto:{changed.File.Package}", own["cloudEvents:dataschema"].Const);
        Assert.Matches(own["cloudEvents:id"].Pattern!, $"{name}/{Guid.Empty:N}/42");

        var trait = description.TraitOf(message);
        Assert.Equal("application/protobuf", trait.ContentType);
        Assert.All(trait.Headers.Properties.Values, header => Assert.Equal("string", header.Type));
        Assert.Subset(trait.Headers.Properties.Keys.ToHashSet(), own.Keys.Concat(trait.Headers.Required).ToHashSet());
    }

    static MessageDescriptor ChangedBy(ServiceDescriptor service) =>
        service.FindMethodByName("Watch").OutputType.FindFieldByName("revisions").MessageType;
}
