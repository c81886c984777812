using System.Text.RegularExpressions;

namespace KosovoNato.Rules.Validation;

/// <summary>Validation rules for single values.</summary>
public static partial class ValueChecks
{
    public const int NoteLength = 1_000;

    /// <summary>Limits the number of characters. A character outside the basic multilingual plane counts as one.</summary>
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
        violations.Require(text.Length > 0, field, "must not be empty");
        CheckText(text, most, violations, field);
    }

    /// <summary>
    /// Requires a value that the contract lists. A number from a newer contract is rejected instead of stored without being understood.
    /// </summary>
    public static void CheckListed<TEnum>(TEnum value, FieldViolations violations, string field) where TEnum : struct, Enum =>
        violations.Require(IsListed(value), field, $"must be one of {string.Join(", ", EnumNames.All<TEnum>())}");

    public static void CheckOptional<TEnum>(TEnum value, FieldViolations violations, string field) where TEnum : struct, Enum =>
        violations.Require(Enum.IsDefined(value), field, $"must be unset or one of {string.Join(", ", EnumNames.All<TEnum>())}");

    public static bool IsListed<TEnum>(TEnum value) where TEnum : struct, Enum =>
        Enum.IsDefined(value) && !EqualityComparer<TEnum>.Default.Equals(value, default);

    public static void CheckUpperSnake(string word, FieldViolations violations, string field) =>
        violations.Require(IsUpperSnake(word), field, "must be in upper snake case, for example GRANT_MAP, with at most 63 characters");

    public static bool IsUpperSnake(string word) => word.Length <= 63 && UpperSnake().IsMatch(word);

    public static void CheckCount(int count, int most, FieldViolations violations, string field) =>
        violations.Require(count <= most, field, $"must have at most {most} values, has {count}");

    /// <summary>Checks a list with a maximum length. Each element has its own path, for example sections[3].</summary>
    public static void CheckEach<T>(
        IReadOnlyList<T> values, int most, FieldViolations violations, string field, Action<T, FieldViolations> check)
    {
        CheckCount(values.Count, most, violations, field);
        for (var i = 0; i < Math.Min(values.Count, most); i++)
        {
            check(values[i], violations.At($"{field}[{i}]"));
        }
    }

    /// <summary>Checks a required message.</summary>
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

    /// <summary>Checks an optional web address. Pages show it as a link, so it must be safe to follow.</summary>
    public static void CheckUrl(string url, FieldViolations violations, string field)
    {
        CheckText(url, 1_000, violations, field);
        var isWeb = Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https");
        violations.Require(url.Length == 0 || isWeb, field,
            "must be empty or a URL that begins with http:// or https://");
    }

    [GeneratedRegex("^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex UpperSnake();
}
