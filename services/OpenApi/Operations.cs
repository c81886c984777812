using Google.Api;
using Google.Protobuf.Reflection;
using Microsoft.OpenApi;

namespace KosovoNato.OpenApi;

/// <summary>The operations of a service: each RPC under each of its paths.</summary>
sealed class Operations(
    CommentedContracts contracts, ServiceDescriptor service, CommentText texts, OpenApiDocument document, Schemas schemas)
{
    const string Json = "application/json";
    const string JsonLines = "application/x-ndjson";

    readonly ErrorResponses errors = new(contracts, texts, document);
    readonly Parameters parameters = new(texts, schemas);
    readonly SortedSet<string> tags = new(StringComparer.Ordinal);

    public static bool IsWrite(MethodDescriptor rpc) => rpc.InputType.FindFieldByName("request_id") is not null;

    /// <summary>The collections of resources, to which the operations belong.</summary>
    public IEnumerable<OpenApiTag> Tags() => tags.Select(tag => new OpenApiTag
    {
        Name = tag,
        Description = contracts.ResourceWithPlural(tag) is { } resource ? texts.Of(resource) : null,
    });

    public OpenApiOperation Build(MethodDescriptor rpc, HttpRule binding, PathTemplate template)
    {
        var tag = TagOf(template.Path);
        tags.Add(tag);
        var hasBody = binding.Body.Length > 0;
        // An RPC with two paths can be called with or without a body.
        var isSecond = hasBody && CommentedContracts.RuleOf(rpc)!.Get.Length > 0;
        List<IOpenApiParameter> all = [.. parameters.InPath(template)];
        if (!hasBody)
        {
            all.AddRange(parameters.InQuery(rpc.InputType, template.Field));
        }

        if (HasEtag(rpc))
        {
            all.Add(Parameters.IfMatch());
        }

        return new()
        {
            OperationId = isSecond ? $"{rpc.Name}WithBody" : rpc.Name,
            Tags = new HashSet<OpenApiTagReference> { new(tag, document) },
            Summary = texts.SummaryOf(rpc),
            Description = texts.Of(rpc),
            Parameters = all.Count > 0 ? all : null,
            RequestBody = hasBody ? BodyOf(rpc) : null,
            Responses = ResponsesOf(rpc, binding, template),
            Security = SecurityOf(rpc),
            Extensions = new Dictionary<string, IOpenApiExtension>
            {
                ["x-permission"] = new JsonNodeExtension($"{ServiceDocuments.NameOf(service)}.{PermissionOf(rpc)}"),
            },
        };
    }

    OpenApiRequestBody BodyOf(MethodDescriptor rpc) => new()
    {
        Required = true,
        Content = new Dictionary<string, IOpenApiMediaType> { [Json] = new OpenApiMediaType { Schema = schemas.Of(rpc.InputType) } },
    };

    OpenApiResponses ResponsesOf(MethodDescriptor rpc, HttpRule binding, PathTemplate template)
    {
        var isStream = rpc.IsServerStreaming;
        var responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse
            {
                Description = texts.Of(rpc.OutputType) + (isStream
                    ? "\n\nOne message per line. If the stream ends with an error, the last line is `{\"error\": ...}` or the error."
                    : ""),
                Headers = HasEtagHeader(rpc) ? EtagHeader() : null,
                Content = new Dictionary<string, IOpenApiMediaType>
                {
                    [isStream ? JsonLines : Json] = new OpenApiMediaType { Schema = schemas.Of(rpc.OutputType) },
                },
            },
        };
        foreach (var (status, response) in errors.Of(rpc, binding, template.Ids.Count > 0).OrderBy(pair => pair.Status))
        {
            responses.Add(status, response);
        }

        return responses;
    }

    /// <summary>The ways to authenticate. An operator can allow reads and watches without a credential.</summary>
    List<OpenApiSecurityRequirement> SecurityOf(MethodDescriptor rpc)
    {
        List<OpenApiSecurityRequirement> all =
        [
            new() { [new OpenApiSecuritySchemeReference(ServiceDocument.Bearer, document)] = [] },
            new() { [new OpenApiSecuritySchemeReference(ServiceDocument.ClientCertificate, document)] = [] },
        ];
        return IsWrite(rpc) ? all : [.. all, new()];
    }

    static Dictionary<string, IOpenApiHeader> EtagHeader() => new()
    {
        ["ETag"] = new OpenApiHeader
        {
            Description = "The `etag` of the resource in double quotes, for the header If-Match of a later write. Absent with "
                + "`validateOnly`.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        },
    };

    static string PermissionOf(MethodDescriptor rpc) => rpc.IsServerStreaming ? "watch" : IsWrite(rpc) ? "write" : "read";

    static bool HasEtag(MethodDescriptor rpc) => IsWrite(rpc) && rpc.InputType.FindFieldByName("etag") is not null;

    /// <summary>Whether the response has one resource of the service.</summary>
    static bool HasEtagHeader(MethodDescriptor rpc) =>
        (IsWrite(rpc) && rpc.InputType.FindFieldByName("writes") is null)
        || (rpc.InputType.FindFieldByName("name") is not null && rpc.InputType.FindFieldByName("page_size") is null);

    /// <summary>The last collection in a path, for example "memberships" of "/v1/organizations/{organization}/memberships".</summary>
    static string TagOf(string path) =>
        path.Split('/').Skip(2).Last(segment => !segment.StartsWith('{')).Split(':')[0];
}
