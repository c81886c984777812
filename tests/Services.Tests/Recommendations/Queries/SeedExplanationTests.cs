using KosovoNato.Assumptions.V1;
using KosovoNato.Criteria.V1;
using KosovoNato.Recommendations.Derivations;
using KosovoNato.Recommendations.V1;
using KosovoNato.Services.Tests.Recommendations.Derivations;
using static KosovoNato.Services.Tests.Recommendations.Queries.ExplanationBuilder;

namespace KosovoNato.Services.Tests.Recommendations.Queries;

public sealed class SeedExplanationTests
{
    [Fact]
    public void R1_depends_on_the_recognition_of_each_member()
    {
        var explained = Of("R1", SeededResources.Facts());
        Assert.Equal(
            (28, 32, Truth.False),
            (explained.Progress.Criterion.MetCount, explained.Progress.Criterion.TotalCount, explained.Criterion.Result.Truth));
        Assert.Equal(explained.Progress.Criterion, explained.Criterion.Result);
        var names = explained.Criterion.SupportingFacts.Select(basis => basis.Name).ToList();
        Assert.Equal(32, names.Count(name => name.StartsWith("recognitions/", StringComparison.Ordinal)));
        Assert.Contains("organizations/nato/memberships/ES", names);
        var spain = explained.Criterion.SupportingFacts.Single(basis => basis.Name == "recognitions/ES-XK");
        Assert.Equal(("recognitions", false), (spain.Service, spain.Assumed));
        Assert.NotEmpty(spain.Statement);
        Assert.Equal(
            ["recommendations/R1.1", "recommendations/R1.2", "recommendations/R1.3", "recommendations/R1.4", "recommendations/R1.5"],
            explained.Children.Select(part => part.Recommendation));
    }

    [Fact]
    public void The_smallest_change_of_R1_is_the_four_missing_members_and_is_enough()
    {
        var change = Of("R1", SeededResources.Facts()).SmallestChange;
        Assert.Equal(["ES", "GR", "RO", "SK"], change.Select(assumed => assumed.Recognition.Recognizer).Order(StringComparer.Ordinal));
        var enough = Of("R1", SeededResources.Facts(), [.. change]);
        Assert.Equal((ProgressKind.Satisfied, 1.0), (enough.Progress.Kind, enough.Progress.Fraction));
        Assert.Empty(enough.SmallestChange);
        Assert.NotEqual(ProgressKind.Satisfied, Of("R1", SeededResources.Facts(), [.. change.Skip(1)]).Progress.Kind);
    }

    [Fact]
    public void Each_smallest_change_makes_the_criterion_true()
    {
        var facts = SeededResources.Facts();
        var tree = WorldOf(facts).Tree;
        var changed = 0;
        foreach (var recommendation in tree.TopDown().Where(one => one.Criterion is not null))
        {
            var id = ResourceNames.Id(recommendation.Name);
            if (Of(id, facts).SmallestChange is { Count: > 0 } change)
            {
                Assert.Equal(Truth.True, Of(id, facts, [.. change]).Criterion.Result.Truth);
                changed++;
            }
        }

        Assert.True(changed > 10, $"Only {changed} can be changed.");
    }

    [Fact]
    public void Explained_progress_equals_derived_progress()
    {
        var facts = SeededResources.Facts();
        var tree = WorldOf(facts).Tree;
        var roots = tree.TopDown().Where(one => one.ParentRecommendation.Length == 0).ToList();
        var explained = roots.SelectMany(root => Of(ResourceNames.Id(root.Name), facts).Flat()).ToList();
        Assert.Equal(
            tree.TopDown().Select(one => one.Name).Order(StringComparer.Ordinal),
            explained.Select(one => one.Recommendation).Order(StringComparer.Ordinal));
        Assert.All(explained, one =>
        {
            Assert.Equal(tree.Of(tree.Find(one.Recommendation)!), one.Progress);
            Assert.Equal(one.Progress.Criterion, one.Criterion?.Result);
            Assert.Equal(0, one.OmittedChildCount);
            // Conditions on agreements with any centre have no supporting facts, because no agreement is recorded.
            Assert.All(Leaves(one.Criterion).Where(leaf => leaf.Criterion.Agreement is null),
                leaf => Assert.NotEmpty(leaf.SupportingFacts));
        });
    }

    [Fact]
    public void If_greece_and_slovakia_recognized_R1_would_be_at_30_of_32()
    {
        var explained = Of("R1", SeededResources.Facts(), [Recognizing("GR"), Recognizing("SK")]);
        Assert.Equal((30, 28), (explained.Progress.Criterion.MetCount, explained.WithoutAssumptions.Criterion.MetCount));
        Assert.Equal(
            ["recognitions/GR-XK", "recognitions/SK-XK"],
            explained.Criterion.SupportingFacts.Where(basis => basis.Assumed).Select(basis => basis.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["recommendations/R1", "recommendations/R1.1", "recommendations/R1.3"],
            explained.Flat().Where(one => one.WithoutAssumptions is not null).Select(one => one.Recommendation)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_assumption_that_restates_the_record_changes_nothing()
    {
        var facts = SeededResources.Facts();
        var recorded = Of("R1", facts);
        Assert.Equal(
            recorded, Of(
                "R1", facts,
                [Recognizing("AL"), new Assumption { Membership = new() { Organization = "organizations/nato", State = "ES" } }]));
    }

    [Fact]
    public void The_explanation_of_an_earlier_day_uses_the_facts_of_that_day()
    {
        var explained = Of("R1", SeededResources.Facts(), day: new(2008, 3, 1));
        Assert.Equal((12, 26), (explained.Progress.Criterion.MetCount, explained.Progress.Criterion.TotalCount));
        Assert.Equal(
            explained.Progress, ProgressDerivation.Of(
                WorldOf(SeededResources.Facts(), day: new(2008, 3, 1)).Tree.Facts.Resources, new(2008, 3, 1))
                .Single(one => one.Recommendation.Name == "recommendations/R1").Progress);
    }

    static IEnumerable<CriterionExplanation> Leaves(CriterionExplanation? criterion) =>
        criterion is null ? [] : criterion.Operands.Count == 0 ? [criterion] : criterion.Operands.SelectMany(Leaves);
}
