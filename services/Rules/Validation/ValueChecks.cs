using System.Text.RegularExpressions;

namespace KosovoNato.Rules.Validation;

/// <summary>Checks of single values.</summary>
public static partial class ValueChecks
{
    public const int NoteLength = 1_000;

    /// <summary>At most so many characters, where one beyond the basic plane counts as one.</summary>
    public static void CheckText(string text, int most, FieldViolations violations, string field)
    {
        if (text.Length > most && text.EnumerateRunes().Count() > most)
        {
            violations.Add(field, $"must have at most {most} characters");
        }
    }

    public static void CheckNote(string text, FieldViolations violations, string field = "note") =>
        CheckText(text, NoteLength, violations, field);

    public static void CheckTitle(string text, int most, FieldViolations violations, string field)
    {
        violations.Require(!string.IsNullOrWhiteSpace(text), field, "must not be empty");
        CheckText(text, most, violations, field);
    }

    /// <summary>One of the values that the contract lists; a number from a newer contract is refused, not kept unread.</summary>
    public static void CheckListed<TEnum>(TEnum value, FieldViolations violations, string field) where TEnum : struct, Enum =>
        violations.Require(IsListed(value), field, $"must be one of {string.Join(", ", EnumNames.All<TEnum>())}");

    public static bool IsListed<TEnum>(TEnum value) where TEnum : struct, Enum =>
        Enum.IsDefined(value) && !EqualityComparer<TEnum>.Default.Equals(value, default);

    public static void CheckUpperSnake(string word, FieldViolations violations, string field) =>
        violations.Require(IsUpperSnake(word), field, "must be in upper snake case, such as GRANT_MAP, with at most 63 characters");

    public static bool IsUpperSnake(string word) => word.Length <= 63 && UpperSnake().IsMatch(word);

    public static void CheckCount(int count, int most, FieldViolations violations, string field) =>
        violations.Require(count <= most, field, $"must have at most {most} values, has {count}");

    [GeneratedRegex("^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex UpperSnake();
}
