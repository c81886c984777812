namespace KosovoNato.Rules.Timelines;

/// <summary>One step of something through its stages.</summary>
/// <param name="On">The date; empty if it is not known.</param>
/// <param name="KnownOn">A day by which it had happened, if the date is not known; may be empty too.</param>
/// <param name="IsTarget">Whether the stage that it led to is the one that is asked for.</param>
readonly record struct DatedTransition(string On, string KnownOn, bool IsTarget)
{
    /// <summary>
    /// Whether something was at the stage, over time; none where the steps without a date leave it open. From today on it is as
    /// its present stage says.
    /// </summary>
    /// <param name="moves">The steps in their order; before them it was not at the stage.</param>
    public static Timeline<bool?> Over(IReadOnlyList<DatedTransition> moves, bool present, DateOnly today)
    {
        List<ChangePoint> changes =
        [
            // On its own day a step stands; what became of it the day after may not be known.
            .. moves.SelectMany(move => ChangePoint.On(move.On, move.KnownOn)).Where(change => change.Day <= today)
                .SelectMany(change => change.Day < today ? new[] { change, change with { Day = change.Day.AddDays(1) } } : [change]),
        ];
        if (At(moves, today) != present)
        {
            changes.Add(new(today, false));
        }

        return Timeline<bool?>.Of(changes, day => day >= today ? present : At(moves, day));
    }

    static bool? At(IReadOnlyList<DatedTransition> moves, DateOnly day)
    {
        bool mayHold = false, mayNot = false;
        for (var i = moves.Count - 1; i >= 0; i--)
        {
            var move = moves[i];
            if (PartialDate.ParseKnown(move.On) is { } date)
            {
                // A step without a date is later than the one before it. What comes after a later step comes later as well.
                if (date.First == day)
                {
                    return move.IsTarget;
                }

                if (date.First > day)
                {
                    mayHold = mayNot = false;
                    continue;
                }
            }

            mayHold |= move.IsTarget;
            mayNot |= !move.IsTarget;
            if (move.On.Length > 0 || PartialDate.ParseKnown(move.KnownOn)?.First <= day)
            {
                return mayHold && mayNot ? null : mayHold;
            }
        }

        return mayHold ? null : false;
    }
}
