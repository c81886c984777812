using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using KosovoNato.Changes.V1;
using KosovoNato.Contract.Tests.Rules;

namespace KosovoNato.Contract.Tests;

/// <summary>A consumer that knows only the envelope can read, keep and forward a service's change without losing bytes.</summary>
public sealed class ChangeWireTests
{
    public static TheoryData<string> Services => [.. Contracts.Compiled.Services.Select(service => service.FullName)];

    [Theory]
    [MemberData(nameof(Services))]
    public void A_generic_consumer_reads_a_change_without_loss(string name)
    {
        var service = Contracts.Compiled.Services.Single(service => service.FullName == name);
        var changed = Contracts.Compiled.Message(service.File.Package, $"{service.Subject()}Changed");
        Assert.NotNull(changed);
        var sent = Sample(changed, depth: 0);

        var envelope = ChangeEnvelope.Parser.WithDiscardUnknownFields(true).ParseFrom(sent.ToByteArray());
        Assert.Equal(WithoutChanges((ChangeEnvelope)Sample(ChangeEnvelope.Descriptor, depth: 0)), WithoutChanges(envelope));
        var change = Assert.Single(envelope.Changes);
        Assert.Equal("name", change.Name);
        Assert.Equal(1, (int)change.Kind);
        Assert.Equal([1], change.EventTypes);
        Assert.Equal(1, change.PreviousRevision);
        var resource = Contracts.Compiled.Message(service.File.Package, $"{service.Subject()}Resource")!;
        Assert.Equal(Sample(resource, depth: 2), resource.Parser.ParseFrom(change.Resource));
        Assert.Equal(change.Resource, change.Previous);

        Assert.Equal(sent, changed.Parser.ParseFrom(envelope.ToByteArray()));
    }

    static ChangeEnvelope WithoutChanges(ChangeEnvelope envelope)
    {
        var bare = envelope.Clone();
        bare.Changes.Clear();
        return bare;
    }

    /// <summary>A message with every field set, down to a depth; of a oneof, the first field is set.</summary>
    static IMessage Sample(MessageDescriptor type, int depth)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InFieldNumberOrder())
        {
            if (field.FieldType == FieldType.Message && depth > 8 || field.RealContainingOneof is { } oneof && oneof.Fields[0] != field)
            {
                continue;
            }

            if (field.IsRepeated)
            {
                ((IList)field.Accessor.GetValue(message)).Add(Value(field, depth));
            }
            else
            {
                field.Accessor.SetValue(message, Value(field, depth));
            }
        }

        return message;
    }

    static object Value(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.Message => Sample(field.MessageType, depth + 1),
        FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, 1),
        FieldType.String => field.Name,
        FieldType.Bytes => ByteString.CopyFromUtf8(field.Name),
        FieldType.Bool => true,
        FieldType.Int32 => 1,
        FieldType.Int64 => 1L,
        FieldType.Double => 1.0,
        var other => throw new NotSupportedException($"A sample of {other} for {field.FullName}"),
    };
}
