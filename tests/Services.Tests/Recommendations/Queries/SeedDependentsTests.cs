using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.Queries;
using KosovoNato.Recommendations.V1;
using KosovoNato.Rules.Acts;
using KosovoNato.Services.Tests.Recommendations.Derivations;

namespace KosovoNato.Services.Tests.Recommendations.Queries;

public sealed class SeedDependentsTests
{
    [Fact]
    public void Dependents_of_spain_name_spain_its_organization_or_a_milestone_that_depends_on_spain()
    {
        var ways = DependentsResult.Ways("states/ES", SeededResources.Facts());
        Assert.Equal("organizations/nato", ways["R1"]);
        Assert.Equal("", ways["R1.1"]);
        Assert.Equal("organizations/nato", ways["R1.2"]);
        Assert.Equal("milestones/path-consensus-pfp", ways["R3.1"]);
        Assert.Equal("milestones/path-map", ways["R3"]);
        Assert.Equal("milestones/path-map", ways["R3.2"]);
        Assert.Equal("organizations/nato", ways["R1.3"]);
        Assert.DoesNotContain("R1.2.1", ways.Keys);
        Assert.DoesNotContain("R2.1", ways.Keys);
    }

    [Fact]
    public void Spain_is_missing_where_it_does_not_recognize_kosovo_and_albania_is_not()
    {
        var facts = SeededResources.Facts();
        var missing = DependentsResult.Dependents("states/ES", facts)
            .ToDictionary(dependent => ResourceNames.Id(dependent.Recommendation), dependent => dependent.Missing);
        Assert.True(missing["R1"]);
        Assert.True(missing["R1.1"]);
        Assert.True(missing["R3.2"]);
        Assert.All(DependentsResult.Dependents("states/AL", facts)
            .Where(dependent => dependent.Path.LastOrDefault() == "organizations/nato"
                && dependent.Recommendation != "recommendations/R1.2"),
            dependent => Assert.False(dependent.Missing, dependent.Recommendation));
    }

    [Theory]
    [InlineData("milestones/path-pfp", "R1.2.1", "")]
    [InlineData("milestones/path-pfp", "R3.1", "")]
    [InlineData("partnerships/XK-DE", "O1", "")]
    [InlineData("states/DE", "O1.DE", "partnerships/XK-DE")]
    [InlineData("states/BA", "R3.3", "")]
    [InlineData("organizations/adriatic-charter/memberships/BA", "R3.3", "milestones/a5-member organizations/adriatic-charter")]
    [InlineData("organizations/adriatic-charter", "R1.5", "")]
    [InlineData("organizations/nato", "R1", "")]
    [InlineData("organizations/nato/memberships/ES", "R1", "organizations/nato")]
    [InlineData("indicators/exercise-participations", "R2.6", "")]
    [InlineData("centres/ccdcoe", "R3.5.1", "milestones/coe-ccdcoe")]
    [InlineData("centres/ccdcoe", "R3.8", "")]
    [InlineData("recognitions/ES-XK", "R1.1", "")]
    [InlineData("recognitions/ES-XKX", "R1", "organizations/nato")]
    [InlineData("questions/nato-pfp", "R1.3", "")]
    [InlineData("countingRules/strict", "R1", "")]
    [InlineData("states/RS", "R1.4", "")]
    [InlineData("states/RS", "R3.2", "")]
    public void The_path_names_the_resources_in_between(string name, string recommendation, string way) =>
        Assert.Equal(way, DependentsResult.Ways(name, SeededResources.Facts())[recommendation]);

    [Theory]
    [InlineData("states/ZZ")]
    [InlineData("organizations/nothing")]
    [InlineData("recognitions/ES-MK")]
    [InlineData("recognitions/ES")]
    [InlineData("documents/kcss-nato")]
    [InlineData("tracks/nato-path")]
    [InlineData("recommendations/R3.9")]
    [InlineData("recommendations/R99")]
    public void A_resource_that_is_not_named_has_no_dependents(string name) =>
        Assert.Empty(DependentsResult.Ways(name, SeededResources.Facts()));

    [Fact]
    public void A_state_that_was_not_a_member_on_the_day_has_no_dependents_through_the_organization()
    {
        Assert.Equal("organizations/nato", DependentsResult.Ways("states/FI", SeededResources.Facts())["R1"]);
        Assert.DoesNotContain("R1", DependentsResult.Ways("states/FI", SeededResources.Facts(), new(2022, 1, 1)).Keys);
    }

    [Fact]
    public void Everything_that_a_recognition_changes_depends_on_it_and_on_the_state()
    {
        var facts = SeededResources.Facts();
        var moved = 0;
        // By default every fifth recognition, starting at a different one in each run.
        var step = StressMode.Rounds(5, 1, 1);
        var first = Random.Shared.Next(step);
        foreach (var recognition in facts.List<Recognition>().Where((_, index) => index % step == first).ToList())
        {
            var before = Measured(facts);
            facts.Put(Turned(recognition));
            var changed = Measured(facts).Where(one => !one.Value.Equals(before[one.Key])).Select(one => one.Key).ToHashSet();
            Assert.Subset(DependentsResult.Ways(recognition.Name, facts).Keys.ToHashSet(), changed);
            Assert.Subset(DependentsResult.Ways($"states/{recognition.Recognizer}", facts).Keys.ToHashSet(), changed);
            moved += changed.Count;
            facts.Put(recognition);
        }

        Assert.True(moved > (step == 1 ? 100 : 0), $"Only {moved} were moved, from recognition {first} on.");
    }

    /// <summary>The recognition with the opposite status.</summary>
    static Recognition Turned(Recognition recognition)
    {
        var turned = recognition.Clone();
        turned.Acts.Clear();
        if (recognition.Status != RecognitionStatus.Recognized)
        {
            turned.Acts.Add(TestWrites.Act(ActKind.Granted, "2020-01-01"));
            turned.Acts[0].Id = "a1";
        }

        RecognitionFold.Apply(turned);
        return turned;
    }

    static Dictionary<string, Progress> Measured(InMemoryResources facts)
    {
        var tree = RecommendationScenario.Of(facts, DependentsResult.Day, Changes.V1.PartialDateMode.Possible).Tree;
        return tree.TopDown().ToDictionary(one => ResourceNames.Id(one.Name), one => tree.Of(one).Clone());
    }
}
