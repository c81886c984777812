using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using KosovoNato.Changes.V1;
using KosovoNato.Serving.Reads;

namespace KosovoNato.Serving.Requests;

/// <summary>
/// Converts versions of a resource to messages of ListRevisions, which have the fields of a change, the events and the resource.
/// </summary>
static class HistoryEntries
{
    public static IMessage Of(ResourceHistoryEntry version, MessageDescriptor type)
    {
        var entry = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            if (field.Name == "event_types")
            {
                var events = (IList)field.Accessor.GetValue(entry);
                foreach (var number in version.Events)
                {
                    events.Add(Enum.ToObject(field.EnumType.ClrType, number));
                }
            }
            else
            {
                field.Accessor.SetValue(entry, field.Name == "resource"
                    ? field.MessageType.Parser.ParseFrom(version.Record.EncodedWrapper.Span)
                    : ChangeEnvelope.Descriptor.FindFieldByName(field.Name).Accessor.GetValue(version.Meta));
            }
        }

        return entry;
    }
}
