namespace KosovoNato.Rules.Criteria;

/// <summary>How far a criterion is met on one day.</summary>
/// <param name="Missing">What is not met: codes of states, or names of resources.</param>
/// <param name="Unknown">What is not known, in the same form.</param>
readonly record struct Finding(Truth Truth, int Met, int Total, IReadOnlyList<string> Missing, IReadOnlyList<string> Unknown)
{
    /// <summary>One fact that holds, or does not.</summary>
    public static Finding Of(bool holds, string what) => holds ? new(Truth.True, 1, 1, [], []) : new(Truth.False, 0, 1, [what], []);

    /// <summary>One fact that nobody recorded.</summary>
    public static Finding NotKnown(string what, int total = 1) => new(Truth.Unknown, 0, total, [], [what]);

    /// <summary>So many of several that have to hold, each of which holds, does not, or is not known.</summary>
    /// <param name="wanted">How many have to hold; 0 means all of them.</param>
    public static Finding Count(IEnumerable<(string What, bool? Holds)> facts, int wanted)
    {
        var byAnswer = facts.ToLookup(fact => fact.Holds, fact => fact.What);
        int holding = byAnswer[true].Count(), unknown = byAnswer[null].Count(), total = holding + unknown + byAnswer[false].Count();
        var needed = wanted > 0 ? wanted : total;
        var truth = (holding >= needed, holding + unknown >= needed) switch
        {
            // Of nobody at all it cannot be said that all of them do.
            _ when needed == 0 => Truth.Unknown,
            (true, _) => Truth.True,
            (false, true) => Truth.Unknown,
            _ => Truth.False,
        };
        return new(truth, Math.Min(holding, needed), needed, [.. byAnswer[false]], [.. byAnswer[null]]);
    }

    /// <summary>Adds up what several criteria found; the truth is for the caller to say.</summary>
    public static Finding Together(IReadOnlyList<Finding> parts, Truth truth) =>
        new(truth, parts.Sum(part => part.Met), parts.Sum(part => part.Total),
            [.. parts.SelectMany(part => part.Missing)], [.. parts.SelectMany(part => part.Unknown)]);
}
