namespace KosovoNato.Milestones.Dependencies;

/// <summary>Removes a milestone that another one no longer depends on. It stays in the earlier revisions.</summary>
static class RemoveDependency
{
    public static readonly Write<RemoveDependencyRequest, Milestone> Write = new(Check, Decide);

    static void Check(RemoveDependencyRequest request, FieldViolations violations)
    {
        MilestoneNames.Check("milestones", request.Name, violations);
        MilestoneNames.CheckId(request.DependsOn, violations, "depends_on");
    }

    static Milestone Decide(RemoveDependencyRequest request, Transaction draft)
    {
        var milestone = draft.Edit<Milestone>(request.Name, request.Etag);
        var dependency = milestone.Dependencies.FirstOrDefault(present => present.Milestone == request.DependsOn)
            ?? throw ApiException.NotFound($"{milestone.Name} dependency {request.DependsOn}");
        milestone.Dependencies.Remove(dependency);
        draft.Put(milestone, MilestonesEvent.DependencyChanged);
        return milestone;
    }
}
