using KosovoNato.Evidence.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Seeder;

namespace KosovoNato.EndToEnd.Tests.Seeder;

public sealed class SeedComparisonTests
{
    private static readonly Precedent seed = new()
    {
        Name = "precedents/AL",
        Outcome = PrecedentOutcome.Acceded,
        Steps =
        {
            new PrecedentStep { Step = AccessionStep.PfpJoined, Date = "1994-02-23" },
            new PrecedentStep { Step = AccessionStep.Acceded, Date = "2009-04-01" },
        },
    };

    [Fact]
    public void A_service_with_the_same_facts_and_more_does_not_differ()
    {
        var stored = seed.Clone();
        stored.Etag = "e";
        stored.Note = "added by somebody";
        stored.Steps.Insert(0, new PrecedentStep { Step = AccessionStep.NaccJoined, Date = "1992" });
        stored.Steps[2].Note = "added too";
        Assert.Empty(SeedComparison.Of(seed, stored));
    }

    [Fact]
    public void Lists_are_compared_in_any_order_and_each_element_counts_once()
    {
        var stored = seed.Clone();
        stored.Steps.Clear();
        stored.Steps.Add([seed.Steps[1], seed.Steps[0]]);
        Assert.Empty(SeedComparison.Of(seed, stored));

        var twice = seed.Clone();
        twice.Steps.Add(seed.Steps[0].Clone());
        Assert.Equal("steps[2]", Assert.Single(SeedComparison.Of(twice, stored)).Field);
    }

    [Fact]
    public void Each_difference_names_its_place_and_its_values()
    {
        var stored = seed.Clone();
        stored.Outcome = PrecedentOutcome.InProgress;
        stored.Steps[1].Date = "2009-04-02";
        Assert.Equal(
            [
                "precedents/AL differs: outcome: the seeds have PRECEDENT_OUTCOME_ACCEDED, the service PRECEDENT_OUTCOME_IN_PROGRESS",
                """precedents/AL differs: steps[1]: only the seeds have { "step": "ACCESSION_STEP_ACCEDED", "date": "2009-04-01" }""",
            ],
            SeedComparison.Of(seed, stored).Select(difference => difference.ToString()));
    }

    [Fact]
    public void An_explicit_zero_is_not_the_same_as_no_number()
    {
        var question = new Question { Name = "questions/q", Votes = new VoteCounts { Against = 0 } };
        var stored = question.Clone();
        Assert.Empty(SeedComparison.Of(question, stored));
        stored.Votes.ClearAgainst();
        Assert.Equal(new SeedDifference("questions/q", "votes.against", "0", ""), Assert.Single(SeedComparison.Of(question, stored)));
    }

    [Fact]
    public void A_field_inside_a_message_is_named_by_its_path()
    {
        var centre = new Centre { Name = "centres/c", Evidence = new Evidence.V1.Evidence { Confidence = Confidence.Verified } };
        var stored = centre.Clone();
        stored.Evidence.Confidence = Confidence.Disputed;
        Assert.Equal("evidence.confidence", Assert.Single(SeedComparison.Of(centre, stored)).Field);
        stored.Evidence = null;
        Assert.Equal("evidence", Assert.Single(SeedComparison.Of(centre, stored)).Field);
    }
}
