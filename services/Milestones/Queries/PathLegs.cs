namespace KosovoNato.Milestones.Queries;

/// <summary>The legs of a path that can be compared with precedents, and the milestones that cannot.</summary>
static class PathLegs
{
    /// <summary>The legs between the milestones of the path that stand for accession steps, in order.</summary>
    public static IReadOnlyList<PathLeg> Of(IReadOnlyList<Milestone> path, IReadOnlyCollection<Precedent> precedents)
    {
        List<Milestone> steps = [.. path.Where(milestone => milestone.AccessionStep != AccessionStep.Unspecified)];
        return [.. steps.Zip(steps.Skip(1), (from, to) => Leg(from, to, precedents))];
    }

    /// <summary>The names of the milestones that no measured leg covers.</summary>
    public static IEnumerable<string> Unmeasured(IReadOnlyList<Milestone> path, IReadOnlyList<PathLeg> legs)
    {
        var measured = legs.Where(leg => leg.Duration is not null).ToDictionary(leg => leg.FromMilestone);
        var until = "";
        foreach (var name in path.Select(milestone => milestone.Name))
        {
            if (until.Length == 0)
            {
                yield return name;
            }

            if (until == name)
            {
                until = "";
            }

            until = measured.TryGetValue(name, out var leg) ? leg.ToMilestone : until;
        }
    }

    static PathLeg Leg(Milestone from, Milestone to, IReadOnlyCollection<Precedent> precedents) => new()
    {
        FromMilestone = from.Name,
        ToMilestone = to.Name,
        FromStep = from.AccessionStep,
        ToStep = to.AccessionStep,
        Duration = Durations.Of(
            precedents.Select(precedent => PrecedentSteps.DaysBetween(precedent, from.AccessionStep, to.AccessionStep)).OfType<int>()),
    };
}
