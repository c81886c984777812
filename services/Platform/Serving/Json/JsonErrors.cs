using Google.Protobuf;
using Google.Rpc;
using KosovoNato.Kernel.Errors;
using Microsoft.AspNetCore.Http;

namespace KosovoNato.Serving.Json;

/// <summary>
/// Errors as a JSON caller reads them: with names of fields in the form that the request uses. Checks use the contract's form.
/// </summary>
static class JsonErrors
{
    public static ApiException Convert(ApiException error, HttpContext httpContext) =>
        httpContext.Features.Get<NameStyle>() is { IsOfContract: false } ? error.WithTexts(FieldNames.QuotedToJson, Convert) : error;

    static IMessage Convert(IMessage detail)
    {
        if (detail is not BadRequest request)
        {
            return detail;
        }

        var converted = request.Clone();
        foreach (var violation in converted.FieldViolations)
        {
            violation.Field = FieldNames.ToJson(violation.Field);
            violation.Description = FieldNames.QuotedToJson(violation.Description);
        }

        return converted;
    }
}
