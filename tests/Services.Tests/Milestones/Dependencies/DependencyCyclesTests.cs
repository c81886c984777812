using CsCheck;
using KosovoNato.Milestones.Dependencies;
using KosovoNato.Milestones.V1;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Dependencies;

public sealed class DependencyCyclesTests
{
    [Fact]
    public void The_shortest_cycle_is_reported_completely()
    {
        Dictionary<string, Milestone> others = new[]
        {
            Milestone("b", dependencies: [Requires("d"), Supports("c")]),
            Milestone("c", dependencies: [Requires("a")]),
            Milestone("d", dependencies: [Requires("e")]),
            Milestone("e", dependencies: [Requires("a")]),
        }.ToDictionary(milestone => milestone.Name);
        var cycle = DependencyCycles.Find(Milestone("a", dependencies: [Requires("b")]), others.GetValueOrDefault);
        Assert.Equal(["milestones/a", "milestones/b", "milestones/c", "milestones/a"], cycle);
    }

    [Fact]
    public void Every_reference_counts_and_a_missing_milestone_leads_nowhere()
    {
        string[] itself = ["milestones/a", "milestones/a"];
        Assert.Equal(itself, DependencyCycles.Find(Milestone("a", dependencies: [Supports("a")]), _ => null));
        Assert.Equal(itself, DependencyCycles.Find(Milestone("a", criterion: All(Recognizes("ES"), Any(Reached("a")))), _ => null));
        Assert.Equal(itself, DependencyCycles.Find(Milestone("a", blockers: [Blocker(resolvesWhen: Reached("a"))]), _ => null));
        Assert.Null(DependencyCycles.Find(Milestone("a", criterion: Reached("b"), dependencies: [Requires("c")]), _ => null));
    }

    [Fact]
    public void A_cycle_is_found_if_and_only_if_there_is_one() => Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5]).Array[0, 12].Sample(links =>
    {
        var graph = Enumerable.Range(0, 6).ToDictionary(i => $"milestones/{i}", i => Milestone($"{i}", dependencies:
            links.Where(link => link.Item1 == i).Select(link => $"{link.Item2}").Distinct().Select(Requires)));
        foreach (var milestone in graph.Values)
        {
            var start = milestone.Name;
            var cycle = DependencyCycles.Find(milestone, graph.GetValueOrDefault);
            Assert.Equal(Reachable(graph, start).Contains(start), cycle is not null);
            if (cycle is not null)
            {
                Assert.Equal((start, start), (cycle[0], cycle[^1]));
                Assert.All(cycle.Zip(cycle.Skip(1)), link =>
                    Assert.Contains(link.Second, DependencyCycles.ReferencedMilestones(graph[link.First])));
            }
        }
    });

    static HashSet<string> Reachable(Dictionary<string, Milestone> graph, string from)
    {
        HashSet<string> seen = [];
        var next = new Stack<string>(DependencyCycles.ReferencedMilestones(graph[from]));
        while (next.TryPop(out var name))
        {
            if (seen.Add(name))
            {
                foreach (var further in DependencyCycles.ReferencedMilestones(graph[name]))
                {
                    next.Push(further);
                }
            }
        }

        return seen;
    }
}
