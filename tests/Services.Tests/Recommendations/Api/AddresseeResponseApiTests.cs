using KosovoNato.Kernel;
using KosovoNato.Recommendations.V1;
using static KosovoNato.Services.Tests.Recommendations.TestWrites;

namespace KosovoNato.Services.Tests.Recommendations.Api;

public sealed class AddresseeResponseApiTests(SharedStores stores)
{
    [Fact]
    public Task A_new_response_keeps_the_earlier_ones() => OnPublished(async situation =>
    {
        await situation.RespondAsync("R1", Response(AddresseeResponseKind.Noted, on: ""));
        await situation.RespondAsync("R1", Response(AddresseeResponseKind.Rejected));
        var answered = await situation.RespondAsync("R1", Response(AddresseeResponseKind.Accepted));
        Assert.Equal(AddresseeResponseKind.Accepted, answered.Response.Kind);
        Assert.Equal([AddresseeResponseKind.Noted, AddresseeResponseKind.Rejected],
            answered.EarlierResponses.Select(response => response.Kind));
    });

    [Fact]
    public Task All_violations_of_a_response_are_reported_at_once() => OnPublished(async situation =>
    {
        await ErrorAssert.ForFields(() => situation.RespondAsync("R1", null!), "response");
        var wrong = new AddresseeResponse
        {
            Kind = AddresseeResponseKind.None,
            Date = "2024-06",
            DueOn = "2024-05",
            LeadInstitution = new string('l', 201),
            Note = new string('n', 1_001)
        };
        await ErrorAssert.ForFields(() => situation.RespondAsync("R1", wrong),
            "response.kind", "response.due_on", "response.lead_institution", "response.evidence", "response.note");
        await ErrorAssert.ForFields(() => situation.RespondAsync("R1", Response(AddresseeResponseKind.Noted, Later)), "response.date");
    });

    [Fact]
    public Task Assessments_are_added_and_numbered() => OnPublished(async situation =>
    {
        await situation.AssessAsync("R1", Assessment(Completion.NotStarted));
        var assessed = await situation.AssessAsync("R1", Assessment(Completion.Complete));
        Assert.Equal(
            [("s1", Completion.NotStarted), ("s2", Completion.Complete)],
            assessed.Assessments.Select(assessment => (assessment.Id, assessment.Completion)));
    });

    [Fact]
    public Task All_violations_of_an_assessment_are_reported_at_once() => OnPublished(async situation =>
    {
        await ErrorAssert.ForFields(() => situation.AssessAsync("R1", null!), "assessment");
        await ErrorAssert.ForFields(() => situation.AssessAsync("R1", new() { Id = "s1", Note = new string('n', 1_001) }),
            "assessment.id", "assessment.completion", "assessment.assessor", "assessment.assessor_name", "assessment.date",
            "assessment.evidence",
            "assessment.note");
        var tomorrow = Assessment(Completion.Limited);
        tomorrow.Date = Later;
        await ErrorAssert.ForFields(() => situation.AssessAsync("R1", tomorrow), "assessment.date");
    });

    [Fact]
    public Task The_numbers_of_responses_and_assessments_are_limited_with_a_clear_error() => OnPublished(async situation =>
    {
        await situation.WriteAsync(Enumerable.Range(0, 51).Select(_ => new RecommendationsWrite
        {
            RecordAddresseeResponse = new() { Name = "recommendations/R1", Response = Response(AddresseeResponseKind.Noted) },
        }));
        await ErrorAssert.ForRule("TOO_MANY_RESPONSES", () => situation.RespondAsync("R1", Response(AddresseeResponseKind.Accepted)));
        await situation.WriteAsync(Enumerable.Range(0, 200).Select(_ => new RecommendationsWrite
        {
            RecordAssessment = new() { Name = "recommendations/R1", Assessment = Assessment(Completion.Limited) },
        }));
        await ErrorAssert.ForRule("TOO_MANY_ASSESSMENTS", () => situation.AssessAsync("R1", Assessment(Completion.Limited)));
    });

    static string Later => PartialDate.Of(RunningService.Today.AddDays(3)).ToString();

    Task OnPublished(Func<Situations, Task> test) => RunningService.On(stores, async service =>
    {
        await service.Situation.DocumentAsync();
        await service.Situation.OpenAsync("R1");
        await test(service.Situation);
    });
}
