using KosovoNato.Kernel;

namespace KosovoNato.Milestones;

/// <summary>Days on which something is said to have happened.</summary>
static class EventDates
{
    /// <summary>Refuses what has not happened yet. A day later than ours is today already in another time zone.</summary>
    /// <param name="days">The dates, empty where they are not known, and where the request has them.</param>
    public static void Require(Transaction draft, params ReadOnlySpan<(string Text, string Field)> days)
    {
        var violations = new FieldViolations();
        foreach (var (text, field) in days)
        {
            violations.Require(PartialDate.ParseKnown(text) is not { } date || date.First <= draft.Today.AddDays(1), field,
                $"must not be later than the day after today, {PartialDate.Of(draft.Today)}");
        }

        violations.ThrowIfAny();
    }
}
