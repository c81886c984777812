using System.Text.Json;

namespace KosovoNato.Contract.Tests;

/// <summary>What asyncapi.yaml says of one channel, as check-asyncapi.mjs reads it.</summary>
internal sealed record AsyncApiChannel(
    string Address, AsyncApiExchange Exchange, string Message, string ContentType, AsyncApiHeaders Headers,
    IReadOnlyList<AsyncApiField> Fields)
{
    static readonly JsonSerializerOptions Names = new(JsonSerializerDefaults.Web);

    /// <summary>Checks a description beside the contracts.</summary>
    public static Task<Command> CheckAsync(string file) => Command.RunAsync(
        "node", BuildPaths.Protos, Path.Combine(BuildPaths.Protos, "check-asyncapi.mjs"), file, BuildPaths.Protos, BuildPaths.CommonProtos);

    public static IReadOnlyList<AsyncApiChannel> In(Command check) =>
        JsonSerializer.Deserialize<List<AsyncApiChannel>>(check.Succeeded(), Names)!;
}

internal sealed record AsyncApiExchange(string Name, string Type, bool Durable, bool AutoDelete);

internal sealed record AsyncApiHeaders(IReadOnlyList<string> Required, IReadOnlyDictionary<string, AsyncApiHeader> Properties);

internal sealed record AsyncApiHeader(string Type, string? Const, string? Pattern);

internal sealed record AsyncApiField(int Number, string Name, string Type, bool Repeated);
