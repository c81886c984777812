using System.Buffers;
using System.Globalization;
using System.Text;

namespace KosovoNato.Kernel.Texts;

/// <summary>
/// Finds what no text for readers contains: control characters, overrides of direction, halves of characters, and nothing visible
/// at all.
/// </summary>
public static class TextDefects
{
    /// <summary>The control characters of Unicode except tabs and line breaks.</summary>
    static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r'))]);

    /// <summary>Characters that show letters in another order than they have. Languages from right to left do not need them.</summary>
    static readonly SearchValues<char> Overrides = SearchValues.Create("\u202D\u202E");

    /// <summary>Letters that fonts show as nothing: the fillers of Hangul and the empty pattern of Braille.</summary>
    static readonly SearchValues<char> Blanks = SearchValues.Create("\u115F\u1160\u2800\u3164\uFFA0");

    static readonly SearchValues<char> Breaks = SearchValues.Create("\t\n\r\u2028\u2029");

    /// <summary>Returns the first defect as the end of a sentence about the field; null if there is none, as in empty text.</summary>
    /// <param name="isOneLine">Whether tabs and line breaks are defects.</param>
    public static string? Find(string text, bool isOneLine = false)
    {
        if (isOneLine && text.AsSpan().IndexOfAny(Breaks) is >= 0 and var end)
        {
            return $"must be one line without tabs, but has U+{(int)text[end]:X4} {At(text, end)}";
        }

        if (text.AsSpan().IndexOfAny(Controls) is >= 0 and var control)
        {
            return $"must not have control characters other than tabs and line breaks, but has U+{(int)text[control]:X4} "
                + At(text, control);
        }

        if (text.AsSpan().IndexOfAny(Overrides) is >= 0 and var order)
        {
            return $"must not override the direction of its letters, but has U+{(int)text[order]:X4} {At(text, order)}";
        }

        if (UnpairedSurrogate(text) is >= 0 and var half)
        {
            return $"must be valid Unicode, but has the unpaired surrogate U+{(int)text[half]:X4} {At(text, half)}";
        }

        return text.Length == 0 || text.EnumerateRunes().Any(IsVisible)
            ? null
            : $"must have a visible character, but has only invisible ones, from position 1 to {Count(text)}";
    }

    static int UnpairedSurrogate(string text)
    {
        for (var i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return i;
            }

            i++;
        }

        return -1;
    }

    /// <summary>Whether a character is visible on its own, unlike spaces, joiners and marks on other characters.</summary>
    static bool IsVisible(Rune character) => Rune.GetUnicodeCategory(character) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.OtherNotAssigned)
        && !(character.IsBmp && Blanks.Contains((char)character.Value));

    /// <summary>The position as readers count: from 1, with one number for a character of two UTF-16 units.</summary>
    static string At(string text, int index) => string.Create(CultureInfo.InvariantCulture, $"at position {Count(text[..index]) + 1}");

    static int Count(string text) => text.EnumerateRunes().Count();
}
