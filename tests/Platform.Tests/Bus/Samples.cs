using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using RabbitMQ.Client;

namespace KosovoNato.Platform.Tests.Bus;

/// <summary>Messages from another publisher: valid ones, and ones with a single defect.</summary>
static class Samples
{
    static readonly string Store = new('a', 32);

    public static ChangeEventId Id(long revision) => new("recognitions", Store, revision);

    public static byte[] Body(long revision) =>
        new ChangeEnvelope { Revision = revision, Changes = { new ResourceChange { Name = $"sources/s{revision}" } } }.ToByteArray();

    public static BasicProperties Properties(long revision, string prefix = "cloudEvents:") => new()
    {
        ContentType = "application/protobuf",
        Persistent = true,
        Headers = new Dictionary<string, object?>
        {
            [prefix + "specversion"] = "1.0",
            [prefix + "id"] = Id(revision).ToString(),
            [prefix + "source"] = "urn:somebody:else",
            [prefix + "type"] = PlainClient.Exchange,
        },
    };

    public static IReadOnlyDictionary<string, (Action<BasicProperties> Spoil, byte[] Body)> Poison { get; } =
        new Dictionary<string, (Action<BasicProperties>, byte[])>
        {
            ["not protobuf"] = (_ => { }, [0xff, 0xff, 0xff, 0xff]),
            ["empty"] = (_ => { }, []),
            ["of another revision"] = (_ => { }, Body(99)),
            ["too large"] = (_ => { }, new ChangeEnvelope { Revision = 7, Reason = new string('x', 1 << 20) }.ToByteArray()),
            ["JSON"] = (properties => properties.ContentType = "application/json", "{}"u8.ToArray()),
            ["JSON that could be a message of the bus library"] =
                (properties => properties.ContentType = "application/vnd.masstransit+json", """{"message":{}}"""u8.ToArray()),
            ["text"] = (properties => properties.ContentType = "text/plain; charset=utf-8", Body(7)),
            ["without a content type"] = (properties => properties.ClearContentType(), Body(7)),
            ["with a content type that is none"] = (properties => properties.ContentType = "///", Body(7)),
            ["without headers"] = (properties => properties.ClearHeaders(), Body(7)),
            ["without an id"] = (properties => properties.Headers!.Remove("cloudEvents:id"), Body(7)),
            ["without a type"] = (properties => properties.Headers!.Remove("cloudEvents:type"), Body(7)),
            ["without a source"] = (properties => properties.Headers!.Remove("cloudEvents:source"), Body(7)),
            ["without a version"] = (properties => properties.Headers!.Remove("cloudEvents:specversion"), Body(7)),
            ["of a later version"] = (properties => properties.Headers!["cloudEvents:specversion"] = "2.0", Body(7)),
            ["with an id of another form"] = (properties => properties.Headers!["cloudEvents:id"] = "7", Body(7)),
            ["with an id of another service"] = (properties => properties.Headers!["cloudEvents:id"] = $"milestones/{Store}/7", Body(7)),
            ["with a header that is no text"] = (properties => properties.Headers!["cloudEvents:type"] = 5, Body(7)),
        };
}
