using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace KosovoNato.Contract.Tests;

/// <summary>The parts of asyncapi.yaml that repeat the contracts.</summary>
internal sealed record AsyncApi
{
    static readonly IDeserializer Deserializer = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance).IgnoreUnmatchedProperties().Build();

    public required Dictionary<string, AsyncApiChannel> Channels { get; init; }

    public required AsyncApiComponents Components { get; init; }

    public static AsyncApi Parse(string yaml) => Deserializer.Deserialize<AsyncApi>(yaml);

    /// <summary>The only message of a channel.</summary>
    public AsyncApiMessage MessageOf(AsyncApiChannel channel) =>
        Assert.Contains(Assert.Single(channel.Messages).Value.NameIn("messages"), Components.Messages);

    /// <summary>The values that a message takes over from its only trait.</summary>
    public AsyncApiMessage TraitOf(AsyncApiMessage message) =>
        Assert.Contains(Assert.Single(message.Traits).NameIn("messageTraits"), Components.MessageTraits);
}

internal sealed record AsyncApiComponents
{
    public required Dictionary<string, AsyncApiMessage> Messages { get; init; }

    public required Dictionary<string, AsyncApiMessage> MessageTraits { get; init; }
}

internal sealed record AsyncApiReference
{
    [YamlMember(Alias = "$ref")]
    public string Target { get; init; } = "";

    public string NameIn(string components)
    {
        var folder = $"#/components/{components}/";
        Assert.StartsWith(folder, Target, StringComparison.Ordinal);
        return Target[folder.Length..];
    }
}

internal sealed record AsyncApiChannel
{
    public string Address { get; init; } = "";

    public Dictionary<string, AsyncApiReference> Messages { get; init; } = [];

    public Dictionary<string, AsyncApiBinding> Bindings { get; init; } = [];
}

internal sealed record AsyncApiBinding
{
    public AsyncApiExchange? Exchange { get; init; }
}

internal sealed record AsyncApiExchange
{
    public string Name { get; init; } = "";

    public string Type { get; init; } = "";

    public bool Durable { get; init; }

    public bool AutoDelete { get; init; }
}

internal sealed record AsyncApiMessage
{
    public string Name { get; init; } = "";

    public string ContentType { get; init; } = "";

    public List<AsyncApiReference> Traits { get; init; } = [];

    public AsyncApiHeaders Headers { get; init; } = new();

    public AsyncApiPayload? Payload { get; init; }
}

internal sealed record AsyncApiHeaders
{
    public List<string> Required { get; init; } = [];

    public Dictionary<string, AsyncApiHeader> Properties { get; init; } = [];
}

internal sealed record AsyncApiHeader
{
    public string Type { get; init; } = "";

    public string? Const { get; init; }

    public string? Pattern { get; init; }
}

internal sealed record AsyncApiPayload
{
    public AsyncApiReference Schema { get; init; } = new();
}
