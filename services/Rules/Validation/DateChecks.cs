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

    /// <summary>The date that a read asks for; none if it leaves it open.</summary>
    public static DateOnly? AsOf(string text)
    {
        var violations = new FieldViolations();
        var day = CheckDay(text, violations, "as_of");
        violations.ThrowIfAny();
        return day?.First;
    }
}
