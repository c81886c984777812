namespace KosovoNato.Milestones.Dependencies;

/// <summary>What a dependency must be like.</summary>
static class DependencyChecks
{
    public const int MaxDependencies = 100;

    public static void CheckAll(Milestone milestone, FieldViolations violations)
    {
        var dependencies = milestone.Dependencies;
        ValueChecks.CheckCount(dependencies.Count, MaxDependencies, violations, "dependencies");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(dependencies.Count, MaxDependencies); i++)
        {
            var at = violations.At($"dependencies[{i}]");
            Check(dependencies[i], at);
            at.Require(seen.Add(dependencies[i].Milestone), "milestone", "must be unique in the milestone");
        }
    }

    public static void Check(Dependency dependency, FieldViolations violations)
    {
        MilestoneNames.CheckId(dependency.Milestone, violations, "milestone");
        ValueChecks.CheckListed(dependency.Link, violations, "link");
        ValueChecks.CheckListed(dependency.Basis, violations, "basis");
    }

    /// <summary>Refuses a dependency on what does not exist. One on the milestone itself is a cycle, and told as one.</summary>
    public static void RequireTarget(Milestone milestone, Dependency dependency, Transaction draft)
    {
        var name = MilestoneNames.Milestone(dependency.Milestone);
        if (name != milestone.Name && draft.Find<Milestone>(name) is null)
        {
            throw ApiException.RuleViolated("DEPENDENCY_MISSING", milestone.Name,
                $"{milestone.Name} cannot depend on {name}, which does not exist. Propose that first, in an earlier write of the same batch if you like.");
        }
    }
}
