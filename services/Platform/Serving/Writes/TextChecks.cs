using System.Collections;
using System.Collections.Frozen;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Texts;

namespace KosovoNato.Serving.Writes;

/// <summary>
/// Checks the text of every field of a write: what is recorded is read by people and by programs, and neither can show or store it if it
/// is not text.
/// </summary>
static class TextChecks
{
    /// <summary>Lists and pages show these fields in one line.</summary>
    static readonly FrozenSet<string> OneLine = FrozenSet.Create("title", "display_name");

    public static void Check(IMessage message, FieldViolations violations)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.FieldType is FieldType.String or FieldType.Message && !field.IsMap)
            {
                Check(field, field.Accessor.GetValue(message), violations);
            }
        }
    }

    static void Check(FieldDescriptor field, object? value, FieldViolations violations)
    {
        if (value is not IList list)
        {
            CheckValue(value, field, field.Name, violations);
            return;
        }

        for (var i = 0; i < list.Count; i++)
        {
            CheckValue(list[i], field, $"{field.Name}[{i}]", violations);
        }
    }

    static void CheckValue(object? value, FieldDescriptor field, string path, FieldViolations violations)
    {
        if (value is IMessage inner)
        {
            Check(inner, violations.At(path));
        }
        else if (value is string text && TextDefects.Find(text, OneLine.Contains(field.Name)) is { } defect)
        {
            violations.Add(path, defect);
        }
    }
}
