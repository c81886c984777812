namespace KosovoNato.Milestones.Dependencies;

/// <summary>Adds a dependency of a milestone on another milestone.</summary>
static class AddDependency
{
    public static readonly EditWrite<AddDependencyRequest, Milestone> Write = new(Check, Change, MilestonesEventType.DependencyChanged);

    static void Check(AddDependencyRequest request, FieldViolations violations)
    {
        NameChecks.Check("milestones", request.Name, violations);
        ValueChecks.CheckRequired(request.Dependency, violations, "dependency", DependencyChecks.Check);
    }

    static void Change(AddDependencyRequest request, Milestone milestone, Transaction draft)
    {
        var dependency = request.Dependency.Clone();
        if (milestone.Dependencies.Any(present => present.Milestone == dependency.Milestone))
        {
            throw ApiException.RuleViolated("DEPENDENCY_EXISTS", milestone.Name,
                $"{milestone.Name} already depends on {dependency.Milestone}. To replace the dependency, remove it first.");
        }

        Capacity.Require(milestone.Dependencies.Count, DependencyChecks.MaxDependencies, milestone.Name, "dependencies");
        DependencyChecks.RequireTarget(milestone, dependency, draft);
        milestone.Dependencies.Add(dependency);
        DependencyCycles.ThrowIfCyclic(milestone, draft);
    }
}
