using KosovoNato.Rules.Timelines;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Timelines;

public sealed class VersionCacheTests
{
    static readonly DateOnly Later = Day("2020-01-01");

    readonly Recognition recognition = Recognition(Act(ActKind.Granted, "2010"));

    [Fact]
    public void A_value_computed_from_a_version_is_reused()
    {
        Assert.Same(VersionTimelines.Status(recognition), VersionTimelines.Status(recognition));
        var rule = Counting(ActKind.Granted);
        Assert.Same(VersionTimelines.Counts(recognition, rule), VersionTimelines.Counts(recognition, rule));
    }

    [Fact]
    public void The_next_version_has_its_own_value()
    {
        Assert.Equal(RecognitionStatus.Recognized, VersionTimelines.Status(recognition).On(Later).Value);
        var next = recognition.Clone();
        next.Acts[0].Retracted = true;
        Assert.Equal(RecognitionStatus.NotRecognized, VersionTimelines.Status(next).On(Later).Value);
        Assert.Equal(RecognitionStatus.Recognized, VersionTimelines.Status(recognition).On(Later).Value);
    }

    /// <summary>Uses more rule versions than the cache keeps.</summary>
    [Fact]
    public void Each_version_of_a_rule_counts_on_its_own()
    {
        CountingRule[] rules = [.. Enumerable.Range(0, 50).Select(i => Counting(i % 2 == 0 ? ActKind.Granted : ActKind.Announced))];
        foreach (var (i, rule) in rules.Concat(rules).Index())
        {
            Assert.Equal(i % 2 == 0, VersionTimelines.Counts(recognition, rule).On(Later).Value);
        }
    }

    static CountingRule Counting(ActKind kind) => new() { Name = "countingRules/r", CountedActKinds = { kind } };
}
