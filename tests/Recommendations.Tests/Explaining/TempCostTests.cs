using System.Diagnostics;
using KosovoNato.Criteria.V1;
using KosovoNato.Recommendations.Tests.Measuring;
using static KosovoNato.Recommendations.Tests.Explaining.Explained;
using static KosovoNato.Recommendations.Tests.Recorded;

namespace KosovoNato.Recommendations.Tests.Explaining;

public sealed class TempCostTests
{
    [Fact]
    public void Cost()
    {
        var random = new Random(1);
        Criterion Leaf() => Recognizes($"{(char)('A' + random.Next(26))}{(char)('A' + random.Next(26))}");
        Criterion AtLeast(int n, IEnumerable<Criterion> of) => new() { AtLeast = new() { Count = n, Of = { of } } };
        (string, Func<Criterion>)[] kinds =
        [
            ("flat 50 of 100", () => AtLeast(50, Enumerable.Range(0, 100).Select(_ => Leaf()))),
            ("10 x (5 of 10)", () => AtLeast(5, Enumerable.Range(0, 10).Select(_ => AtLeast(5, Enumerable.Range(0, 10).Select(_ => Leaf()))))),
            ("any of 3-alls", () => AtLeast(10, Enumerable.Range(0, 33).Select(_ => All(Leaf(), Leaf(), Leaf())))),
        ];
        foreach (var (name, make) in kinds)
        {
            var world = new HandMade([Recommendation("R1").In(RecommendationStatus.Open), .. Enumerable.Range(1, 20).Select(i => Recommendation($"R1.{i:00}", "R1", criterion: make()).In(RecommendationStatus.Open))]);
            var start = Stopwatch.GetTimestamp();
            var e = Of("R1", world);
            Console.Error.WriteLine($"DBG {name}: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms for 20, {e.Parts[0].SmallestChange.Count}");
        }

        var seeds = Seeded.Facts();
        Of("R1", seeds);
        foreach (var id in (string[])["R1", "R2", "R3", "R1", "R2", "R3", "R2"])
        {
            var start = Stopwatch.GetTimestamp();
            Of(id, seeds);
            Console.Error.WriteLine($"DBG {id}: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0.0} ms");
        }
    }
}
