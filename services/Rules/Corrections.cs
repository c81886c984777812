using System.Collections;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace KosovoNato.Rules;

/// <summary>
/// What was said before, and what is right: corrections that callers write, such as where the policy paper errs, and those that
/// the service writes down when something is corrected. They are added, never taken away.
/// </summary>
public static class Corrections
{
    const int MaxGiven = 200;

    // Long values are cut: the record is read far more often than its corrections, and the earlier revisions have them whole.
    const int MaxText = 1_000;

    public static void Check(RepeatedField<Correction> corrections, FieldViolations violations) =>
        ValueChecks.CheckEach(corrections, MaxGiven, violations, "corrections", (correction, at) =>
        {
            ValueChecks.CheckTitle(correction.Field, 100, at, "field");
            ValueChecks.CheckText(correction.From, MaxText, at, "from");
            ValueChecks.CheckTitle(correction.To, MaxText, at, "to");
            ValueChecks.CheckText(correction.Reason, 500, at, "reason");
        });

    /// <summary>Says of those that a caller added who made them and when; refuses if one of those before is missing or another.</summary>
    /// <param name="before">Those that the resource had. The caller need not repeat what the service set in them.</param>
    public static void Keep(IReadOnlyList<Correction> before, RepeatedField<Correction> given, string resource, DecisionContext context)
    {
        for (var i = 0; i < before.Count; i++)
        {
            if (i >= given.Count || !IsSame(before[i], given[i]))
            {
                throw ApiException.RuleViolated("CORRECTIONS_STAY", resource,
                    $"{resource} has {before.Count} corrections, and they stay. Repeat them as they are, in their order, and add yours "
                    + "behind them.");
            }

            given[i] = before[i].Clone();
        }

        foreach (var added in given.Skip(before.Count))
        {
            added.Reason = added.Reason.Length > 0 ? added.Reason : context.Reason;
            added.By = context.Actor;
            added.At = Timestamp.FromDateTimeOffset(context.Now);
        }
    }

    /// <summary>Adds a correction for each field of the mask that has another value than before.</summary>
    /// <param name="path">Where the corrected message is in the resource, such as <c>acts.a1.</c>; empty for the resource itself.</param>
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
                From = TextOf(accessor, before),
                To = TextOf(accessor, after),
                Reason = context.Reason,
                By = context.Actor,
                At = Timestamp.FromDateTimeOffset(context.Now),
            });
        }
    }

    static bool IsSame(Correction kept, Correction given) =>
        (kept.Field, kept.From, kept.To) == (given.Field, given.From, given.To)
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

        // Half a surrogate pair is no text at all.
        var end = char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText;
        return $"{text[..end]}…";
    }
}
