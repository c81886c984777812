using System.Text.Json.Nodes;
using Google.Api;
using Google.Protobuf.Reflection;
using Microsoft.OpenApi;

namespace KosovoNato.OpenApi;

/// <summary>
/// The responses of an operation that are errors, by their HTTP status, from the comments of its RPC and of the reasons that all RPCs have
/// in common.
/// </summary>
sealed class ErrorResponses(CommentedContracts contracts, CommentText texts, OpenApiDocument document)
{
    const string Json = "application/json";

    /// <summary>The HTTP status and its name for each google.rpc.Code, as JSON transcoding maps them.</summary>
    static readonly Dictionary<string, (int Status, string Name)> Statuses = new()
    {
        ["INVALID_ARGUMENT"] = (400, "The request is invalid"),
        ["FAILED_PRECONDITION"] = (400, "The request is invalid"),
        ["OUT_OF_RANGE"] = (400, "The request is invalid"),
        ["UNAUTHENTICATED"] = (401, "The caller is not authenticated"),
        ["PERMISSION_DENIED"] = (403, "The caller lacks the permission"),
        ["NOT_FOUND"] = (404, "A resource does not exist"),
        ["UNIMPLEMENTED"] = (404, "A resource does not exist"),
        ["ALREADY_EXISTS"] = (409, "The resource exists already or has changed"),
        ["ABORTED"] = (409, "The resource exists already or has changed"),
        ["RESOURCE_EXHAUSTED"] = (429, "A limit is reached"),
        ["INTERNAL"] = (500, "A bug in the service"),
        ["UNAVAILABLE"] = (503, "A temporary failure"),
        ["DEADLINE_EXCEEDED"] = (504, "The call took too long"),
    };

    /// <summary>The HTTP statuses of errors that can have a delay before a retry.</summary>
    static readonly int[] Retried = [429, 503];

    static readonly string[] Common =
    [
        "INVALID_REQUEST", "CREDENTIALS_REQUIRED", "ACCESS_TOKEN_REJECTED", "CREDENTIALS_EXPIRED", "PERMISSION_DENIED", "RATE_LIMITED",
        "LIMIT_EXCEEDED", "STORE_UNAVAILABLE", "ISSUER_UNAVAILABLE", "DEADLINE_EXCEEDED", "INTERNAL",
    ];

    /// <summary>Of the tokens and points in time that reads accept.</summary>
    static readonly string[] OfReads = ["TOKEN_INVALID", "STORE_REPLACED", "REVISION_IN_FUTURE", "REVISION_COMPACTED"];
    static readonly string[] OfWrites = ["STORE_READ_ONLY", "SERVER_DRAINING"];

    static readonly ListedError EndpointUnknown =
        new("UNIMPLEMENTED", ["ENDPOINT_UNKNOWN"], "the path has a character that makes it the path of no operation.");

    /// <summary>The errors of an operation, by HTTP status.</summary>
    public IEnumerable<(string Status, OpenApiResponse Response)> Of(MethodDescriptor rpc, HttpRule binding, bool hasIds)
    {
        List<ListedError> errors = [.. texts.ErrorsOf(rpc)];
        var listed = errors.SelectMany(error => error.Reasons).ToHashSet(StringComparer.Ordinal);
        errors.AddRange(Common.Concat(Operations.IsWrite(rpc) ? OfWrites : OfReads)
            .Where(reason => !listed.Contains(reason)).Select(Describe));
        if (hasIds)
        {
            errors.Add(EndpointUnknown);
        }

        foreach (var group in errors.GroupBy(error => Statuses[error.Code]).OrderBy(group => group.Key.Status))
        {
            var response = Build(group.Key.Name, [.. group]);
            if (Retried.Contains(group.Key.Status))
            {
                response.Headers = RetryAfter();
            }

            yield return ($"{group.Key.Status}", response);
        }

        if (binding.Body.Length > 0)
        {
            yield return ("415", Build("The body is not JSON in UTF-8",
                [new("INVALID_ARGUMENT", ["INVALID_REQUEST"], "the content type, its charset or the content encoding is not accepted.")]));
        }
    }

    /// <summary>The error of a reason, whose comment begins with its status.</summary>
    ListedError Describe(string reason)
    {
        var value = contracts.Enum("kosovonato.errors.v1.ErrorReason").FindValueByName($"ERROR_REASON_{reason}");
        var parts = texts.Of(value).Split(": ", 2);
        return new(parts[0], [reason], parts[1]);
    }

    OpenApiResponse Build(string name, IReadOnlyList<ListedError> errors)
    {
        var reasons = errors.SelectMany(error => error.Reasons).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new()
        {
            Description = $"{name}:\n\n{string.Join('\n', errors.Select(Describe))}",
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                [Json] = new OpenApiMediaType { Schema = BuildSchema([.. reasons]) },
            },
        };
    }

    static Dictionary<string, IOpenApiHeader> RetryAfter() => new()
    {
        ["Retry-After"] = new OpenApiHeader
        {
            Description = "The least delay before a retry, in seconds: that of the RetryInfo in the details, rounded up. "
                + "Absent without one.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
        },
    };

    /// <summary>The schema of errors, with only some of the reasons.</summary>
    OpenApiSchema BuildSchema(IEnumerable<string> reasons)
    {
        var reason = new OpenApiSchema { Enum = [.. reasons.Select(reason => (JsonNode)reason)] };
        var detail = new OpenApiSchema { Properties = new Dictionary<string, IOpenApiSchema> { ["reason"] = reason } };
        var details = new OpenApiSchema { Items = detail };
        return new()
        {
            AllOf =
            [
                new OpenApiSchemaReference(ErrorSchemas.Error, document),
                new OpenApiSchema { Properties = new Dictionary<string, IOpenApiSchema> { ["details"] = details } },
            ],
        };
    }

    static string Describe(ListedError error) =>
        $"- {string.Join(", ", error.Reasons.Select(reason => $"`{reason}`"))} ({error.Code}): {error.Text}";
}
