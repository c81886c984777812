using System.Globalization;
using System.Runtime.Serialization;
using KosovoNato.Kernel;
using MassTransit;

namespace KosovoNato.Replication.Bus;

/// <summary>
/// The headers of a change: CloudEvents 1.0 in binary mode of its AMQP binding, with the extensions "sequence" and
/// "traceparent". Nothing else goes on the wire: no name of a host, a process or an assembly.
/// </summary>
static class CloudEventHeaders
{
    public const string Prefix = "cloudEvents:";
    public const string ContentType = "application/protobuf";

    // Clients that cannot have a colon in a name write it so; the binding asks to read both.
    const string AlternativePrefix = "cloudEvents_";
    const string Version = "1.0";

    public static void Write(SendHeaders headers, OutgoingChange change)
    {
        headers.Set(Prefix + "specversion", Version);
        headers.Set(Prefix + "id", change.Id.ToString());
        headers.Set(Prefix + "source", change.Topic.Source);
        headers.Set(Prefix + "type", change.Topic.Message);
        headers.Set(Prefix + "subject", change.Subject);
        headers.Set(Prefix + "time", change.RecordedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        headers.Set(Prefix + "dataschema", change.Topic.DataSchema);
        headers.Set(Prefix + "sequence", change.Id.Revision.ToString(CultureInfo.InvariantCulture));
        if (change.Traceparent.Length > 0)
        {
            headers.Set(Prefix + "traceparent", change.Traceparent);
        }
    }

    /// <summary>Says whether a header may go on the wire.</summary>
    public static bool IsCloudEventHeader(string header) => header.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Reads the type and the id.</summary>
    /// <exception cref="SerializationException">A header is missing or wrong.</exception>
    public static (string Type, ChangeEventId Id) Read(Headers headers)
    {
        if (Required(headers, "specversion") is var version && version != Version)
        {
            throw new SerializationException($"cloudEvents:specversion is \"{version}\"; {Version} is read.");
        }

        Required(headers, "source");
        var type = Required(headers, "type");
        return ChangeEventId.TryParse(Required(headers, "id"), out var id)
            ? (type, id)
            : throw new SerializationException("cloudEvents:id is not <service>/<store>/<revision>.");
    }

    static string Required(Headers headers, string attribute) =>
        (headers.TryGetHeader(Prefix + attribute, out var value) || headers.TryGetHeader(AlternativePrefix + attribute, out value))
        && value is string { Length: > 0 } text
            ? text
            : throw new SerializationException($"The header {Prefix}{attribute} is missing.");
}
