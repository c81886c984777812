using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.Limits;
using Microsoft.AspNetCore.Http;

namespace KosovoNato.Serving.Errors;

/// <summary>
/// Writes an error in the protocol of the caller before a message is read, when the gRPC library cannot do it. The response looks like the
/// library's.
/// </summary>
public static class ErrorResponseWriter
{
    static readonly JsonFormatter Json = new(
        new JsonFormatter.Settings(formatDefaultValues: true, TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    /// <summary>Writes the error as the whole response.</summary>
    /// <param name="httpStatus">The HTTP status of a JSON response. By default the one that the gRPC library uses for the error.</param>
    public static Task WriteAsync(HttpContext httpContext, ApiException refusal, int? httpStatus = null)
    {
        var status = refusal.ToStatus();
        var response = httpContext.Response;
        if (RequestLimits.IsGrpc(httpContext.Request))
        {
            var type = httpContext.Request.ContentType!;
            // A response of headers only: they contain the status, in gRPC-Web as well.
            response.StatusCode = StatusCodes.Status200OK;
            response.ContentType = type.StartsWith("application/grpc-web", StringComparison.OrdinalIgnoreCase) ? type : "application/grpc";
            response.Headers["grpc-status"] = status.Code.ToString(CultureInfo.InvariantCulture);
            response.Headers["grpc-message"] = Escape(status.Message);
            response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray());
            return Task.CompletedTask;
        }

        RetryAfterHeader.Set(httpContext, refusal);
        response.StatusCode = httpStatus ?? HttpStatusOf(refusal.Status);
        response.ContentType = "application/json; charset=utf-8";
        // The token of a request that took too long is already cancelled.
        return response.WriteAsync(Json.Format(status), CancellationToken.None);
    }

    static int HttpStatusOf(StatusCode status) => status switch
    {
        StatusCode.InvalidArgument => StatusCodes.Status400BadRequest,
        StatusCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        StatusCode.PermissionDenied => StatusCodes.Status403Forbidden,
        StatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        StatusCode.DeadlineExceeded => StatusCodes.Status504GatewayTimeout,
        StatusCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>Escapes a text for a gRPC header: printable ASCII except % is unchanged, all other bytes become %XX.</summary>
    static string Escape(string message)
    {
        var escaped = new StringBuilder(message.Length);
        foreach (var one in Encoding.UTF8.GetBytes(message))
        {
            if (one is >= (byte)' ' and <= (byte)'~' and not (byte)'%')
            {
                escaped.Append((char)one);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"%{one:X2}");
            }
        }

        return escaped.ToString();
    }
}
