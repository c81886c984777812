using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Texts;

namespace KosovoNato.Serving.Json;

/// <summary>
/// Reads a message in ProtoJSON and writes it in canonical form. Reports every value that the library would drop or reject, with the path
/// of its field.
/// </summary>
/// <param name="body">The whole body, in valid UTF-8.</param>
ref struct JsonBodyReader(ReadOnlySpan<byte> body, Utf8JsonWriter writer)
{
    /// <summary>The number of objects and lists inside each other that the library reads.</summary>
    const int MaxDepth = 64;

    Utf8JsonReader reader = new(body, new JsonReaderOptions { MaxDepth = int.MaxValue });

    /// <exception cref="JsonException">The body is not JSON.</exception>
    public void Read(SetFields fields)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadMessage(fields);
        }
        else
        {
            fields.Violations.Add("body", "must be an object, in braces");
            reader.Skip();
        }

        // Only this finds text after the end.
        reader.Read();
    }

    void ReadMessage(SetFields fields)
    {
        writer.WriteStartObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            fields.ThrowIfTooMany();
            var name = FindText() ?? Encoding.UTF8.GetString(reader.ValueSpan);
            reader.Read();
            var isNull = reader.TokenType == JsonTokenType.Null;
            if (fields.Find(name) is not { } field || !fields.Add(field, name, isNull) || isNull)
            {
                reader.Skip();
                continue;
            }

            writer.WritePropertyName(field.JsonName);
            if (field.IsMap)
            {
                ReadMap(field, name, fields);
            }
            else if (field.IsRepeated)
            {
                ReadList(field, name, fields);
            }
            else
            {
                ReadValue(field, name, null, fields);
            }
        }

        writer.WriteEndObject();
    }

    void ReadList(FieldDescriptor field, string name, SetFields fields)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Reject(name, "must be a list, in brackets", fields.Violations);
            return;
        }

        if (IsTooDeep(name, fields.Violations))
        {
            return;
        }

        writer.WriteStartArray();
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            ReadValue(field, name, i.ToString(CultureInfo.InvariantCulture), fields);
            fields.ThrowIfTooMany();
        }

        writer.WriteEndArray();
    }

    void ReadMap(FieldDescriptor field, string name, SetFields fields)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Reject(name, "must be an object, in braces", fields.Violations);
            return;
        }

        HashSet<string> keys = new(StringComparer.Ordinal);
        var (keyField, valueField) = (field.MessageType.FindFieldByNumber(1), field.MessageType.FindFieldByNumber(2));
        writer.WriteStartObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            fields.ThrowIfTooMany();
            var written = FindText() ?? Encoding.UTF8.GetString(reader.ValueSpan);
            reader.Read();
            if (ScalarValue.Canonical(keyField, written) is not { } key || !keys.Add(key))
            {
                Reject($"{name}[{ShownText.Shorten(written)}]", $"must have a key that is given once and {ScalarValue.Describe(keyField)}",
                    fields.Violations);
                continue;
            }

            writer.WritePropertyName(key);
            ReadValue(valueField, name, ShownText.Shorten(key), fields);
        }

        writer.WriteEndObject();
    }

    /// <param name="key">The place of the value in a list or a map; null if the field has only one value.</param>
    void ReadValue(FieldDescriptor field, string name, string? key, SetFields fields)
    {
        if (ScalarValue.IsScalar(field))
        {
            ReadScalar(field, name, key, fields.Violations);
        }
        else if (reader.TokenType != JsonTokenType.StartObject)
        {
            Reject(Path(name, key), $"must be an object, in braces, with the fields of {field.MessageType.Name}", fields.Violations);
        }
        else if (!IsTooDeep(Path(name, key), fields.Violations))
        {
            ReadMessage(fields.Of(field, Path(name, key)));
        }
    }

    void ReadScalar(FieldDescriptor field, string name, string? key, FieldViolations violations)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.String => FindText(),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => "",
        };
        if (text is null)
        {
            // Unlike the reader, a regular expression keeps half a character. Its escapes include those of JSON.
            var half = TextDefects.Find(Regex.Unescape(Encoding.UTF8.GetString(reader.ValueSpan)));
            Reject(Path(name, key), half ?? ScalarValue.Describe(field), violations);
        }
        else if (!IsKindOf(field) || ScalarValue.Canonical(field, text) is not { } canonical)
        {
            Reject(Path(name, key), $"{ScalarValue.Describe(field)}, not {Shown(text)}", violations);
        }
        else if (field.FieldType == FieldType.Bool)
        {
            writer.WriteBooleanValue(reader.TokenType == JsonTokenType.True);
        }
        else if (ScalarValue.IsNumber(field) && char.IsAsciiDigit(canonical[^1]))
        {
            writer.WriteRawValue(canonical, skipInputValidation: true);
        }
        else
        {
            writer.WriteStringValue(canonical);
        }
    }

    /// <summary>Whether the field can have a value of the kind that follows. Only numbers can be quoted.</summary>
    readonly bool IsKindOf(FieldDescriptor field) => reader.TokenType switch
    {
        JsonTokenType.String => field.FieldType != FieldType.Bool,
        JsonTokenType.Number => ScalarValue.IsNumber(field) || field.FieldType == FieldType.Enum,
        JsonTokenType.True or JsonTokenType.False => field.FieldType == FieldType.Bool,
        _ => false,
    };

    /// <summary>Returns the text that follows; null if it has half a character, written as an escape.</summary>
    readonly string? FindText()
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Rejects an object or a list that is deeper than the library reads.</summary>
    bool IsTooDeep(string path, FieldViolations violations)
    {
        if (reader.CurrentDepth < MaxDepth)
        {
            return false;
        }

        Reject(path, string.Create(CultureInfo.InvariantCulture, $"is nested too deeply: at most {MaxDepth} levels are read"), violations);
        return true;
    }

    void Reject(string path, string description, FieldViolations violations)
    {
        violations.Add(path, description);
        reader.Skip();
    }

    static string Path(string name, string? key) => key is null ? name : $"{name}[{key}]";

    readonly string Shown(string text) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.Null => "null",
        _ => ShownText.Quote(text),
    };
}
