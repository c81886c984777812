namespace KosovoNato.Rules.Timelines;

/// <summary>A transition of a resource from one status to the next.</summary>
/// <param name="On">The date; empty if unknown.</param>
/// <param name="KnownOn">A day by which the transition is attested, if the date is unknown; may be empty, too.</param>
/// <param name="IsTarget">Whether the transition leads to the status in question.</param>
readonly record struct DatedTransition(string On, string KnownOn, bool IsTarget)
{
    /// <summary>
    /// Whether a resource had the status over time; null where transitions without a date leave it open. From today on, its present status
    /// applies.
    /// </summary>
    /// <param name="moves">The transitions in order. Before the first of them, the resource did not have the status.</param>
    public static Timeline<bool?> Over(IReadOnlyList<DatedTransition> moves, bool present, DateOnly today)
    {
        List<ChangePoint> changes =
        [
            // A transition holds on its own day; an undated transition may have followed by the next day.
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
                // An undated transition is later than the one before it, and every transition after a later one is later, too.
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
