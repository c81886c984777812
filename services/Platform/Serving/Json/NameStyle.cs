using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.Errors;

namespace KosovoNato.Serving.Json;

/// <summary>The form of field names that a request uses. Errors use the same form; checks use the contract's form.</summary>
sealed class NameStyle : IErrorForm
{
    /// <summary>Whether the request has a name that only the contract writes this way, for example <c>page_size</c>.</summary>
    public bool IsOfContract { get; private set; }

    public void Note(FieldDescriptor field, string name) => IsOfContract |= name != field.JsonName;

    public string NameOf(FieldDescriptor field) => IsOfContract ? field.Name : field.JsonName;

    public ApiException Convert(ApiException error) =>
        IsOfContract ? error : error.WithTexts(FieldNames.QuotedToJson, Convert);

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
