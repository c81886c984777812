using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.Transport;
using Microsoft.AspNetCore.Http;

namespace KosovoNato.Serving.Errors;

/// <summary>
/// Writes a refusal in the form that the caller speaks, where gRPC's own library does not do it: before a message is read. It
/// looks as if the library had.
/// </summary>
public static class ErrorResponseWriter
{
    static readonly JsonFormatter Json = new(
        new JsonFormatter.Settings(formatDefaultValues: true, TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    /// <summary>Writes the error, and nothing after it.</summary>
    public static Task WriteAsync(HttpContext httpContext, ApiException refusal)
    {
        var status = refusal.ToStatus();
        var response = httpContext.Response;
        if (RequestLimits.IsGrpc(httpContext.Request))
        {
            var type = httpContext.Request.ContentType!;
            // An answer that is only headers: the status is among them, in gRPC-Web as well.
            response.ContentType = type.StartsWith("application/grpc-web", StringComparison.OrdinalIgnoreCase) ? type : "application/grpc";
            response.Headers["grpc-status"] = status.Code.ToString(CultureInfo.InvariantCulture);
            response.Headers["grpc-message"] = Escape(status.Message);
            response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray());
            return Task.CompletedTask;
        }

        response.StatusCode = HttpStatusOf(refusal.Status);
        response.ContentType = "application/json; charset=utf-8";
        return response.WriteAsync(Json.Format(status), httpContext.RequestAborted);
    }

    static int HttpStatusOf(StatusCode status) => status switch
    {
        StatusCode.InvalidArgument => StatusCodes.Status400BadRequest,
        StatusCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        StatusCode.PermissionDenied => StatusCodes.Status403Forbidden,
        StatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        StatusCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>gRPC's form of a text in a header: printable ASCII as it is, all other bytes as %XX.</summary>
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
