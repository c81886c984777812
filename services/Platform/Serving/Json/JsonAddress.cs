using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf.Reflection;
using KosovoNato.Kernel.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace KosovoNato.Serving.Json;

/// <summary>
/// The fields in the query part of an address: replaced by their canonical form, or rejected. ASP.NET's own collection cannot be checked,
/// because it merges names that differ in case.
/// </summary>
static partial class JsonAddress
{
    const string NotInAddress = "cannot be set in an address: send it in the body of a POST";

    /// <summary>Replaces the query by the canonical form of its fields.</summary>
    /// <param name="rule">The rule of the request's path. Fields in the path or in the body cannot be in the query as well.</param>
    public static void Rewrite(HttpRequest request, SetFields fields, HttpRule rule)
    {
        var violations = fields.Violations;
        var inPath = Variables().Matches(rule.Get + rule.Post).Select(variable => FieldNames.ToJson(variable.Groups[1].Value)).ToList();
        Dictionary<string, StringValues> values = new(StringComparer.Ordinal);
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
        {
            fields.ThrowIfTooMany();
            var (name, value) = (pair.DecodeName().ToString(), pair.DecodeValue().ToString());
            if (rule.Body.Length > 0)
            {
                violations.Add(ShownText.Shorten(name), $"must be in the body: the address of a {request.Method} has no fields");
            }
            else if (Find(fields, name.Split('.')) is var (field, path))
            {
                violations.Require(!inPath.Contains(path), name, "must not be given twice: it is in the path");
                Add(values, field, path, name, value, violations);
            }
        }

        request.Query = new QueryCollection(values);
    }

    /// <summary>Finds the field at the end of a path of names. Null, with a violation, if it cannot be set.</summary>
    static (FieldDescriptor Field, string Path)? Find(SetFields fields, string[] names)
    {
        List<string> path = [];
        foreach (var name in names[..^1])
        {
            if (fields.Find(name) is not { } outer)
            {
                return null;
            }

            if (outer.IsRepeated || ScalarValue.IsScalar(outer))
            {
                fields.Violations.Add(name, ScalarValue.IsScalar(outer) ? "has no fields of its own" : NotInAddress);
                return null;
            }

            if (fields.Inside(outer, name) is not { } inside)
            {
                return null;
            }

            path.Add(outer.JsonName);
            fields = inside;
        }

        if (fields.Find(names[^1]) is not { } field)
        {
            return null;
        }

        if (ProblemOf(field, names[^1]) is { } problem)
        {
            fields.Violations.Add(names[^1], problem);
            return null;
        }

        return field.IsRepeated || fields.Add(field, names[^1]) ? (field, string.Join('.', [.. path, field.JsonName])) : null;
    }

    /// <summary>Returns why a field cannot be set by one parameter of an address; null if it can.</summary>
    static string? ProblemOf(FieldDescriptor field, string name) =>
        ScalarValue.IsScalar(field) ? null
        : field.IsRepeated ? NotInAddress
        : $"is a message: set its fields, for example {name}.{field.MessageType.Fields.InDeclarationOrder()[0].JsonName}";

    static void Add(
        Dictionary<string, StringValues> values, FieldDescriptor field, string path, string name, string value, FieldViolations violations)
    {
        if (ScalarValue.Canonical(field, value) is { } canonical)
        {
            values[path] = StringValues.Concat(values.GetValueOrDefault(path), canonical);
        }
        else
        {
            violations.Add(name, $"{ScalarValue.Describe(field)}, not {ShownText.Quote(value)}");
        }
    }

    [GeneratedRegex(@"\{([a-z_.]+)[=}]", RegexOptions.CultureInvariant)]
    private static partial Regex Variables();
}
