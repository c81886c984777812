using KosovoNato.Milestones.Queries;
using KosovoNato.Milestones.V1;

namespace KosovoNato.Services.Tests.Milestones.Queries;

public sealed class PathLegsTests
{
    static readonly Precedent[] Precedents =
    [
        Precedent("AA", (AccessionStep.PfpJoined, "2000"), (AccessionStep.MapGranted, "2001"), (AccessionStep.Acceded, "2003")),
        Precedent("BB", (AccessionStep.PfpJoined, "2000-01-01"), (AccessionStep.MapGranted, "2000-01-11")),
        // A precedent with the steps in reverse order says nothing about the duration.
        Precedent("CC", (AccessionStep.PfpJoined, "2000-01-02"), (AccessionStep.MapGranted, "2000-01-01")),
    ];

    [Fact]
    public void A_leg_spans_milestones_without_a_step_and_has_the_durations_of_precedents()
    {
        Milestone[] path = [Step("a"), Step("b", AccessionStep.PfpJoined), Step("c"), Step("d", AccessionStep.MapGranted)];
        var leg = PathLegs.Of(path, Precedents).Single();
        Assert.Equal(
            ("milestones/b", "milestones/d", AccessionStep.PfpJoined, AccessionStep.MapGranted),
            (leg.FromMilestone, leg.ToMilestone, leg.FromStep, leg.ToStep));
        Assert.Equal((2, 10, 366), (leg.Duration.SampleSize, leg.Duration.MinDays, leg.Duration.MaxDays));
    }

    [Fact]
    public void A_leg_without_precedents_has_no_duration()
    {
        Milestone[] path = [Step("b", AccessionStep.PfpJoined), Step("d", AccessionStep.Invitation)];
        Assert.Null(PathLegs.Of(path, Precedents).Single().Duration);
    }

    [Theory]
    [InlineData("a b:PfpJoined c d:MapGranted e", "a b e")]
    [InlineData("a b:PfpJoined c d:Invitation e f:Acceded g", "a b c d e f g")]
    [InlineData("a:PfpJoined b:MapGranted c:Acceded", "a")]
    [InlineData("a:PfpJoined b:Invitation c d:MapGranted e f:Acceded", "a b c d")]
    [InlineData("a b", "a b")]
    [InlineData("", "")]
    public void Milestones_that_no_leg_covers_are_unmeasured(string path, string unmeasured)
    {
        Milestone[] milestones =
        [
            .. path.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split(':'))
                .Select(parts => parts is [var id, var step] ? Step(id, Enum.Parse<AccessionStep>(step)) : Step(parts[0])),
        ];
        var names = PathLegs.Unmeasured(milestones, PathLegs.Of(milestones, Precedents));
        Assert.Equal(unmeasured, string.Join(' ', names.Select(name => ResourceNames.Id(name))));
    }

    static Milestone Step(string id, AccessionStep step = AccessionStep.Unspecified) =>
        new() { Name = $"milestones/{id}", AccessionStep = step };

    static Precedent Precedent(string code, params IEnumerable<(AccessionStep Step, string On)> steps) =>
        new() { Name = $"precedents/{code}", Steps = { steps.Select(step => new PrecedentStep { Step = step.Step, Date = step.On }) } };
}
