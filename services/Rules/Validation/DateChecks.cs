namespace KosovoNato.Rules.Validation;

/// <summary>Checks of dates in requests.</summary>
public static class DateChecks
{
    /// <summary>Empty, or a date as precise as the source.</summary>
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
        violations.Require(text.Length > 0, field, $"is required: {PartialDate.Form}");
        return CheckKnown(text, violations, field);
    }

    /// <summary>Empty, or one day.</summary>
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

        violations.Add(field, "must be a day, YYYY-MM-DD");
        return null;
    }

    /// <summary>Refuses an end that is before the beginning on every reading of both.</summary>
    public static void CheckOrder(PartialDate? from, PartialDate? to, FieldViolations violations, string field, string description)
    {
        if (from is { } first && to is { } last)
        {
            violations.Require(!last.IsCertainlyBefore(first), field, description);
        }
    }

    /// <summary>The same for dates as they are in the request; one that is no date has its violation already.</summary>
    public static void CheckOrder(string from, string to, FieldViolations violations, string field, string description)
    {
        if (PartialDate.TryParse(from, out var first) && PartialDate.TryParse(to, out var last))
        {
            CheckOrder(first, last, violations, field, description);
        }
    }

    /// <summary>Refuses what has not happened yet. A day later than ours is today already in another time zone.</summary>
    /// <param name="dates">The dates, empty where they are not known, and where the request has them.</param>
    public static void RequireHappened(DateOnly today, params ReadOnlySpan<(string Text, string Field)> dates)
    {
        var violations = new FieldViolations();
        foreach (var (text, field) in dates)
        {
            violations.Require(PartialDate.ParseKnown(text) is not { } date || date.First <= today.AddDays(1), field,
                $"must not be later than the day after today, {PartialDate.Of(today)}");
        }

        violations.ThrowIfAny();
    }

    /// <summary>Whether the first date is before the second one on every reading of both; not if one is not known.</summary>
    public static bool IsBefore(string first, string second) =>
        PartialDate.ParseKnown(first) is { } one && PartialDate.ParseKnown(second) is { } other && one.IsCertainlyBefore(other);
}
