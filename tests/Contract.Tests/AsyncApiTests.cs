using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using KosovoNato.Contract.Tests.Rules;

namespace KosovoNato.Contract.Tests;

public sealed class AsyncApiTests
{
    static readonly string Yaml = Path.Combine(BuildPaths.Protos, "asyncapi.yaml");

    [Fact]
    public async Task The_bus_is_described_as_the_contracts_have_it()
    {
        var channels = AsyncApiChannel.In(await AsyncApiChannel.CheckAsync(Yaml));
        var services = Contracts.Compiled.Services;
        Assert.Equal(
            services.Select(ChangedBy).Select(message => message.FullName).Order(), channels.Select(channel => channel.Message).Order());
        Assert.All(services, service => AssertDescribes(
            channels.Single(channel => channel.Message == ChangedBy(service).FullName), service));
    }

    [Theory(Explicit = true)]
    [InlineData("  address: kosovonato", "  adress: kosovonato", "\"adress\" is not expected")]
    [InlineData("action: send", "action: sent", "\"action\"")]
    [InlineData("#/components/messages/MilestonesChanged", "#/components/messages/Milestones", "'#/components/messages/Milestones'")]
    [InlineData("name: kosovonato.milestones.v1.MilestonesChanged\n      summary", "name: kosovonato.milestones.v1.Changed\n      summary",
        "kosovonato.milestones.v1.Changed")]
    [InlineData("kosovonato/milestones/v1/watch.proto", "kosovonato/milestones/v1/watches.proto", "watches.proto")]
    public async Task A_fault_in_the_description_would_be_found(string right, string wrong, string named)
    {
        using var workspace = ProtoWorkspace.Of(BuildPaths.Protos);
        var text = await File.ReadAllTextAsync(Yaml, TestContext.Current.CancellationToken);
        Assert.Contains(right, text, StringComparison.Ordinal);
        var damaged = Path.Combine(workspace.Folder, "asyncapi.yaml");
        await File.WriteAllTextAsync(damaged, text.Replace(right, wrong, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var check = await AsyncApiChannel.CheckAsync(damaged);
        Assert.NotEqual(0, check.ExitCode);
        Assert.Contains(named, check.Errors, StringComparison.Ordinal);
    }

    static void AssertDescribes(AsyncApiChannel channel, ServiceDescriptor service)
    {
        var name = service.Subject().ToLowerInvariant();
        var changed = ChangedBy(service);
        Assert.Equal(changed.FullName, channel.Address);
        Assert.Equal(new(changed.FullName, "fanout", Durable: true, AutoDelete: false), channel.Exchange);
        Assert.Equal("application/protobuf", channel.ContentType);
        Assert.Equal(changed.Fields.InFieldNumberOrder().Select(Describe), channel.Fields.OrderBy(field => field.Number));
        var headers = channel.Headers.Properties;
        Assert.All(headers.Values, header => Assert.Equal("string", header.Type));
        Assert.All(channel.Headers.Required, required => Assert.Contains(required, headers.Keys));
        Assert.Equal(changed.FullName, headers["cloudEvents:type"].Const);
        Assert.Equal($"urn:kosovonato:{name}", headers["cloudEvents:source"].Const);
        Assert.Equal($"urn:kosovonato:proto:{changed.File.Package}", headers["cloudEvents:dataschema"].Const);
        Assert.Matches(new Regex(headers["cloudEvents:id"].Pattern!), $"{name}/{Guid.Empty:N}/42");
    }

    static MessageDescriptor ChangedBy(ServiceDescriptor service) =>
        service.FindMethodByName("Watch").OutputType.FindFieldByName("revisions").MessageType;

    static AsyncApiField Describe(FieldDescriptor field) => new(
        field.FieldNumber,
        field.Name,
        field.FieldType == FieldType.Message ? field.MessageType.FullName : field.FieldType.ToString().ToLowerInvariant(),
        field.IsRepeated);
}
