using KosovoNato.Milestones.V1;
using KosovoNato.Seeder;

namespace KosovoNato.EndToEnd.Tests.Seeder;

public sealed class SeedOrderTests
{
    [Theory]
    [InlineData("a b c", "a b c")]
    [InlineData("a<c b c", "c a b")]
    [InlineData("a<b b<c c", "c b a")]
    [InlineData("a<c,b b c<b", "b c a")]
    [InlineData("a<z b", "a b")] // another check finds missing dependencies
    public void Dependencies_come_first_and_the_order_is_otherwise_unchanged(string file, string ordered)
    {
        Assert.Equal(
            ordered, string.Join(' ', SeedOrder.DependenciesFirst(File(file)).Select(resource => resource.Name["milestones/".Length..])));
        Assert.Null(SeedOrder.Cycle(File(file)));
    }

    [Theory]
    [InlineData("a<a", "a a")]
    [InlineData("a<b b<a", "b a b")]
    [InlineData("x<a a<b b<c c<a,y y", "c a b c")]
    [InlineData("a<b b<c,d c<b d<a", "c b c")]
    public void A_cycle_is_reported_by_its_shortest_path(string file, string cycle) => Assert.Equal(
        cycle, string.Join(' ', SeedOrder.Cycle(File(file))!.Select(name => name["milestones/".Length..])));

    // "a<b,c d": a needs b and c, d needs nothing.
    private static List<IResource> File(string text) =>
    [
        .. text.Split(' ').Select(word => word.Split('<')).Select(parts => new Milestone
        {
            Name = $"milestones/{parts[0]}",
            Dependencies = { parts.Skip(1).SelectMany(needed => needed.Split(','))
                .Select(needed => new Dependency { Milestone = $"milestones/{needed}" }) },
        }),
    ];
}
