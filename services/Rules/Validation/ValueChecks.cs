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

    public static void CheckOptional<TEnum>(TEnum value, FieldViolations violations, string field) where TEnum : struct, Enum =>
        violations.Require(Enum.IsDefined(value), field, $"must be unset or one of {string.Join(", ", EnumNames.All<TEnum>())}");

    public static bool IsListed<TEnum>(TEnum value) where TEnum : struct, Enum =>
        Enum.IsDefined(value) && !EqualityComparer<TEnum>.Default.Equals(value, default);

    public static void CheckUpperSnake(string word, FieldViolations violations, string field) =>
        violations.Require(IsUpperSnake(word), field, "must be in upper snake case, such as GRANT_MAP, with at most 63 characters");

    public static bool IsUpperSnake(string word) => word.Length <= 63 && UpperSnake().IsMatch(word);

    public static void CheckCount(int count, int most, FieldViolations violations, string field) =>
        violations.Require(count <= most, field, $"must have at most {most} values, has {count}");

    /// <summary>Checks a list of at most so many elements, each under its own place: sections[3].</summary>
    public static void CheckEach<T>(
        IReadOnlyList<T> values, int most, FieldViolations violations, string field, Action<T, FieldViolations> check)
    {
        CheckCount(values.Count, most, violations, field);
        for (var i = 0; i < Math.Min(values.Count, most); i++)
        {
            check(values[i], violations.At($"{field}[{i}]"));
        }
    }

    /// <summary>Checks a message that must be there.</summary>
    public static void CheckRequired<T>(T? message, FieldViolations violations, string field, Action<T, FieldViolations> check)
        where T : class
    {
        if (message is null)
        {
            violations.Add(field, "is required");
            return;
        }

        check(message, violations.At(field));
    }

    /// <summary>An address that pages show as a link, so it must be one that is safe to follow.</summary>
    public static void CheckUrl(string url, FieldViolations violations, string field)
    {
        CheckText(url, 1_000, violations, field);
        var isWeb = Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https");
        violations.Require(url.Length == 0 || isWeb, field,
            "must be empty or an address that begins with http:// or https://");
    }

    [GeneratedRegex("^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex UpperSnake();
}
