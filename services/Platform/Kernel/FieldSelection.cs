using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Kernel;

/// <summary>The fields of a resource that a request gives: all of them when it registers, those of the mask when it corrects.</summary>
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

    /// <summary>Checks a mask against the fields that may be corrected.</summary>
    public static FieldSelection Check(FieldMask? mask, FieldViolations violations, params ReadOnlySpan<string> allowed)
    {
        violations.Require(mask is { Paths.Count: > 0 }, "update_mask", $"must list what to correct: {string.Join(", ", allowed)}");
        HashSet<string> listed = new(StringComparer.Ordinal);
        foreach (var path in mask?.Paths ?? [])
        {
            violations.Require(allowed.Contains(path), "update_mask",
                $"{Shown(path)} cannot be corrected; these can: {string.Join(", ", allowed)}");
            listed.Add(path);
        }

        return new FieldSelection(listed);
    }

    /// <summary>Puts the fields of the mask into the resource; one that is empty in the request becomes empty.</summary>
    public static void Apply<T>(FieldMask mask, T from, T to) where T : IMessage<T> => mask.Merge(from, to, Replace);

    /// <summary>A refusal repeats what the caller sent, but no pages of it.</summary>
    static string Shown(string path) => path.Length <= 60 ? $"'{path}'" : $"'{path[..60]}...'";
}
