using KosovoNato.Criteria.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.Drafting;
using KosovoNato.Recommendations.Derivations;
using KosovoNato.Recommendations.V1;
using KosovoNato.Rules.Acts;

namespace KosovoNato.Services.Tests.Recommendations.Derivations;

/// <summary>The recommendations of the seeds, with the recorded facts.</summary>
public sealed class SeedProgressTests
{
    static readonly DateOnly Day = new(2025, 12, 23);

    [Fact]
    public void Every_seed_is_a_recommendation_that_can_be_drafted()
    {
        var violations = new FieldViolations();
        foreach (var recommendation in SeededResources.Load("recommendations", Recommendation.Parser))
        {
            var request = new DraftRecommendationRequest { Recommendation = recommendation };
            DraftRecommendation.Write.Check(request, violations.At(recommendation.Name));
        }

        violations.ThrowIfAny();
    }

    [Fact]
    public void Recognition_by_the_members_of_nato_is_at_28_of_32()
    {
        var progress = Of(SeededResources.Facts())["R1"];
        Assert.Equal((28, 32, Truth.False), (progress.Criterion.MetCount, progress.Criterion.TotalCount, progress.Criterion.Truth));
        Assert.Equal(["ES", "GR", "RO", "SK"], progress.Criterion.Missing);
        Assert.Equal((ProgressKind.Progressing, 28.0 / 32), (progress.Kind, progress.Fraction));
    }

    [Fact]
    public void One_more_recognition_changes_its_dependents_and_its_retraction_undoes_the_change()
    {
        var facts = SeededResources.Facts();
        var before = Of(facts);
        var spain = facts.Find<Recognition>("recognitions/ES-XK")?.Clone()
            ?? new Recognition { Name = "recognitions/ES-XK", Recognizer = "ES", Subject = "XK" };
        spain.Acts.Add(TestWrites.Act(ActKind.Granted, "2025-12-01"));
        spain.Acts[^1].Id = "a9";
        RecognitionFold.Apply(spain);
        facts.Put(spain);
        var after = Of(facts);
        Assert.Equal(29, after["R1"].Criterion.MetCount);
        Assert.NotEqual(before, after);
        spain = spain.Clone();
        spain.Acts.Single(act => act.Id == "a9").Retracted = true;
        RecognitionFold.Apply(spain);
        facts.Put(spain);
        Assert.Equal(before, Of(facts));
    }

    [Fact]
    public void Three_recommendations_cannot_be_measured() =>
        Assert.Equal(
            ["R3.3.1", "R3.4.1", "R3.9"],
            Of(SeededResources.Facts()).Where(measured => measured.Value.Kind == ProgressKind.NotMeasurable)
                .Select(measured => measured.Key)
                .Order(StringComparer.Ordinal));

    static Dictionary<string, Progress> Of(InMemoryResources facts) =>
        ProgressDerivation.Of(facts, Day).ToDictionary(
            measured => ResourceNames.Id(measured.Recommendation.Name), measured => measured.Progress);
}
