using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace KosovoNato.Seeder;

/// <summary>Inspects the fields of any message.</summary>
internal static class SeedFields
{
    /// <summary>Whether a field has a value that JSON would show.</summary>
    internal static bool IsGiven(IMessage message, FieldDescriptor field)
    {
        if (field.HasPresence)
        {
            return field.Accessor.HasValue(message);
        }

        return field.Accessor.GetValue(message) switch
        {
            IList list => list.Count > 0,
            string text => text.Length > 0,
            Enum number => Convert.ToInt32(number, null) != 0,
            bool flag => flag,
            var number => Convert.ToDouble(number, null) != 0,
        };
    }
}
