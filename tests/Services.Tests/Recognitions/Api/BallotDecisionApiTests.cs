using Google.Protobuf.WellKnownTypes;
using KosovoNato.Assumptions.V1;
using KosovoNato.Recognitions.V1;
using Verdict = KosovoNato.Recognitions.V1.Verdict;

namespace KosovoNato.Services.Tests.Recognitions.Api;

/// <summary>Decisions after ballots: AL recognizes, ES does not, and the question about MAP is related to one that was voted on.</summary>
public sealed class BallotDecisionApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_ballot_changes_the_verdict_and_the_other_basis_shows_the_verdict_by_recognition_alone() => OnNato(async service =>
    {
        await service.Situation.BallotAsync("questions/map/ballots/1", "2020-01-01", ("AL", VoteChoice.For), ("ES", VoteChoice.For));
        var byBehavior = await AssessAsync(service);
        Assert.Equal(
            (Verdict.Met, DecisionBasis.BehaviorFirst, Verdict.Blocked),
            (byBehavior.Verdict, byBehavior.Basis, byBehavior.OtherBasisVerdict));
        Assert.All(byBehavior.Stances, stance => Assert.Equal(
            (CountedStance.Support, AssessedStanceBasis.Voted, "questions/map/ballots/1", RecognitionStatus.Unspecified),
            (stance.CountedStance, stance.Basis, stance.Ballot, stance.RecognitionStatus)));
        Assert.Equal(
            ["AL FOR on 2020-01-01", "ES FOR on 2020-01-01"],
            byBehavior.SupportingFacts.Where(fact => fact.Name == "questions/map/ballots/1").Select(fact => fact.Statement));

        var byRecognition = await AssessAsync(service, request => request.Basis = DecisionBasis.RecognitionAlone);
        Assert.Equal(
            (Verdict.Blocked, DecisionBasis.RecognitionAlone, Verdict.Met),
            (byRecognition.Verdict, byRecognition.Basis, byRecognition.OtherBasisVerdict));
        Assert.Equal(["ES"], byRecognition.BlockingStates);
        Assert.Empty(byRecognition.SmallestChange);
        Assert.All(byRecognition.Stances, stance => Assert.Equal((AssessedStanceBasis.Inferred, ""), (stance.Basis, stance.Ballot)));

        var before = await AssessAsync(service, request => request.AsOf = "2019-12-31");
        Assert.Equal((Verdict.Blocked, Verdict.Unspecified), (before.Verdict, before.OtherBasisVerdict));
    });

    [Fact]
    public Task A_vote_on_a_related_question_is_marked_as_a_prior_vote() => OnNato(async service =>
    {
        await service.Situation.BallotAsync("questions/dialogue/ballots/1", "2020-01-01", ("ES", VoteChoice.Abstained));
        var answer = await AssessAsync(service);
        var spain = answer.Stances.Single(stance => stance.State == "ES");
        Assert.Equal(
            (CountedStance.Abstain, AssessedStanceBasis.VotedBefore, "questions/dialogue/ballots/1"),
            (spain.CountedStance, spain.Basis, spain.Ballot));
        Assert.Equal((Verdict.Met, Verdict.Blocked), (answer.Verdict, answer.OtherBasisVerdict));

        var question = new Question { Name = "questions/dialogue", Aim = "DIALOGUE" };
        await CorrectAsync(service, question);
        Assert.Equal(Verdict.Blocked, (await AssessAsync(service)).Verdict);
    });

    [Fact]
    public Task A_position_may_be_assumed_by_behavior_but_not_by_recognition_alone() => OnNato(async service =>
    {
        var assumption = new Assumption
        {
            Position = new() { Organization = "nato", Decision = "GRANT_MAP", State = "ES", Stance = AssumedStance.NoObjection },
        };
        await service.Situation.BallotAsync("questions/map/ballots/1", "2020-01-01", ("ES", VoteChoice.Against));
        var assumed = await AssessAsync(service, request => request.Assumptions.Add(assumption));
        Assert.Equal(Verdict.Met, assumed.Verdict);
        var spain = assumed.Stances.Single(stance => stance.State == "ES");
        Assert.Equal((AssessedStanceBasis.Declared, true, ""), (spain.Basis, spain.Assumed, spain.Ballot));
        await ErrorAssert.ForFields(() => AssessAsync(service, request =>
        {
            request.Basis = DecisionBasis.RecognitionAlone;
            request.Assumptions.Add(assumption);
        }), "assumptions[0]");
    });

    [Fact]
    public Task A_ballot_changes_the_outlook_of_the_question_and_is_its_cause() => OnNato(async service =>
    {
        using var watch = service.Client.Watch(
            new() { FromNow = true, Filter = new() { ResourceTypes = { RecognitionsResourceType.Question } } },
            cancellationToken: Cancellation);
        // The stream has begun when its first bookmark arrives.
        Assert.True(await watch.ResponseStream.MoveNext(Cancellation).WithinAsync(20));
        var response = await service.Client.RegisterBallotAsync(
            new()
            {
                Ballot = RecognitionFactory.Ballot("questions/map/ballots/1", "2020-01-01", ("ES", VoteChoice.For)),
                RequestId = Situations.NewId(),
            }, cancellationToken: Cancellation);
        RecognitionsChanged? changed = null;
        while (changed is null && await watch.ResponseStream.MoveNext(Cancellation).WithinAsync(20))
        {
            changed = watch.ResponseStream.Current.Revisions.FirstOrDefault(revision =>
                revision.Changes.Any(change => change.Name == "questions/map"
                    && change.Resource.Question.Outlook?.Verdict == Verdict.Met));
        }

        Assert.EndsWith($"/{response.Revision.Number}", changed!.CausationId, StringComparison.Ordinal);
        Assert.All(changed.Changes, change => Assert.Equal([RecognitionsEventType.DecisionOutlookChanged], change.EventTypes));
    });

    static async Task<AssessDecisionResponse> AssessAsync(RunningService service, Action<AssessDecisionRequest>? change = null)
    {
        var request = new AssessDecisionRequest { Organization = "organizations/nato", Decision = "GRANT_MAP" };
        change?.Invoke(request);
        return await service.Client.AssessDecisionAsync(request, cancellationToken: Cancellation);
    }

    static async Task CorrectAsync(RunningService service, Question question) => await service.Client.CorrectQuestionAsync(
        new() { Question = question, UpdateMask = new FieldMask { Paths = { "aim" } }, RequestId = Situations.NewId() },
        cancellationToken: Cancellation);

    Task OnNato(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AL", "ES", "XK");
        await service.Situation.OrganizationAsync("nato", "GRANT_MAP", "AL", "ES");
        await service.Situation.RecognizingAsync("2008-02-18", "AL");
        await service.Situation.NotRecognizingAsync("ES");
        foreach (var id in (string[])["map", "dialogue"])
        {
            await service.Situation.DraftAsync(id, "nato", "GRANT_MAP");
            await CorrectAsync(service, new() { Name = $"questions/{id}", Aim = "MEMBERSHIP" });
        }

        // The question of the decision is the one that was opened last.
        await service.Situation.OpenAsync("map", "2010-01-01");
        await test(service);
    });
}
