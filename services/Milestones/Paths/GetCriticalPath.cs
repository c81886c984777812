using KosovoNato.Milestones.Outlooks;
using KosovoNato.Milestones.Precedents;
using KosovoNato.Milestones.Questions;

namespace KosovoNato.Milestones.Paths;

/// <summary>Answers what the longest way to a goal is, and how long its legs took other countries.</summary>
static class GetCriticalPath
{
    public static readonly Question<GetCriticalPathRequest, GetCriticalPathResponse> Question = new(Check, Answer);

    static void Check(GetCriticalPathRequest request, Violations violations) => Names.CheckId(request.Goal, violations, "goal");

    static GetCriticalPathResponse Answer(GetCriticalPathRequest request, World world)
    {
        var goal = world.Get(request.Goal);
        var ids = CriticalPath.To(request.Goal, goal.Status == MilestoneStatus.Achieved,
            id => world.Get(id).Outlook.WaitingFor.Where(required => world.Find(required) is not null));
        List<Milestone> path = [.. ids.Select(world.Get)];
        List<Precedent> precedents = [.. world.Resources.Under<Precedent>().Where(precedent => Names.Id(precedent.Name) != goal.Subject)];
        var legs = PathLegs.Of(path, precedents);
        if (request.Explain)
        {
            Explain(legs, precedents, world);
        }

        return new()
        {
            Path = { path.Select(milestone => Standings.Of(milestone, world, request.Explain)) },
            Legs = { legs },
            Measured = Durations.Sum([.. legs.Select(leg => leg.Duration).OfType<DurationRange>()]),
            Unmeasured = { PathLegs.Unmeasured(path, legs) },
            AsOf = world.AsOf,
            Revision = world.Revision,
            Followed = { world.Followed },
        };
    }

    static void Explain(IEnumerable<PathLeg> legs, List<Precedent> precedents, World world)
    {
        foreach (var leg in legs)
        {
            leg.Bases.AddRange(precedents
                .Where(precedent => Steps.DaysBetween(precedent, leg.FromStep, leg.ToStep) is not null)
                .Select(precedent => Steps.BasisOf(precedent, leg.FromStep, leg.ToStep, world)));
        }
    }
}
