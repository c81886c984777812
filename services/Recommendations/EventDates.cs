using KosovoNato.Kernel;

namespace KosovoNato.Recommendations;

/// <summary>Days on which something is said to have happened.</summary>
static class EventDates
{
    /// <summary>Refuses what has not happened yet. A day later than ours is today already in another time zone.</summary>
    /// <param name="field">Where the request has the date, such as "closing.on".</param>
    public static void RequireHappened(string text, string field, Transaction draft)
    {
        var violations = new FieldViolations();
        violations.Require(PartialDate.ParseKnown(text) is not { } date || date.First <= draft.Today.AddDays(1), field,
            $"must not be later than the day after today, {PartialDate.Of(draft.Today)}");
        violations.ThrowIfAny();
    }
}
