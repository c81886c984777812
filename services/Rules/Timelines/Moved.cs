namespace KosovoNato.Rules.Timelines;

/// <summary>One step of something through its stages.</summary>
/// <param name="On">The date; empty if it is not known.</param>
/// <param name="KnownOn">A day by which it had happened, if the date is not known; may be empty too.</param>
/// <param name="Holds">Whether the stage that it led to is the one that is asked for.</param>
readonly record struct Moved(string On, string KnownOn, bool Holds)
{
    /// <summary>
    /// Whether something was at the stage, over time; none where the steps without a date leave it open. From today on it is as
    /// its present stage says.
    /// </summary>
    /// <param name="moves">The steps in their order; before them it was not at the stage.</param>
    public static Timeline<bool?> Over(IReadOnlyList<Moved> moves, bool present, DateOnly today)
    {
        List<Change> changes = [.. moves.SelectMany(move => Change.On(move.On, move.KnownOn)).Where(change => change.Day <= today)];
        if (At(moves, today) != present)
        {
            changes.Add(new(today, false));
        }

        return Timeline<bool?>.Of(changes, day => day >= today ? present : At(moves, day));
    }

    static bool? At(IReadOnlyList<Moved> moves, DateOnly day)
    {
        bool mayHold = false, mayNot = false;
        for (var i = moves.Count - 1; i >= 0; i--)
        {
            var date = moves[i].On.Length > 0 ? moves[i].On : moves[i].KnownOn;
            var hasHappened = PartialDate.ParseKnown(date)?.First <= day;
            if (!hasHappened && moves[i].On.Length > 0)
            {
                // What comes after it comes after the day as well.
                mayHold = mayNot = false;
                continue;
            }

            mayHold |= moves[i].Holds;
            mayNot |= !moves[i].Holds;
            if (hasHappened)
            {
                return mayHold && mayNot ? null : mayHold;
            }
        }

        return mayHold ? null : false;
    }
}
