using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Rules.Timelines;

/// <summary>A transition of a resource from one status to the next.</summary>
/// <param name="Event">When it happened.</param>
/// <param name="IsTarget">Whether the transition leads to the status in question.</param>
readonly record struct DatedTransition(DatedEvent Event, bool IsTarget)
{
    /// <summary>
    /// Whether a resource had the status over time. On each day, the last transition decides that counts on that day, exactly as in a read
    /// of that day (<see cref="AsOfDate.DaysOf"/>).
    /// </summary>
    /// <param name="moves">The transitions in order. Before the first of them, the resource did not have the status.</param>
    public static Timeline<bool?> Over(IReadOnlyList<DatedTransition> moves)
    {
        var days = AsOfDate.Possible.DaysOf([.. moves.Select(move => move.Event)]);
        return Timeline<bool?>.Of(
            days.Select((day, i) => new ChangePoint(day, PartialDate.ParseKnown(moves[i].Event.On)?.First == day)),
            day => At(day));

        bool At(DateOnly day)
        {
            for (var i = moves.Count - 1; i >= 0; i--)
            {
                if (moves[i].Event.Counts && days[i] <= day)
                {
                    return moves[i].IsTarget;
                }
            }

            return false;
        }
    }
}
