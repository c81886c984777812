namespace KosovoNato.Rules.Memberships;

/// <summary>The stances of a state on a question, in chronological order and one at a time.</summary>
public static class StancePeriods
{
    public static DateOnly Start(StancePeriod stance) => PartialDate.Parse(stance.ValidFrom).First;

    /// <summary>The stance on a date; null if none was taken, or the last stance has ended.</summary>
    public static StancePeriod? On(Position position, DateOnly date) =>
        position.Stances.LastOrDefault(stance => Start(stance) <= date && date <= End(stance));

    /// <summary>
    /// Adds a stance and ends the previous stance on the day before. Rejects a stance that does not begin after the last one.
    /// </summary>
    public static void Append(Position position, StancePeriod stance)
    {
        if (position.Stances.LastOrDefault() is { } last)
        {
            if (Start(last) >= Start(stance))
            {
                throw ApiException.RuleViolated("LATER_STANCE", position.Name,
                    $"{position.Name} has a stance from {last.ValidFrom}. A new stance must begin later.");
            }

            if (End(last) >= Start(stance))
            {
                last.ValidTo = PartialDate.Of(Start(stance).AddDays(-1)).ToString();
            }
        }

        position.Stances.Add(stance);
    }

    internal static DateOnly End(StancePeriod stance) => PartialDate.ParseKnown(stance.ValidTo)?.Last ?? DateOnly.MaxValue;
}
