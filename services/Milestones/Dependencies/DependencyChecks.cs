namespace KosovoNato.Milestones.Dependencies;

/// <summary>Validation rules for dependencies.</summary>
static class DependencyChecks
{
    public const int MaxDependencies = 100;

    public static void CheckAll(Milestone milestone, FieldViolations at)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        ValueChecks.CheckEach(milestone.Dependencies, MaxDependencies, at, "dependencies", (dependency, inside) =>
        {
            Check(dependency, inside);
            inside.Require(seen.Add(dependency.Milestone), "milestone", "must be unique in the milestone");
        });
    }

    public static void Check(Dependency dependency, FieldViolations at)
    {
        NameChecks.Check("milestones", dependency.Milestone, at, "milestone");
        ValueChecks.CheckListed(dependency.Kind, at, "kind");
        ValueChecks.CheckListed(dependency.Basis, at, "basis");
    }

    /// <summary>
    /// Rejects a dependency on a milestone that does not exist. A dependency on the milestone itself is reported as a cycle instead.
    /// </summary>
    public static void RequireTarget(Milestone milestone, Dependency dependency, Transaction draft)
    {
        var name = dependency.Milestone;
        if (name != milestone.Name && draft.Find<Milestone>(name) is null)
        {
            throw ApiException.RuleViolated("DEPENDENCY_MISSING", milestone.Name,
                $"{milestone.Name} cannot depend on {name}, which does not exist. Propose it first, for example in an earlier write "
                + "of the same batch.");
        }
    }
}
