namespace KosovoNato.Milestones.Dependencies;

/// <summary>Adds a milestone that another one depends on.</summary>
static class AddDependency
{
    public static readonly Write<AddDependencyRequest, Milestone> Write = new(Check, Decide);

    static void Check(AddDependencyRequest request, FieldViolations violations)
    {
        MilestoneNames.Check("milestones", request.Name, violations);
        if (request.Dependency is null)
        {
            violations.Add("dependency", "is required");
            return;
        }

        DependencyChecks.Check(request.Dependency, violations.At("dependency"));
    }

    static Milestone Decide(AddDependencyRequest request, Transaction draft)
    {
        var milestone = draft.Edit<Milestone>(request.Name, request.Etag);
        var dependency = request.Dependency.Clone();
        if (milestone.Dependencies.Any(present => present.Milestone == dependency.Milestone))
        {
            throw ApiException.RuleViolated("DEPENDENCY_EXISTS", milestone.Name,
                $"{milestone.Name} depends on {dependency.Milestone} already. Remove that dependency first to add another one.");
        }

        CollectionLimits.RequireCapacity(milestone.Dependencies.Count, DependencyChecks.MaxDependencies, milestone.Name, "dependencies");
        DependencyChecks.RequireTarget(milestone, dependency, draft);
        milestone.Dependencies.Add(dependency);
        DependencyCycles.ThrowIfCyclic(milestone, draft);
        draft.Put(milestone, MilestonesEvent.DependencyChanged);
        return milestone;
    }
}
