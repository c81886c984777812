using CsCheck;
using KosovoNato.Kernel.Recomputation;
using KosovoNato.Milestones.V1;
using KosovoNato.Recommendations.Derivations;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Services.Tests.Recommendations.Derivations;

public sealed class ProgressPropertyTests
{
    static readonly DateOnly Today = new(2025, 6, 1);

    [Fact]
    public void Incrementally_derived_progress_equals_progress_derived_from_scratch()
    {
        HashSet<ProgressKind> seen = [];
        Histories.Any.Sample(history =>
        {
            var world = new InMemoryResources();
            var computed = ComputedValues.OfChangingResources();
            var observed = new ObservedResources(computed);
            var derivation = new ProgressDerivation(observed, computed, Today);
            foreach (var happening in history)
            {
                var before = world.All.ToList();
                world.Apply(happening);
                List<ResourceKey> changed = [.. world.All.Except(before).Select(one => new ResourceKey(one.GetType(), one.Name))];
                computed.Outdate(changed);
                observed.Use(world);
                foreach (var (recommendation, progress) in derivation.Changed(changed).ToList())
                {
                    world.Put(new Recommendation(recommendation) { Progress = progress });
                }

                Assert.All(ProgressDerivation.Of(world, Today), fresh => Assert.Equal(fresh.Progress, fresh.Recommendation.Progress));
            }

            lock (seen)
            {
                seen.UnionWith(world.List<Recommendation>().Select(recommendation => recommendation.Progress.Kind));
            }
        });
        Assert.Superset(
            new HashSet<ProgressKind> { ProgressKind.NotMeasurable, ProgressKind.NotStarted, ProgressKind.Progressing,
                ProgressKind.Satisfied }, seen);
    }

    [Fact]
    public void Progress_does_not_depend_on_the_order_in_which_facts_arrive() =>
        Gen.Select(Histories.Any, Gen.Int).Sample((history, seed) =>
        {
            var ordered = new InMemoryResources();
            foreach (var happening in history)
            {
                ordered.Apply(happening);
            }

            Derive(ordered);
            var facts = ordered.List<Milestone>().ToArray();
            new Random(seed).Shuffle(facts);
            var shuffled = new InMemoryResources(ordered.List<Recommendation>().Select(recommendation => recommendation.Clone()));
            foreach (var fact in facts)
            {
                shuffled.Put(fact);
                shuffled.Put(fact);
                Derive(shuffled);
            }

            Assert.Equal(ordered.Bytes(), shuffled.Bytes());
        });

    [Fact]
    public void Deriving_twice_changes_nothing_and_sends_no_event() =>
        Histories.Any.Sample(history =>
        {
            var world = new InMemoryResources();
            foreach (var happening in history)
            {
                world.Apply(happening);
            }

            Derive(world);
            Assert.All(ProgressDerivation.Of(world, Today), measured =>
            {
                Assert.Equal(measured.Recommendation.Progress, measured.Progress);
                Assert.Empty(ProgressEvents.Between(measured.Recommendation.Progress, measured.Progress));
            });
        });

    [Fact]
    public void A_fraction_is_between_0_and_1_and_1_if_the_recommendation_is_satisfied() =>
        Histories.Any.Sample(history =>
        {
            var world = new InMemoryResources();
            foreach (var happening in history)
            {
                world.Apply(happening);
            }

            Assert.All(ProgressDerivation.Of(world, Today), measured =>
            {
                Assert.InRange(measured.Progress.Fraction, 0, 1);
                Assert.Equal(measured.Progress.Kind == ProgressKind.Satisfied, measured.Progress.Fraction == 1);
                Assert.True(
                    measured.Progress.Fraction == 0 || measured.Progress.Kind is ProgressKind.Progressing or ProgressKind.Satisfied
                    or ProgressKind.Regressed);
            });
        });

    static void Derive(InMemoryResources world)
    {
        foreach (var (recommendation, progress) in ProgressDerivation.Of(world, Today))
        {
            recommendation.Progress = progress;
        }
    }
}
