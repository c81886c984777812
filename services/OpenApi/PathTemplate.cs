using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf.Reflection;

namespace KosovoNato.OpenApi;

/// <summary>The path of an operation. Its parameters are the IDs in the resource name that the contract has in its place.</summary>
/// <param name="Path">The path, for example "/v1/states/{state}".</param>
/// <param name="Field">The field of the request that holds the resource name; null if the path has no parameters.</param>
/// <param name="Ids">The parameters with their examples.</param>
sealed partial record PathTemplate(string Path, FieldDescriptor? Field, IReadOnlyList<(string Name, string Example)> Ids)
{
    public static PathTemplate Of(CommentedContracts contracts, MethodDescriptor rpc, HttpRule rule)
    {
        var path = rule.Get + rule.Post;
        if (Variable().Match(path) is not { Success: true } variable)
        {
            return new(path, null, []);
        }

        var field = rpc.InputType.FindFieldByName(variable.Groups["field"].Value);
        var reference = field.GetOptions().GetExtension(ResourceExtensions.ResourceReference);
        var resource = contracts.ResourceOf(reference.Type.Length > 0 ? reference.Type : reference.ChildType)!;
        // The pattern of a child begins with that of its parent.
        var examples = CommentText.ExampleOf(resource.FindFieldByName("name"))!.Split('/');
        var segments = variable.Groups["pattern"].Value.Split('/');
        List<(string, string)> ids = [];
        for (var i = 0; i < segments.Length; i++)
        {
            if (segments[i] == "*")
            {
                var id = Singular(segments[i - 1]);
                ids.Add((id, examples[i]));
                segments[i] = $"{{{id}}}";
            }
        }

        return new(path.Replace(variable.Value, string.Join('/', segments), StringComparison.Ordinal), field, ids);
    }

    static string Singular(string collection) =>
        collection.EndsWith("ies", StringComparison.Ordinal) ? $"{collection[..^3]}y" : collection[..^1];

    [GeneratedRegex(@"\{(?<field>[a-z_]+)=(?<pattern>[^}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
