using System.Collections;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace KosovoNato.Recognitions.Acts;

/// <summary>Writes down what a correction replaced.</summary>
static class Corrections
{
    // Long values are cut: the record is read far more often than its corrections, and the earlier revisions have them whole.
    const int MaxText = 1_000;

    /// <summary>Adds a correction for each field of the mask that has another value than before.</summary>
    /// <param name="path">Where the corrected message is in the recognition; empty for the recognition itself.</param>
    public static void AddCorrections<T>(this Recognition recognition, string path, FieldMask mask, T before, T after, Transaction draft)
        where T : IMessage<T>
    {
        foreach (var field in mask.Paths.Distinct())
        {
            var accessor = before.Descriptor.FindFieldByName(field).Accessor;
            if (Equals(accessor.GetValue(before), accessor.GetValue(after)))
            {
                continue;
            }

            recognition.Corrections.Add(new Correction
            {
                Field = path.Length == 0 ? field : $"{path}.{field}",
                From = TextOf(accessor, before),
                To = TextOf(accessor, after),
                Reason = draft.Reason,
                By = draft.Actor,
                At = Timestamp.FromDateTimeOffset(draft.Now),
            });
        }
    }

    static string TextOf(IFieldAccessor accessor, IMessage message)
    {
        var text = accessor.GetValue(message) switch
        {
            null => "",
            string value => value,
            IMessage value => JsonFormatter.Default.Format(value),
            IEnumerable values => $"[{string.Join(", ", values.Cast<IMessage>().Select(value => JsonFormatter.Default.Format(value)))}]",
            System.Enum value => accessor.Descriptor.EnumType.FindValueByNumber(Convert.ToInt32(value, CultureInfo.InvariantCulture)).Name,
            var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
        return Cut(text);
    }

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
