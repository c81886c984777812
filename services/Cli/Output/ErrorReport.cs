using System.Text.Json.Nodes;
using Grpc.Core;
using KosovoNato.Client;
using KosovoNato.Errors.V1;

namespace KosovoNato.Cli.Output;

/// <summary>Reports an error with its reason, the fields that it is about, and what to do.</summary>
sealed class ErrorReport(TextWriter writer, bool isJson)
{
    public int Write(CliException failure)
    {
        writer.WriteLine(isJson
            ? new JsonObject { ["error"] = new JsonObject { ["message"] = failure.Message } }.ToJsonString()
            : failure.Message);
        return failure.ExitCode;
    }

    public int Write(RpcException failure)
    {
        var details = failure.GetErrorDetails();
        if (isJson)
        {
            writer.WriteLine(Json(failure, details).ToJsonString());
        }
        else
        {
            WriteText(failure, details);
        }

        return CodeOf(failure.StatusCode);
    }

    static int CodeOf(StatusCode status) => status switch
    {
        StatusCode.Unauthenticated or StatusCode.PermissionDenied => ExitCodes.AccessDenied,
        StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted or StatusCode.Internal
            or StatusCode.Unknown or StatusCode.Cancelled => ExitCodes.Unavailable,
        _ => ExitCodes.Rejected,
    };

    void WriteText(RpcException failure, ErrorDetails details)
    {
        var reason = details.ReasonName.Length > 0 ? details.ReasonName : $"{failure.StatusCode}";
        writer.WriteLine($"{reason}: {failure.Status.Detail}");
        foreach (var violation in details.FieldViolations)
        {
            writer.WriteLine($"  {violation.Field} {violation.Description}");
        }

        foreach (var violation in details.PreconditionViolations)
        {
            writer.WriteLine($"  {violation.Type} {violation.Subject}: {violation.Description}");
        }

        foreach (var (name, value) in details.Metadata.OrderBy(fact => fact.Key, StringComparer.Ordinal))
        {
            writer.WriteLine($"  {name}: {value}");
        }

        if (details.RetryDelay is { } delay)
        {
            writer.WriteLine($"  retry after: {delay.TotalSeconds:0.#} s");
        }

        if (Advice(failure, details) is { } advice)
        {
            writer.WriteLine(advice);
        }
    }

    static string? Advice(RpcException failure, ErrorDetails details) => details.Reason switch
    {
        ErrorReason.CredentialsRequired =>
            "Set a key: `kosovonato context add NAME --key-file FILE`, or KOSOVONATO_API_KEY_FILE.",
        ErrorReason.EtagMismatch => "The resource was changed in the meantime. Run the command again, and decide on what it shows now.",
        ErrorReason.ResourceNotFound => "Check the name, for example with `kosovonato show` or `kosovonato watch --snapshot`.",
        ErrorReason.Unspecified when failure.StatusCode == StatusCode.Unavailable =>
            "Check the addresses with `kosovonato context list`, and that the service is running.",
        _ => null,
    };

    static JsonObject Json(RpcException failure, ErrorDetails details) => new()
    {
        ["error"] = new JsonObject
        {
            ["status"] = $"{failure.StatusCode}",
            ["reason"] = details.ReasonName,
            ["message"] = failure.Status.Detail,
            ["metadata"] = new JsonObject(details.Metadata.Select(fact => KeyValuePair.Create(fact.Key, (JsonNode?)fact.Value))),
            ["fields"] = new JsonArray([.. details.FieldViolations.Select(violation => (JsonNode)new JsonObject
            {
                ["field"] = violation.Field,
                ["description"] = violation.Description,
            })]),
        },
    };
}
