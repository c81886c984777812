using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Microsoft.OpenApi;

namespace KosovoNato.OpenApi;

/// <summary>The schemas of errors: google.rpc.Status in JSON, and the details that the services add.</summary>
/// <param name="contracts">The contracts, with the messages of google.rpc.</param>
/// <param name="document">The document to which the schemas belong.</param>
sealed class ErrorSchemas(CommentedContracts contracts, CommentText texts, OpenApiDocument document)
{
    public const string Error = "Error";

    const string Reason = "ErrorReason";
    const string ReasonPrefix = "ERROR_REASON_";
    const string TypeField = "@type";
    const string TypePrefix = "type.googleapis.com/";

    static readonly Dictionary<string, string> Details = new()
    {
        ["google.rpc.ErrorInfo"] = "The reason of the error. Every error has one.",
        ["google.rpc.BadRequest"] = "All invalid fields of the request.",
        ["google.rpc.PreconditionFailure"] = "The rules that the write violates.",
        ["google.rpc.ResourceInfo"] = "The resource that does not exist, or that exists already.",
        ["google.rpc.RetryInfo"] = "How long to wait before a retry.",
        ["google.rpc.QuotaFailure"] = "The limit that is exceeded.",
    };

    public void Add(IDictionary<string, IOpenApiSchema> all)
    {
        foreach (var (name, description) in Details)
        {
            all.Add(NameOf(name), BuildDetail(contracts.Message(name), description));
        }

        all[Reason] = BuildReason(contracts.Enum("kosovonato.errors.v1.ErrorReason"));
        all.Add(Error, new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "An error: a `google.rpc.Status` as JSON.",
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["code"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Format = "int32",
                    Description = "The number of the gRPC status.",
                },
                ["message"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "A sentence for people. It can change." },
                ["details"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Description = "The details, among them always an `ErrorInfo`.",
                    Items = new OpenApiSchema
                    {
                        OneOf = [.. Details.Keys.Select(Refer)],
                        Discriminator = new()
                        {
                            PropertyName = TypeField,
                            Mapping = Details.Keys.ToDictionary(name => $"{TypePrefix}{name}", Refer),
                        },
                    },
                },
            },
            Required = new HashSet<string> { "code", "message", "details" },
        });
    }

    OpenApiSchemaReference Refer(string name) => new(NameOf(name), document);

    static string NameOf(string fullName) => $"{fullName.Split('.')[^1]}Detail";

    OpenApiSchema BuildDetail(MessageDescriptor message, string description)
    {
        var schema = BuildMessage(message);
        schema.Description = description;
        schema.Properties = schema.Properties!.Prepend(new(TypeField, new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Const = $"{TypePrefix}{message.FullName}",
        })).ToDictionary();
        schema.Required = new HashSet<string> { TypeField };
        if (message.Name == "ErrorInfo")
        {
            schema.Properties["reason"] = new OpenApiSchemaReference(Reason, document);
            schema.Required.Add("reason");
        }

        return schema;
    }

    static OpenApiSchema BuildMessage(MessageDescriptor message) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = message.Fields.InDeclarationOrder().ToDictionary(field => field.JsonName, IOpenApiSchema (FieldDescriptor field) =>
            field.IsMap ? new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String },
            }
            : field.IsRepeated ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = BuildValue(field) }
            : BuildValue(field)),
    };

    static OpenApiSchema BuildValue(FieldDescriptor field) =>
        field.IsScalar() ? Scalars.Of(field) : BuildMessage(field.MessageType);

    OpenApiSchema BuildReason(EnumDescriptor type)
    {
        List<EnumValueDescriptor> values = [.. type.Values.Where(value => value.Number != 0)];
        return new()
        {
            Type = JsonSchemaType.String,
            Description = "The reason of an error, to program against. A reason never changes; further ones can be added.\n\n"
                + string.Join('\n', values.Select(value => $"- `{ReasonOf(value)}`: {texts.Of(value)}")),
            Enum = [.. values.Select(value => (JsonNode)ReasonOf(value))],
        };
    }

    static string ReasonOf(EnumValueDescriptor value) => value.Name[ReasonPrefix.Length..];
}
