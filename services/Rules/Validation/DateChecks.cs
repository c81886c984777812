namespace KosovoNato.Rules.Validation;

/// <summary>Validation rules for dates in requests.</summary>
public static class DateChecks
{
    /// <summary>Accepts an empty text or a partial date.</summary>
    public static PartialDate? CheckKnown(string text, FieldViolations violations, string field)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (PartialDate.TryParse(text, out var date))
        {
            return date;
        }

        violations.Add(field, $"must be {PartialDate.Form}");
        return null;
    }

    public static PartialDate? CheckRequired(string text, FieldViolations violations, string field)
    {
        violations.Require(text.Length > 0, field, $"is required and must be {PartialDate.Form}");
        return CheckKnown(text, violations, field);
    }

    /// <summary>Accepts an empty text or a day.</summary>
    public static PartialDate? CheckDay(string text, FieldViolations violations, string field)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (PartialDate.TryParse(text, out var date) && date.IsDay)
        {
            return date;
        }

        violations.Add(field, "must be a date in the form YYYY-MM-DD");
        return null;
    }

    /// <summary>Rejects an end that is before the start under every reading of both dates.</summary>
    public static void CheckOrder(PartialDate? from, PartialDate? to, FieldViolations violations, string field, string description)
    {
        if (from is { } first && to is { } last)
        {
            violations.Require(!last.IsCertainlyBefore(first), field, description);
        }
    }

    /// <summary>The same for dates as text. An invalid date has its own violation and is skipped.</summary>
    public static void CheckOrder(string from, string to, FieldViolations violations, string field, string description)
    {
        if (PartialDate.TryParse(from, out var first) && PartialDate.TryParse(to, out var last))
        {
            CheckOrder(first, last, violations, field, description);
        }
    }

    /// <summary>
    /// Rejects a date in the future. Accepts tomorrow, because it is already today in other time zones: what follows from the date is
    /// derived, and begins with its day in UTC.
    /// </summary>
    /// <param name="dates">The dates, empty if unknown, and the fields that hold them.</param>
    public static void RequireHappened(DateOnly today, params ReadOnlySpan<(string Text, string Field)> dates)
    {
        var violations = new FieldViolations();
        foreach (var (text, field) in dates)
        {
            violations.Require(PartialDate.ParseKnown(text) is not { } date || date.First <= today.AddDays(1), field,
                $"must not be later than one day after {PartialDate.Of(today)}, the current date in UTC");
        }

        violations.ThrowIfAny();
    }

    /// <summary>
    /// Rejects a date after today in UTC, for facts that take effect when they are recorded, because no status is derived from the date.
    /// </summary>
    /// <param name="dates">The dates, empty if unknown, and the fields that hold them.</param>
    public static void RequireBegun(DateOnly today, params ReadOnlySpan<(string Text, string Field)> dates)
    {
        var violations = new FieldViolations();
        foreach (var (text, field) in dates)
        {
            violations.Require(PartialDate.ParseKnown(text) is not { } date || date.First <= today, field,
                $"must not be later than {PartialDate.Of(today)}, the current date in UTC; record it when the day has begun");
        }

        violations.ThrowIfAny();
    }

    /// <summary>Whether the first date is before the second under every reading of both. False if either is unknown.</summary>
    public static bool IsBefore(string first, string second) =>
        PartialDate.ParseKnown(first) is { } one && PartialDate.ParseKnown(second) is { } other && one.IsCertainlyBefore(other);
}
