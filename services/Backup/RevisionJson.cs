using System.Text.Json;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using KosovoNato.Changes.V1;
using KosovoNato.Storage;
using KosovoNato.Store.V1;

namespace KosovoNato.Backup;

/// <summary>
/// One revision in a backup: the change message of its service, with previous versions, as JSON, and beside it the data that never leaves
/// the store. It converts back to identical bytes; a revision for which that fails stays encoded.
/// </summary>
static class RevisionJson
{
    /// <summary>Returns the line of a revision. The line is read back immediately: a backup that may be wrong is useless.</summary>
    public static byte[] LineOf(BackupService service, StoredRevision revision)
    {
        var line = BackupLines.Of(json => Write(json, service, revision, encoded: false));
        using var read = JsonDocument.Parse(line, BackupJson.Document);
        return Read(read.RootElement, service).Value.Span.SequenceEqual(revision.Value.Span)
            ? line
            : BackupLines.Of(json => Write(json, service, revision, encoded: true));
    }

    static void Write(Utf8JsonWriter json, BackupService service, StoredRevision revision, bool encoded)
    {
        json.WriteStartObject();
        json.WritePropertyName("change");
        if (encoded)
        {
            json.WriteStartObject();
            json.WriteString("revision", StoreLayout.Number(revision.Revision));
            json.WriteBase64String("encoded", revision.Value.Span);
            json.WriteEndObject();
        }
        else
        {
            var (own, learned) = revision.Split();
            json.WriteRawValue(Shown(service, revision, own), skipInputValidation: true);
            if (learned is not null)
            {
                json.WritePropertyName("learned");
                WriteLearned(json, service.Schema, learned);
            }
        }

        if (revision.RequestFingerprint is not null)
        {
            json.WriteString("fingerprint", revision.RequestFingerprint);
        }

        json.WriteEndObject();
    }

    public static StoredRevision Read(JsonElement line, BackupService service)
    {
        var change = line.GetProperty("change");
        var fingerprint = line.TryGetProperty("fingerprint", out var print) ? print.GetString() : null;
        if (change.TryGetProperty("encoded", out var encoded))
        {
            return StoredRevision.Parse(
                BackupJson.Number(change, "revision"), encoded.GetBytesFromBase64()) with
            { RequestFingerprint = fingerprint };
        }

        var learned = line.TryGetProperty("learned", out var copied) ? ReadLearned(copied, service.Schema) : null;
        return Stored(service, change.GetRawText(), learned) with { RequestFingerprint = fingerprint };
    }

    static string Shown(BackupService service, StoredRevision revision, byte[] own)
    {
        var message = service.Changed.Parser.ParseFrom(own);
        Field(service, ChangeEnvelope.RevisionFieldNumber).Accessor.SetValue(message, revision.Revision);
        Field(service, ChangeEnvelope.RecordedAtFieldNumber).Accessor.SetValue(message, Timestamp.FromDateTimeOffset(revision.RecordedAt));
        return BackupJson.Formatter.Format(message);
    }

    /// <summary>Returns the stored form of a revision, from its JSON.</summary>
    static StoredRevision Stored(BackupService service, string text, MirrorUpdate? learned)
    {
        var message = BackupJson.Parser.Parse(text, service.Changed);
        var revision = (long)Field(service, ChangeEnvelope.RevisionFieldNumber).Accessor.GetValue(message);
        var recordedAt = (Timestamp?)Field(service, ChangeEnvelope.RecordedAtFieldNumber).Accessor.GetValue(message)
            ?? throw new FormatException("recordedAt is missing");
        Field(service, ChangeEnvelope.RevisionFieldNumber).Accessor.Clear(message);
        Field(service, ChangeEnvelope.RecordedAtFieldNumber).Accessor.Clear(message);
        return StoredRevision.Create(revision, recordedAt.ToDateTimeOffset(), message, learned);
    }

    static void WriteLearned(Utf8JsonWriter json, Schema schema, MirrorUpdate learned)
    {
        json.WriteStartObject();
        json.WriteString("service", learned.Service);
        json.WriteString("store", learned.StoreId);
        json.WriteString("revision", StoreLayout.Number(learned.Revision));
        json.WriteNumber("fingerprint", learned.Fingerprint);
        json.WriteBoolean("replaces", learned.Full);
        json.WriteStartArray("resources");
        foreach (var resource in learned.Resources)
        {
            ResourceJson.Write(json, schema, new()
            {
                Service = learned.Service,
                Name = resource.Name,
                Revision = resource.Revision,
                Resource = resource.Resource,
            });
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static MirrorUpdate ReadLearned(JsonElement json, Schema schema)
    {
        var learned = new MirrorUpdate
        {
            Service = BackupJson.Text(json, "service"),
            StoreId = BackupJson.Text(json, "store"),
            Revision = BackupJson.Number(json, "revision"),
            Fingerprint = json.GetProperty("fingerprint").GetUInt32(),
            Full = json.GetProperty("replaces").GetBoolean(),
        };
        foreach (var resource in json.GetProperty("resources").EnumerateArray())
        {
            var record = ResourceJson.Read(resource, schema);
            learned.Resources.Add(new MirroredResource { Name = record.Name, Revision = record.Revision, Resource = record.Resource });
        }

        return learned;
    }

    static FieldDescriptor Field(BackupService service, int number) => service.Changed.FindFieldByNumber(number);
}
