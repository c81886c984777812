using Grpc.Core;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.Limits;
using Microsoft.Net.Http.Headers;

namespace KosovoNato.Serving.Writes;

/// <summary>
/// The header <c>If-Match</c> of a write in JSON: the etag that the resource must still have, as the field <c>etag</c> of the request. A
/// header that cannot be obeyed is rejected, never ignored.
/// </summary>
static class IfMatchHeader
{
    /// <summary>Sets the etag of the request to that of the header.</summary>
    public static void Apply(IWriteRequest request, ServerCallContext context, FieldViolations violations)
    {
        var http = context.GetHttpContext().Request;
        // gRPC has no such header: its callers set the field.
        if (RequestLimits.IsGrpc(http) || http.Headers.IfMatch is not { Count: > 0 } values)
        {
            return;
        }

        if (request is not IConditionalRequest conditional)
        {
            violations.Add(HeaderNames.IfMatch, "must be absent: this method has no `etag`; in a batch, set the `etag` of each write");
        }
        else if (EtagOf([.. values.OfType<string>()], violations) is { } etag)
        {
            violations.Require(conditional.Etag.Length == 0 || conditional.Etag == etag, HeaderNames.IfMatch,
                "must have the same value as `etag` if both are set");
            violations.Require(conditional.Etag.Length == 0 || conditional.Etag == etag, "etag",
                "must have the same value as the header `If-Match` if both are set");
            conditional.Etag = etag;
        }
    }

    /// <summary>The etag; null for <c>*</c>, which any version matches, and for a header that is rejected.</summary>
    static string? EtagOf(string[] values, FieldViolations violations)
    {
        if (!EntityTagHeaderValue.TryParseStrictList(values, out var tags) || tags is not [{ IsWeak: false } tag])
        {
            violations.Add(HeaderNames.IfMatch,
                "must be one strong etag in double quotes, as in the header `ETag` of a read, or *; if a proxy has made the etag weak, "
                + "take it from the field `etag`");
            return null;
        }

        return tag.Equals(EntityTagHeaderValue.Any) ? null : tag.Tag.Subsegment(1, tag.Tag.Length - 2).ToString();
    }
}
