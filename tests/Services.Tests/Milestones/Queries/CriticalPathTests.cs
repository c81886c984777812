using CsCheck;
using KosovoNato.Milestones.Queries;

namespace KosovoNato.Services.Tests.Milestones.Queries;

public sealed class CriticalPathTests
{
    [Theory]
    [InlineData("g", "g")]
    [InlineData("g:a a", "a g")]
    [InlineData("g:a,b a b:c c", "c b g")]
    // Of two paths of equal length, the first by IDs from the goal backwards wins.
    [InlineData("g:b,a a:z b:c c z", "z a g")]
    [InlineData("g:b,a a:z,y y z b:c c", "y a g")]
    [InlineData("g:a,b,c a:b b:c c", "c b a g")]
    public void The_path_is_the_longest_chain(string graph, string path) => Assert.Equal(path, string.Join(' ', Path(graph, "g")));

    [Fact]
    public void An_achieved_milestone_has_no_path() => Assert.Empty(CriticalPath.To("g", isAchieved: true, _ => ["a"]));

    [Fact]
    public void A_stored_cycle_does_not_hang_the_search() => Assert.Equal("g", Path("g:a a:b b:g", "g")[^1]);

    [Fact]
    public void No_chain_is_longer_than_the_path() => Gen.Int[0, int.MaxValue].Sample(seed =>
    {
        var random = new Random(seed);
        var requires = Enumerable.Range(0, 9).ToDictionary(
            i => $"m{i}", i => Enumerable.Range(0, i).Where(_ => random.Next(3) == 0).Select(j => $"m{j}").ToList());
        var path = CriticalPath.To("m8", isAchieved: false, id => requires[id]);
        Assert.Equal(Longest("m8"), path.Count);
        Assert.All(path.Zip(path.Skip(1)), link => Assert.Contains(link.First, requires[link.Second]));

        int Longest(string id) => 1 + requires[id].Select(Longest).DefaultIfEmpty().Max();
    });

    [Fact]
    public void A_chain_of_a_hundred_thousand_does_not_overflow_the_stack()
    {
        const int length = 100_000;
        var path = CriticalPath.To($"{length}", isAchieved: false, id => id == "1" ? [] : [$"{int.Parse(id) - 1}"]);
        Assert.Equal(length, path.Count);
    }

    static IReadOnlyList<string> Path(string graph, string goal)
    {
        var requires = graph.Split(' ').Select(node => node.Split(':'))
            .ToDictionary(node => node[0], node => node is [_, var list] ? list.Split(',') : []);
        return CriticalPath.To(goal, isAchieved: false, id => requires[id]);
    }
}
