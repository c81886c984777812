using System.Collections;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace KosovoNato.Rules;

/// <summary>
/// The corrections of a resource: those that callers write, for example where the policy paper is wrong, and those that the service adds
/// when a field is corrected. Callers add corrections and never remove them. The list keeps the newest; older ones stay in the earlier
/// versions of the resource, so that a full list blocks no further correction.
/// </summary>
public static class Corrections
{
    const int MaxKept = 200;

    // A write repeats the corrections that the resource has, and adds new ones.
    const int MaxGiven = 2 * MaxKept;

    // Long values are truncated: a record is read far more often than its corrections, and earlier revisions hold the full values.
    const int MaxText = 1_000;

    public static void Check(RepeatedField<Correction> corrections, FieldViolations violations) =>
        ValueChecks.CheckEach(corrections, MaxGiven, violations, "corrections", (correction, at) =>
        {
            ValueChecks.CheckTitle(correction.Field, 100, at, "field");
            ValueChecks.CheckText(correction.OldValue, MaxText, at, "old_value");
            ValueChecks.CheckTitle(correction.NewValue, MaxText, at, "new_value");
            ValueChecks.CheckText(correction.Reason, 500, at, "reason");
        });

    /// <summary>
    /// Adds the actor and the time to new corrections, and keeps the newest. Rejects a request that omits or changes an earlier correction.
    /// </summary>
    /// <param name="before">The corrections that the resource already has. The caller need not repeat the fields that the service set in
    /// them.</param>
    public static void Keep(IReadOnlyList<Correction> before, RepeatedField<Correction> given, string resource, DecisionContext context)
    {
        if (given.Count - before.Count > MaxKept)
        {
            throw ApiException.RuleViolated("TOO_MANY", resource,
                $"At most {MaxKept} corrections can be added to {resource} at once. Add the others in further writes.");
        }

        for (var i = 0; i < before.Count; i++)
        {
            if (i >= given.Count || !IsSame(before[i], given[i]))
            {
                throw ApiException.RuleViolated("CORRECTIONS_STAY", resource,
                    $"{resource} has {before.Count} corrections, which cannot be changed or removed. Repeat them unchanged and in order, "
                    + "and append new corrections.");
            }

            given[i] = before[i].Clone();
        }

        foreach (var added in given.Skip(before.Count))
        {
            added.Reason = added.Reason.Length > 0 ? added.Reason : context.Reason;
            added.CorrectedBy = context.Actor;
            added.CorrectedAt = Timestamp.FromDateTimeOffset(context.Now);
        }

        KeepNewest(given);
    }

    /// <summary>Adds a correction for each field of the mask whose value changed.</summary>
    /// <param name="path">The path of the corrected message in the resource, for example <c>acts.a1.</c>; empty for the resource
    /// itself.</param>
    public static void Add<T>(
        RepeatedField<Correction> corrections, FieldMask mask, T before, T after, DecisionContext context, string path = "")
        where T : IMessage<T>
    {
        foreach (var field in mask.Paths.Distinct().Where(field => field != "corrections"))
        {
            var accessor = before.Descriptor.FindFieldByName(field).Accessor;
            if (Equals(accessor.GetValue(before), accessor.GetValue(after)))
            {
                continue;
            }

            corrections.Add(new Correction
            {
                Field = path + field,
                OldValue = TextOf(accessor, before),
                NewValue = TextOf(accessor, after),
                Reason = context.Reason,
                CorrectedBy = context.Actor,
                CorrectedAt = Timestamp.FromDateTimeOffset(context.Now),
            });
        }

        KeepNewest(corrections);
    }

    static void KeepNewest(RepeatedField<Correction> corrections)
    {
        while (corrections.Count > MaxKept)
        {
            corrections.RemoveAt(0);
        }
    }

    static bool IsSame(Correction kept, Correction given) =>
        (kept.Field, kept.OldValue, kept.NewValue) == (given.Field, given.OldValue, given.NewValue)
        && (given.Reason.Length == 0 || given.Reason == kept.Reason);

    static string TextOf(IFieldAccessor accessor, IMessage message)
    {
        var text = accessor.GetValue(message) switch
        {
            null => "",
            string value => value,
            IMessage value => JsonFormatter.Default.Format(value),
            IEnumerable values => $"[{string.Join(", ", values.Cast<object>().Select(ItemOf))}]",
            System.Enum value => accessor.Descriptor.EnumType.FindValueByNumber(Convert.ToInt32(value, CultureInfo.InvariantCulture)).Name,
            bool value => value ? "true" : "false",
            var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
        return Cut(text);
    }

    static object ItemOf(object value) => value is IMessage message ? JsonFormatter.Default.Format(message) : value;

    static string Cut(string text)
    {
        if (text.Length <= MaxText)
        {
            return text;
        }

        // Do not split a surrogate pair.
        var end = char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText;
        return $"{text[..end]}…";
    }
}
