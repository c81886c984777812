namespace KosovoNato.Milestones.Dependencies;

/// <summary>Removes a dependency on another milestone. It stays in the earlier revisions.</summary>
static class RemoveDependency
{
    public static readonly EditWrite<RemoveDependencyRequest, Milestone> Write = new(Check, Change, MilestonesEventType.DependencyChanged);

    static void Check(RemoveDependencyRequest request, FieldViolations violations)
    {
        NameChecks.Check("milestones", request.Name, violations);
        NameChecks.Check("milestones", request.DependsOn, violations, "depends_on");
    }

    static void Change(RemoveDependencyRequest request, Milestone milestone, Transaction draft)
    {
        var dependency = milestone.Dependencies.FirstOrDefault(present => present.Milestone == request.DependsOn)
            ?? throw ApiException.NotFound($"{milestone.Name} dependency on {request.DependsOn}");
        milestone.Dependencies.Remove(dependency);
    }
}
