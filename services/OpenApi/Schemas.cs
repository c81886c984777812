using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Microsoft.OpenApi;

namespace KosovoNato.OpenApi;

/// <summary>The schemas of the messages and enums that the operations use, by names that are unique in the document.</summary>
sealed class Schemas(CommentedContracts contracts, ServiceDescriptor service, CommentText texts, OpenApiDocument document)
{
    readonly Dictionary<IDescriptor, string> names = [];
    readonly Queue<IDescriptor> open = [];
    readonly HashSet<MessageDescriptor> sent = Reachable(service.Methods.Select(rpc => rpc.InputType));

    /// <summary>Refers to the schema of a message or an enum, which becomes a component of the document.</summary>
    public OpenApiSchemaReference Of(IDescriptor type)
    {
        if (!names.TryGetValue(type, out var name))
        {
            name = ShortName(type);
            name = names.ContainsValue(name) ? $"{Capitalize(type.File.Package.Split('.')[1])}{name}" : name;
            names.Add(type, name);
            open.Enqueue(type);
        }

        return new(name, document);
    }

    /// <summary>Adds the schemas that were referred to, and those that they refer to.</summary>
    public void AddComponents()
    {
        SortedDictionary<string, IOpenApiSchema> all = new(StringComparer.Ordinal);
        while (open.TryDequeue(out var type))
        {
            all.Add(names[type], type is MessageDescriptor message ? Build(message) : Build((EnumDescriptor)type));
        }

        new ErrorSchemas(contracts, texts, document).Add(all);
        foreach (var (name, schema) in all)
        {
            document.Components!.Schemas!.Add(name, schema);
        }
    }

    /// <summary>The schema of a field's value, with the description of the field.</summary>
    public IOpenApiSchema OfField(FieldDescriptor field)
    {
        var schema = field.IsMap
            ? new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = OfOne(field.MessageType.FindFieldByName("value")) }
            : field.IsRepeated ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = OfOne(field) }
            : OfOne(field);
        var isDerived = field.Has(Google.Api.FieldBehavior.OutputOnly) && sent.Contains(field.ContainingType);
        if (schema is OpenApiSchemaReference reference)
        {
            reference.Description = texts.Of(field);
            reference.Reference.ReadOnly = isDerived ? true : null;
        }
        else if (schema is OpenApiSchema own)
        {
            own.Description = texts.Of(field);
            own.ReadOnly = isDerived;
            Restrict(own, field);
        }

        return schema;
    }

    OpenApiSchema Build(MessageDescriptor message)
    {
        var fields = message.Fields.InDeclarationOrder();
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = texts.Of(message),
            Properties = fields.ToDictionary(field => field.JsonName, OfField, StringComparer.Ordinal),
            Required = fields.Where(IsAlwaysSet).Select(field => field.JsonName).ToHashSet(StringComparer.Ordinal),
            // Requests are read strictly; responses can get further fields.
            AdditionalPropertiesAllowed = !IsOnlySent(message),
        };
        var choices = message.Oneofs.Where(oneof => !oneof.IsSynthetic).ToList();
        if (choices.Count > 0)
        {
            schema.Description += string.Concat(choices.Select(oneof =>
                $"\n\nAt most one of {string.Join(", ", oneof.Fields.Select(field => $"`{field.JsonName}`"))} is set."));
            schema.Extensions = new Dictionary<string, IOpenApiExtension>
            {
                ["x-oneof"] = new JsonNodeExtension(new JsonArray([.. choices.Select(oneof =>
                    new JsonArray([.. oneof.Fields.Select(field => JsonValue.Create(field.JsonName))]))])),
            };
        }

        return schema;
    }

    /// <summary>Whether messages of a type are only in requests.</summary>
    bool IsOnlySent(MessageDescriptor message) =>
        sent.Contains(message) && !Reachable(service.Methods.Select(rpc => rpc.OutputType)).Contains(message);

    /// <summary>
    /// Whether a field is in every message: required in a request; in a response, of a kind that the service writes even if it is empty.
    /// </summary>
    bool IsAlwaysSet(FieldDescriptor field) => sent.Contains(field.ContainingType)
        ? field.Has(Google.Api.FieldBehavior.Required)
        : field.IsRepeated || !field.HasPresence;

    IOpenApiSchema OfOne(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message when Scalars.IsText(field.MessageType) => Scalars.Of(field),
        FieldType.Message => Of(field.MessageType),
        FieldType.Enum => Of(field.EnumType),
        _ => Scalars.Of(field),
    };

    void Restrict(OpenApiSchema schema, FieldDescriptor field)
    {
        if (field.FieldType == FieldType.Bool && schema.Description!.Contains("False is rejected", StringComparison.Ordinal))
        {
            schema.Enum = [true];
        }

        if (field.FieldType == FieldType.String && !field.IsRepeated && Scalars.ExampleOf(field, contracts) is { } example)
        {
            schema.Examples = [example];
        }

        if (field is { Name: "request_id", FieldType: FieldType.String })
        {
            schema.Format = "uuid";
        }
    }

    OpenApiSchema Build(EnumDescriptor type) => new()
    {
        Type = JsonSchemaType.String,
        Description = $"{texts.Of(type)}\n\n"
            + string.Join('\n', type.Values.Select(value => $"- `{value.Name}`: {texts.Of(value)}")),
        Enum = [.. type.Values.Select(value => JsonValue.Create(value.Name))],
    };

    static string ShortName(IDescriptor type) => type switch
    {
        MessageDescriptor { ContainingType: { } outer } => ShortName(outer) + type.Name,
        EnumDescriptor { ContainingType: { } outer } => ShortName(outer) + type.Name,
        _ => type.Name,
    };

    static string Capitalize(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    static HashSet<MessageDescriptor> Reachable(IEnumerable<MessageDescriptor> roots)
    {
        HashSet<MessageDescriptor> reached = [];
        Stack<MessageDescriptor> next = new(roots);
        while (next.TryPop(out var message))
        {
            if (reached.Add(message))
            {
                foreach (var field in message.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.Message))
                {
                    next.Push(field.MessageType);
                }
            }
        }

        return reached;
    }
}
