namespace KosovoNato.Milestones.Queries;

/// <summary>Finds the longest path to a goal, and how long its legs took other states.</summary>
static class GetCriticalPath
{
    public static readonly Query<GetCriticalPathRequest, MilestoneScenario, GetCriticalPathResponse> Query = new(Check, Answer);

    static void Check(GetCriticalPathRequest request, FieldViolations violations)
    {
        NameChecks.Check("milestones", request.Goal, violations, "goal");
        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.All);
    }

    static GetCriticalPathResponse Answer(GetCriticalPathRequest request, MilestoneScenario world)
    {
        var goal = world.Get(request.Goal);
        var names = CriticalPath.To(request.Goal, goal.Status == MilestoneStatus.Achieved,
            name => world.Get(name).Outlook.WaitingFor.Where(required => world.Find(required) is not null));
        List<Milestone> path = [.. names.Select(world.Get)];
        List<Precedent> precedents = [
            .. world.Resources.List<Precedent>().Where(precedent => ResourceNames.Id(precedent.Name) != goal.Subject)];
        var legs = PathLegs.Of(path, precedents);
        if (request.IncludeSupportingFacts)
        {
            Explain(legs, precedents, world);
        }

        return new()
        {
            Path = { path.Select(milestone => MilestoneReadinessMapper.Of(milestone, world, request.IncludeSupportingFacts)) },
            Legs = { legs },
            MeasuredDuration = Durations.Sum([.. legs.Select(leg => leg.Duration).OfType<DurationStatistics>()]),
            UnmeasuredMilestones = { PathLegs.Unmeasured(path, legs) },
            AsOf = world.AsOf,
            Revision = world.Revision,
            UpstreamRevisions = { world.Followed },
        };
    }

    static void Explain(IEnumerable<PathLeg> legs, List<Precedent> precedents, MilestoneScenario world)
    {
        foreach (var leg in legs)
        {
            leg.SupportingFacts.AddRange(precedents
                .Where(precedent => PrecedentSteps.DaysBetween(precedent, leg.FromStep, leg.ToStep) is not null)
                .Select(precedent => PrecedentSteps.BasisOf(precedent, leg.FromStep, leg.ToStep, world)));
        }
    }
}
