namespace KosovoNato.Milestones.Dependencies;

/// <summary>What a dependency must be like.</summary>
static class DependencyChecks
{
    public const int MostDependencies = 100;

    public static void CheckAll(Milestone milestone, Violations violations)
    {
        var dependencies = milestone.Dependencies;
        Values.CheckCount(dependencies.Count, MostDependencies, violations, "dependencies");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(dependencies.Count, MostDependencies); i++)
        {
            var at = violations.At($"dependencies[{i}]");
            Check(dependencies[i], at);
            at.Require(seen.Add(dependencies[i].Milestone), "milestone", "must be unique in the milestone");
        }
    }

    public static void Check(Dependency dependency, Violations violations)
    {
        Names.CheckId(dependency.Milestone, violations, "milestone");
        Values.CheckListed(dependency.Link, violations, "link");
        Values.CheckListed(dependency.Basis, violations, "basis");
    }

    /// <summary>Refuses a dependency on what does not exist. One on the milestone itself is a cycle, and told as one.</summary>
    public static void RequireTarget(Milestone milestone, Dependency dependency, Draft draft)
    {
        var name = Names.Milestone(dependency.Milestone);
        if (name != milestone.Name && draft.Find<Milestone>(name) is null)
        {
            throw Refusal.RuleViolated("DEPENDENCY_MISSING", milestone.Name,
                $"{milestone.Name} cannot depend on {name}, which does not exist. Propose that first, in an earlier write of the same batch if you like.");
        }
    }
}
