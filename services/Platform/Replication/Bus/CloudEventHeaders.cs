using System.Globalization;
using System.Runtime.Serialization;
using KosovoNato.Kernel;
using MassTransit;

namespace KosovoNato.Replication.Bus;

/// <summary>
/// The headers of a change: CloudEvents 1.0 in the binary mode of its AMQP binding, with the extensions "sequence" and "traceparent". No
/// other header is sent, and none contains the name of a host, process or assembly.
/// </summary>
static class CloudEventHeaders
{
    public const string Prefix = "cloudEvents:";
    public const string ContentType = "application/protobuf";

    // For clients that do not support a colon in a name. The AMQP binding asks receivers to accept both prefixes.
    const string AlternativePrefix = "cloudEvents_";
    const string Version = "1.0";

    // The extension orders its values as text. Twenty digits hold every revision number.
    const string SequenceFormat = "D20";

    public static void Write(SendHeaders headers, OutgoingChange change)
    {
        headers.Set(Prefix + "specversion", Version);
        headers.Set(Prefix + "id", change.Id.ToString());
        headers.Set(Prefix + "source", change.Topic.Source);
        headers.Set(Prefix + "type", change.Topic.Message);
        headers.Set(Prefix + "subject", change.Subject);
        headers.Set(Prefix + "time", change.RecordedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        headers.Set(Prefix + "dataschema", change.Topic.DataSchema);
        headers.Set(Prefix + "sequence", change.Id.Revision.ToString(SequenceFormat, CultureInfo.InvariantCulture));
        if (change.Traceparent.Length > 0)
        {
            headers.Set(Prefix + "traceparent", change.Traceparent);
        }
    }

    /// <summary>Whether a header is a CloudEvents header and may be sent.</summary>
    public static bool IsCloudEventHeader(string header) => header.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Reads the type and the ID.</summary>
    /// <exception cref="SerializationException">A header is missing or invalid.</exception>
    public static (string Type, ChangeEventId Id) Read(Headers headers)
    {
        if (Required(headers, "specversion") is var version && version != Version)
        {
            throw new SerializationException($"cloudEvents:specversion is \"{version}\"; only {Version} is accepted.");
        }

        Required(headers, "source");
        var type = Required(headers, "type");
        return ChangeEventId.TryParse(Required(headers, "id"), out var id)
            ? (type, id)
            : throw new SerializationException("cloudEvents:id must be <service>/<store>/<revision>.");
    }

    static string Required(Headers headers, string attribute) =>
        (headers.TryGetHeader(Prefix + attribute, out var value) || headers.TryGetHeader(AlternativePrefix + attribute, out value))
        && value is string { Length: > 0 } text
            ? text
            : throw new SerializationException($"The header {Prefix}{attribute} is missing.");
}
