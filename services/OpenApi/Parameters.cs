using Google.Api;
using Google.Protobuf.Reflection;
using Microsoft.OpenApi;

namespace KosovoNato.OpenApi;

/// <summary>The parameters of operations: IDs in the path, fields in the query, and the header of conditional writes.</summary>
sealed class Parameters(CommentText texts, Schemas schemas)
{
    const string Id = "[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?";
    const string IdPattern = $"^{Id}$";

    /// <summary>Of the parent in a list: an ID, or the wildcard for all parents, which the comment of the field names.</summary>
    const string ParentPattern = $"^(-|{Id})$";

    public static OpenApiParameter IfMatch() => new()
    {
        Name = "If-Match",
        In = ParameterLocation.Header,
        Description = "The etag that the resource must still have, as a response has it in the header ETag, or `*`. The same as the field "
            + "`etag`; if both are set, they must be equal.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    public IEnumerable<IOpenApiParameter> InPath(PathTemplate template)
    {
        var description = template.Field is { } field ? texts.Of(field) : null;
        var pattern = description?.Contains("/-`", StringComparison.Ordinal) == true ? ParentPattern : IdPattern;
        return template.Ids.Select(id => new OpenApiParameter
        {
            Name = id.Name,
            In = ParameterLocation.Path,
            Required = true,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = pattern, Examples = [id.Example] },
        });
    }

    /// <summary>The fields of a request that an address can contain: scalars, lists of scalars, and those of messages inside.</summary>
    /// <param name="inPath">The field that the path contains.</param>
    public IEnumerable<IOpenApiParameter> InQuery(MessageDescriptor request, FieldDescriptor? inPath) => Fields(request, inPath, "", []);

    IEnumerable<IOpenApiParameter> Fields(
        MessageDescriptor message, FieldDescriptor? inPath, string prefix, IReadOnlyList<MessageDescriptor> outer)
    {
        foreach (var field in message.Fields.InDeclarationOrder().Where(field => field != inPath))
        {
            if (field.IsScalar())
            {
                yield return new OpenApiParameter
                {
                    Name = prefix + field.JsonName,
                    In = ParameterLocation.Query,
                    Required = prefix.Length == 0 && field.Has(FieldBehavior.Required),
                    Description = texts.Of(field),
                    Schema = SchemaOf(field),
                };
            }
            else if (!field.IsRepeated && !outer.Contains(field.MessageType))
            {
                foreach (var inside in Fields(field.MessageType, inPath: null, $"{prefix}{field.JsonName}.", [.. outer, field.MessageType]))
                {
                    yield return inside;
                }
            }
        }
    }

    /// <summary>The schema of a field without the description, which the parameter has.</summary>
    IOpenApiSchema SchemaOf(FieldDescriptor field)
    {
        var schema = schemas.OfField(field);
        if (schema is OpenApiSchemaReference reference)
        {
            reference.Description = null;
        }
        else if (schema is OpenApiSchema own)
        {
            own.Description = null;
        }

        return schema;
    }
}
