using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf.Reflection;

namespace KosovoNato.Contract.Tests.Rules;

internal static partial class HttpRules
{
    public static IReadOnlyList<ContractRule> All { get; } =
    [
        new("Every RPC has a JSON form", contracts =>
            from rpc in contracts.Rpcs
            where Rule(rpc) is null
            select $"{rpc.FullName}: has no google.api.http"),

        new("Stored things are got, writes are posted whole", contracts =>
            from rpc in contracts.Rpcs
            let rule = Rule(rpc)
            where rule is not null
            let post = rule.PatternCase == HttpRule.PatternOneofCase.Post && rule.Body == "*"
            let get = rule.PatternCase == HttpRule.PatternOneofCase.Get && rule.Body.Length == 0
            where rpc.IsWrite() ? !post : rpc.ReadsStored() ? !get : !(get || post)
            select $"{rpc.FullName}: a write needs post and body \"*\", a read get"),

        new("Paths begin with the version and use fields that exist", contracts =>
            from rpc in contracts.Rpcs
            let rule = Rule(rpc)
            where rule is not null
            let path = Path(rule)
            let version = rpc.Service.File.Package.Split('.')[^1]
            let fields = Variable().Matches(path).Select(match => match.Groups[1].Value)
            where !path.StartsWith($"/{version}/", StringComparison.Ordinal)
                || !fields.All(field => rpc.InputType.HasSingle(field, FieldType.String))
            select $"{rpc.FullName}: {path}"),

        // All services may run in one process, so a path belongs to only one service.
        new("No two RPCs share a path", contracts =>
            from rpc in contracts.Rpcs
            let rule = Rule(rpc)
            where rule is not null
            group rpc by (rule.PatternCase, Variable().Replace(Path(rule), "{}$2")) into same
            where same.Count() > 1
            select $"{string.Join(", ", same.Select(rpc => rpc.FullName))}: {same.Key.Item2}"),
    ];

    static HttpRule? Rule(MethodDescriptor rpc) => rpc.GetOptions()?.GetExtension(AnnotationsExtensions.Http);

    static string Path(HttpRule rule) => rule.PatternCase == HttpRule.PatternOneofCase.Get ? rule.Get : rule.Post;

    /// <summary>{field} or {field=pattern}; two variables that differ only in their field match the same requests.</summary>
    [GeneratedRegex(@"\{([a-z_.]+)(=[^}]*)?\}")]
    private static partial Regex Variable();
}
