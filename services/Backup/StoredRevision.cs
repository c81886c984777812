using System.Buffers.Text;
using KosovoNato.Changes.V1;

namespace KosovoNato.Backup;

/// <summary>One revision as the store keeps it.</summary>
/// <param name="Revision">Its number.</param>
/// <param name="Value">Microseconds, a colon, and the change message without revision and time.</param>
/// <param name="Fingerprint">Tells whether another request with the same id has the same content; none if that is not known.</param>
sealed record StoredRevision(long Revision, ReadOnlyMemory<byte> Value, string? Fingerprint)
{
    int Separator => Value.Span.IndexOf((byte)':');

    /// <summary>When it was recorded, since 1970.</summary>
    public long Microseconds =>
        Separator > 0 && Utf8Parser.TryParse(Value.Span[..Separator], out long microseconds, out var read) && read == Separator
            ? microseconds
            : throw new InvalidDataException($"Revision {Revision} does not begin with a time.");

    /// <summary>The change message without revision and time.</summary>
    public ReadOnlyMemory<byte> Message => Value[(Separator + 1)..];

    /// <summary>The change as every service's changes can be read.</summary>
    public ChangeEnvelope Envelope() => ChangeEnvelope.Parser.ParseFrom(Message.Span);

    /// <summary>The field under which the store finds the request again; none for an id that is no UUID.</summary>
    public static string? RequestField(ChangeEnvelope change) =>
        Guid.TryParse(change.RequestId, out var id) ? $"q:{id:N}" : null;
}
