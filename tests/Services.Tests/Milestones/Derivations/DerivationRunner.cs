using KosovoNato.Kernel;
using KosovoNato.Milestones.Derivations;
using KosovoNato.Milestones.V1;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Outlooks;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Derivations;

/// <summary>Runs the derivation on resources, as the service does.</summary>
static class DerivationRunner
{
    public static readonly DateOnly Today = Day("2026-06-01");

    /// <summary>Derives once, asserts that a second run changes nothing, and returns the events by milestone.</summary>
    public static Dictionary<string, MilestonesEventType[]> Settle(this InMemoryResources resources)
    {
        var events = resources.ComputeOnce();
        Assert.Empty(resources.ComputeOnce());
        return events;
    }

    /// <summary>The milestone with its derived fields, given these resources.</summary>
    public static Milestone Settled(string id, params IEnumerable<Google.Protobuf.IMessage> resources)
    {
        var made = new InMemoryResources(resources);
        made.Settle();
        return made.Find<Milestone>($"milestones/{id}")!;
    }

    /// <summary>All milestones, derived without any stored derived fields.</summary>
    public static IReadOnlyList<Milestone> FromScratch(IResourceView resources, DateOnly today)
    {
        var cleared = new InMemoryResources(resources.List<Milestone>().Select(Cleared));
        var milestones = new ResolvedMilestones(new Overlaid(cleared, resources), today);
        return [.. milestones.Recorded().Select(milestone => MilestoneOutlookCalculator.Derived(milestone, milestones) ?? milestone)];
    }

    static Dictionary<string, MilestonesEventType[]> ComputeOnce(this InMemoryResources resources)
    {
        var milestones = new ResolvedMilestones(resources, Today);
        Dictionary<string, MilestonesEventType[]> events = [];
        List<Milestone> computed = [];
        foreach (var before in milestones.Recorded())
        {
            if (MilestoneOutlookCalculator.Derived(before, milestones) is { } after)
            {
                events.Add(before.Name, [.. OutlookEvents.Between(before, after)]);
                computed.Add(after);
            }
        }

        computed.ForEach(resources.Put);
        return events;
    }

    static Milestone Cleared(Milestone milestone)
    {
        var cleared = milestone.Clone();
        MilestoneOutlookDerivation.Clear(cleared);
        return cleared;
    }

    sealed class Overlaid(IResourceView milestones, IResourceView others) : IResourceView
    {
        public T? Find<T>(string name) where T : class, Google.Protobuf.IMessage<T>, new() => Of<T>().Find<T>(name);

        public IEnumerable<T> List<T>(string prefix = "") where T : class, Google.Protobuf.IMessage<T>, new() => Of<T>().List<T>(prefix);

        IResourceView Of<T>() => typeof(T) == typeof(Milestone) ? milestones : others;
    }
}
