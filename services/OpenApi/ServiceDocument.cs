using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf.Reflection;
using Microsoft.OpenApi;

namespace KosovoNato.OpenApi;

/// <summary>The document of one service: its operations, its schemas, and what all operations have in common.</summary>
sealed partial class ServiceDocument(CommentedContracts contracts, ServiceDescriptor service)
{
    /// <summary>The names of the ways to authenticate.</summary>
    public const string Bearer = "bearer";
    public const string ClientCertificate = "clientCertificate";

    const string Conventions =
        """
        The JSON form of the gRPC service `{0}`. Names of fields are those of ProtoJSON (`asOf`); requests accept the names of the
        contracts (`as_of`) as well. Requests are read strictly: an unknown field, a field given twice, two members of a oneof and a
        value of another type are rejected. Responses can get further fields and enum values: ignore those that you do not know. 64-bit
        integers are strings.

        Every error is a `google.rpc.Status` as JSON, with a `google.rpc.ErrorInfo` whose `reason` never changes. Each response of an
        operation lists its reasons. A request that is not HTTP, or that the server cannot route, is answered by status alone or with the
        reason ENDPOINT_UNKNOWN (404, 405).
        """;

    readonly OpenApiDocument document = new();
    readonly CommentText texts = new(contracts.FieldNames);

    public OpenApiDocument Build()
    {
        document.Info = new()
        {
            Title = $"KosovoNato {ServiceDocuments.NameOf(service)}",
            Summary = texts.SummaryOf(service),
            Description = $"{texts.Of(service)}\n\n{Text(Conventions, service.FullName)}",
            Version = typeof(ServiceDocument).Assembly.GetName().Version!.ToString(3),
        };
        document.Servers = [new() { Url = "/", Description = "The HTTP port of the service." }];
        document.Paths = [];
        document.Components = new() { Schemas = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) };
        AddSecuritySchemes();
        var schemas = new Schemas(contracts, service, texts, document);
        var operations = new Operations(contracts, service, texts, document, schemas);
        foreach (var rpc in service.Methods)
        {
            var rule = CommentedContracts.RuleOf(rpc)!;
            foreach (var binding in rule.AdditionalBindings.Prepend(rule))
            {
                Add(operations, rpc, binding);
            }
        }

        document.Tags = operations.Tags().ToHashSet();
        schemas.AddComponents();
        return document;
    }

    void Add(Operations operations, MethodDescriptor rpc, HttpRule binding)
    {
        var template = PathTemplate.Of(contracts, rpc, binding);
        if (!document.Paths.TryGetValue(template.Path, out var item))
        {
            document.Paths.Add(template.Path, item = new OpenApiPathItem());
        }

        ((OpenApiPathItem)item).AddOperation(binding.Post.Length > 0 ? HttpMethod.Post : HttpMethod.Get,
            operations.Build(rpc, binding, template));
    }

    void AddSecuritySchemes() => document.Components!.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
    {
        [Bearer] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key, or an access token of an issuer that the operator has set.",
        },
        [ClientCertificate] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.MutualTLS,
            Description = "A client certificate of an authority that the operator has set.",
        },
    };

    /// <summary>A text with one line for each paragraph.</summary>
    static string Text(string format, string name) =>
        Wraps().Replace(format.Replace("{0}", name, StringComparison.Ordinal).ReplaceLineEndings("\n"), " ");

    [GeneratedRegex(@"(?<!\n)\n(?!\n)", RegexOptions.CultureInvariant)]
    private static partial Regex Wraps();
}
