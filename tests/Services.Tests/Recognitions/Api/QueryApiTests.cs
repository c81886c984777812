using Google.Protobuf.WellKnownTypes;
using KosovoNato.Errors.V1;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Services.Tests.Recognitions.Api;

public sealed class QueryApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_question_without_consensus_is_put_again_and_keeps_its_outcome() => OnCharter(async service =>
    {
        await service.Situation.DraftAsync("a5", "a5", "ADMIT_MEMBER");
        await service.Situation.OpenAsync("a5", "2014");
        await service.Situation.DecideAsync("a5", QuestionStatus.NoConsensus, "2014-12-15");
        var again = await service.Situation.OpenAsync("a5", "2023-11");
        Assert.Equal((QuestionStatus.Open, "2023-11", ""), (again.Status, again.OpenedOn, again.DecidedOn));
        Assert.Null(again.Votes);
        var earlier = Assert.Single(again.EarlierOutcomes);
        Assert.Equal((QuestionStatus.NoConsensus, "2014-12-15", 1), (earlier.Status, earlier.DecidedOn, earlier.Votes.Against));
        var adopted = await service.Situation.DecideAsync("a5", QuestionStatus.Adopted, "2026");
        Assert.Equal((QuestionStatus.Adopted, "2026"), (adopted.Status, adopted.DecidedOn));
        Assert.Equal([RecognitionsEventType.QuestionDecided], await service.LastEventsAsync("questions/a5"));
    });

    [Fact]
    public Task An_invalid_transition_is_rejected_with_the_status_and_the_allowed_transitions() => OnCharter(async service =>
    {
        await service.Situation.DraftAsync("a5", "a5", "ADMIT_MEMBER");
        var info = await ErrorAssert.For(
            ErrorReason.TransitionNotAllowed, () => service.Situation.DecideAsync("a5", QuestionStatus.Adopted, "2024"));
        Assert.Equal(("DRAFT", "OPEN"), (info.Metadata["status"], info.Metadata["allowed"]));
        await service.Situation.OpenAsync("a5", "2024-05-27");
        info = await ErrorAssert.For(ErrorReason.TransitionNotAllowed, () => service.Situation.OpenAsync("a5", "2024-06"));
        Assert.Equal("ADOPTED, REJECTED, NO_CONSENSUS, LAPSED", info.Metadata["allowed"]);
        await ErrorAssert.ForFields(() => service.Situation.DecideAsync("a5", QuestionStatus.Adopted, ""), "outcome.decided_on");
        await ErrorAssert.ForFields(() => service.Situation.DecideAsync("a5", QuestionStatus.Open, "2024"), "outcome.status");
        await ErrorAssert.For(ErrorReason.RuleViolated, () => service.Situation.DecideAsync("a5", QuestionStatus.Rejected, "2024-05-26"));
        await service.Situation.DecideAsync("a5", QuestionStatus.Lapsed, "");
    });

    [Fact]
    public Task A_decision_needs_a_rule_of_its_organization() => OnCharter(async service =>
    {
        await ErrorAssert.For(ErrorReason.RuleViolated, () => service.Situation.DraftAsync("q", "a5", "GRANT_MAP"));
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => service.Situation.DraftAsync("q", "nato", "GRANT_MAP"));
        await ErrorAssert.ForFields(
            () => service.Situation.DraftAsync("q/r", "a 5", "grant map"), "question.name", "question.organization", "question.decision");
        await service.Situation.DraftAsync("q", "a5", "ADMIT_MEMBER");
        await ErrorAssert.For(ErrorReason.ResourceAlreadyExists, () => service.Situation.DraftAsync("q", "a5", "ADMIT_MEMBER"));
    });

    [Fact]
    public Task A_correction_cannot_change_the_status_of_a_question() => OnCharter(async service =>
    {
        await service.Situation.DraftAsync("a5", "a5", "ADMIT_MEMBER");
        await ErrorAssert.For(ErrorReason.RuleViolated, () => Correct(service, new() { OpenedOn = "2024" }, "opened_on"));
        await ErrorAssert.ForFields(() => Correct(service, new() { Status = QuestionStatus.Adopted }, "status"), "update_mask");
        await service.Situation.OpenAsync("a5", "2024");
        await ErrorAssert.For(ErrorReason.RuleViolated, () => Correct(service, new() { DecidedOn = "2024" }, "decided_on"));
        await ErrorAssert.ForFields(() => Correct(service, new() { Votes = new() { Against = -1 } }, "votes"), "question.votes.against");
        await service.Situation.DecideAsync("a5", QuestionStatus.Adopted, "2024-05");
        await ErrorAssert.For(ErrorReason.RuleViolated, () => Correct(service, new(), "decided_on"));
        await Correct(service, new() { DecidedOn = "2024-05-27", Votes = new() { Against = 1, Abstentions = 14 } }, "decided_on", "votes");
        var question = (await service.Client.GetQuestionAsync(new() { Name = "questions/a5" }, cancellationToken: Cancellation)).Question;
        Assert.Equal((QuestionStatus.Adopted, "2024-05-27", 14), (question.Status, question.DecidedOn, question.Votes.Abstentions));
        Assert.False(question.Votes.HasInFavour);
    });

    [Fact]
    public Task A_new_stance_ends_the_previous_one_and_only_the_electorate_has_stances() => OnCharter(async service =>
    {
        await service.Situation.DraftAsync("a5", "a5", "ADMIT_MEMBER");
        await service.Situation.PositionAsync("a5", "BA", Stance.Oppose, "2014-12-15");
        var position = await service.Situation.PositionAsync("a5", "BA", Stance.NoObjection, "2026-02");
        Assert.Equal(
            [("2014-12-15", "2026-01-31"), ("2026-02", "")], position.Stances.Select(stance => (stance.ValidFrom, stance.ValidTo)));
        await ErrorAssert.For(ErrorReason.RuleViolated, () => service.Situation.PositionAsync("a5", "BA", Stance.Support, "2020"));
        await ErrorAssert.For(ErrorReason.RuleViolated, () => service.Situation.PositionAsync("a5", "RS", Stance.Oppose, "2014-12-15"));
        await ErrorAssert.For(ErrorReason.RuleViolated, () => service.Situation.PositionAsync("a5", "AL", Stance.Support, "1999-12-31"));
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => service.Situation.PositionAsync("a6", "BA", Stance.Oppose, "2014-12-15"));
        await ErrorAssert.ForFields(() => service.Situation.PositionAsync("a5", "BA", Stance.Conditional, "2027"), "stance.condition");
        await ListsAsync(service, "2014-12-14", Stance.Oppose, 0);
        await ListsAsync(service, "2014-12-15", Stance.Oppose, 1);
        await ListsAsync(service, "2026-02-01", Stance.Oppose, 0);
        await ListsAsync(service, "2026-02-01", Stance.NoObjection, 1);
    });

    static async Task ListsAsync(RunningService service, string date, Stance stance, int count)
    {
        var request = new ListPositionsRequest { Parent = "questions/a5", AsOf = date, Filter = new() { Stances = { stance } } };
        Assert.Equal(count, (await service.Client.ListPositionsAsync(request, cancellationToken: Cancellation)).Positions.Count);
    }

    static async Task Correct(RunningService service, Question question, params string[] fields)
    {
        question.Name = "questions/a5";
        await service.Client.CorrectQuestionAsync(
            new() { Question = question, UpdateMask = new FieldMask { Paths = { fields } }, RequestId = Situations.NewId() },
            cancellationToken: Cancellation);
    }

    Task OnCharter(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AL", "BA", "RS", "XK");
        await service.Situation.OrganizationAsync("a5", "ADMIT_MEMBER", "AL", "BA");
        await test(service);
    });
}
