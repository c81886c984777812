using Google.Protobuf;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Recomputation;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Decisions;
using KosovoNato.Rules.Outlooks;

namespace KosovoNato.Rules.Tests.Recomputation;

/// <summary>Results that are kept from one world to the next, as the services keep them.</summary>
sealed class KeptResults
{
    static readonly string[] Decisions = ["ADMIT_MEMBER", "GRANT_MAP"];

    readonly ComputedValues computed;
    readonly Action<IResourceView> use;
    readonly ResolvedMilestones milestones;
    readonly ComputedTable<string, DerivedFields> fields;
    readonly ComputedTable<string, string> assessments;
    readonly ComputedTable<Criterion, bool> regressed;

    /// <param name="hides">The type whose reads are not observed; null for none.</param>
    public KeptResults(DateOnly day, Type? hides = null)
    {
        computed = ComputedValues.OfChangingResources();
        var observed = new ObservedResources(computed);
        var forgetful = new ForgetfulResources(observed, hides);
        use = world =>
        {
            observed.Use(world);
            forgetful.World = world;
        };
        milestones = new ResolvedMilestones(forgetful, day, computed);
        (fields, assessments, regressed) = (new(computed), new(computed), new(computed));
    }

    /// <summary>Continues with a world in which these resources changed.</summary>
    public void Use(IResourceView world, IEnumerable<ResourceKey> changed)
    {
        computed.Outdate(changed);
        use(world);
    }

    /// <summary>All results as text.</summary>
    public IReadOnlyList<string> Of(InMemoryResources world) =>
    [
        .. world.List<Milestone>().Select(milestone => Text(milestone, fields.Of(
            milestone.Name, () => MilestoneOutlookCalculator.FieldsOf(milestone.Name, milestones)))),
        .. world.List<Milestone>().Select(milestone => milestone.Criterion).OfType<Criterion>().Select(criterion =>
            $"{criterion}: regressed {regressed.Of(criterion, () => CriterionEvaluator.WasMetBefore(criterion, milestones.Facts))}"),
        .. Decisions.Select(decision => assessments.Of(decision, () => Assess(decision))),
    ];

    string Assess(string decision) =>
        DecisionCalculator.Assess(milestones.Facts, "organizations/nato", decision, "XK") is { } assessment
            ? $"{assessment.Verdict} {assessment.NeededCount} {string.Join(' ', assessment.Stances)}"
            : "none";

    static string Text(Milestone recorded, DerivedFields fields)
    {
        var derived = MilestoneOutlookCalculator.Derived(recorded, fields) ?? recorded;
        return $"{recorded.Name} {JsonFormatter.Default.Format(derived)}";
    }

    /// <summary>Resources of which those of one type are read without being observed.</summary>
    sealed class ForgetfulResources(IResourceView observed, Type? hides) : IResourceView
    {
        public IResourceView World { get; set; } = null!;

        public T? Find<T>(string name) where T : class, IMessage<T>, new() => Of<T>().Find<T>(name);

        public IEnumerable<T> List<T>(string prefix = "") where T : class, IMessage<T>, new() => Of<T>().List<T>(prefix);

        IResourceView Of<T>() => typeof(T) == hides ? World : observed;
    }
}
