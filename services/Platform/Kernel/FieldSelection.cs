using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Kernel;

/// <summary>
/// The fields of a resource that a request sets: all fields in a registration, the fields of the update mask in a correction.
/// </summary>
public sealed class FieldSelection
{
    public static readonly FieldSelection All = new(null);

    static readonly FieldMask.MergeOptions Replace = new()
    {
        ReplaceMessageFields = true,
        ReplacePrimitiveFields = true,
        ReplaceRepeatedFields = true,
    };

    readonly HashSet<string>? listed;

    FieldSelection(HashSet<string>? listed) => this.listed = listed;

    public bool Has(string field) => listed is null || listed.Contains(field);

    /// <summary>Checks an update mask against the fields that can be corrected.</summary>
    public static FieldSelection Check(FieldMask? mask, FieldViolations violations, params ReadOnlySpan<string> allowed)
    {
        violations.Require(mask is { Paths.Count: > 0 }, "update_mask", $"must list at least one of {Names(allowed)}");
        HashSet<string> listed = new(StringComparer.Ordinal);
        foreach (var path in mask?.Paths ?? [])
        {
            violations.Require(allowed.Contains(path), "update_mask",
                $"must not list {Shown(path)}; the fields that can be corrected are {Names(allowed)}");
            listed.Add(path);
        }

        return new FieldSelection(listed);
    }

    /// <summary>Copies the fields of the mask to the resource. Fields that are empty in the request become empty.</summary>
    public static void Apply<T>(FieldMask mask, T from, T to) where T : IMessage<T> => mask.Merge(from, to, Replace);

    /// <summary>Returns the path for an error message, shortened to 60 characters.</summary>
    static string Shown(string path) => path.Length <= 60 ? $"`{path}`" : $"`{path[..60]}...`";

    static string Names(ReadOnlySpan<string> fields) => $"`{string.Join("`, `", fields)}`";
}
