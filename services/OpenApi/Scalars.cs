using Google.Api;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Microsoft.OpenApi;

namespace KosovoNato.OpenApi;

/// <summary>The schemas of values that are neither objects nor lists in ProtoJSON.</summary>
static class Scalars
{
    /// <summary>Whether messages of a type are text in JSON.</summary>
    public static bool IsText(MessageDescriptor message) =>
        message.FullName is "google.protobuf.Timestamp" or "google.protobuf.Duration" or "google.protobuf.FieldMask";

    /// <summary>Whether a field has a value that an address can contain.</summary>
    public static bool IsScalar(this FieldDescriptor field) => field.FieldType != FieldType.Message || IsText(field.MessageType);

    public static bool Has(this FieldDescriptor field, FieldBehavior behavior) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(behavior) == true;

    public static OpenApiSchema Of(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Bool => new() { Type = JsonSchemaType.Boolean },
        FieldType.Bytes => new() { Type = JsonSchemaType.String, ContentEncoding = "base64" },
        FieldType.Double => new() { Type = JsonSchemaType.Number, Format = "double" },
        FieldType.Float => new() { Type = JsonSchemaType.Number, Format = "float" },
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => new() { Type = JsonSchemaType.Integer, Format = "int32" },
        FieldType.UInt32 or FieldType.Fixed32 => new() { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0" },
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 =>
            new() { Type = JsonSchemaType.String, Format = "int64", Pattern = "^-?[0-9]+$" },
        FieldType.UInt64 or FieldType.Fixed64 => new() { Type = JsonSchemaType.String, Format = "uint64", Pattern = "^[0-9]+$" },
        FieldType.Message when field.MessageType.FullName == Timestamp.Descriptor.FullName =>
            new() { Type = JsonSchemaType.String, Format = "date-time" },
        FieldType.Message when field.MessageType.FullName == Duration.Descriptor.FullName =>
            new() { Type = JsonSchemaType.String, Pattern = @"^-?[0-9]+(\.[0-9]{1,9})?s$", Examples = ["5s"] },
        // A FieldMask: names of fields, separated by commas.
        FieldType.Message => new() { Type = JsonSchemaType.String },
        FieldType.String => new() { Type = JsonSchemaType.String },
        _ => throw new NotSupportedException($"{field.FullName} has a type that no schema describes."),
    };

    /// <summary>The example in the comment of a field or, for the name of a resource, in the comment of the resource.</summary>
    public static string? ExampleOf(FieldDescriptor field, CommentedContracts contracts)
    {
        var reference = field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference);
        return CommentText.ExampleOf(field) is { } own ? own
            : reference is { Type: { Length: > 0 } type } && contracts.ResourceOf(type) is { } resource
                ? CommentText.ExampleOf(resource.FindFieldByName("name"))
            : null;
    }
}
