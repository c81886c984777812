using System.Text;
using KosovoNato.Kernel;
using KosovoNato.Recognitions.V1;
using RabbitMQ.Client;

namespace KosovoNato.Platform.Tests.Bus;

/// <summary>A message as received by a client that knows only AMQP and protobuf.</summary>
sealed record PlainMessage(IReadOnlyBasicProperties Properties, IReadOnlyDictionary<string, object?> Headers, byte[] Body)
{
    public static PlainMessage Of(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body) =>
        new(properties, (properties.Headers ?? new Dictionary<string, object?>()).ToDictionary(
            header => header.Key, header => header.Value is byte[] text ? Encoding.UTF8.GetString(text) : header.Value), body.ToArray());

    public string this[string header] => (string)Headers[header]!;

    public ChangeEventId Id => ChangeEventId.TryParse(this["cloudEvents:id"], out var id)
        ? id
        : throw new InvalidDataException(this["cloudEvents:id"]);

    public RecognitionsChanged Changed => RecognitionsChanged.Parser.ParseFrom(Body);
}
