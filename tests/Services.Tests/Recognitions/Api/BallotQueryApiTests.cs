using KosovoNato.Assumptions.V1;
using KosovoNato.Errors.V1;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Services.Tests.Recognitions.Api;

/// <summary>
/// Queries about two ballots: of 2015, and of 2018 on a question that the subject opposes. AL recognizes since 2008, BE since 2016, ES does
/// not recognize, and US has no record.
/// </summary>
public sealed class BallotQueryApiTests(SharedStores stores)
{
    const string First = "questions/admission/ballots/1", Second = "questions/opposed/ballots/1";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_voting_record_has_each_vote_with_the_recognition_of_that_day() => OnBallots(async service =>
    {
        var record = await RecordAsync(service, new() { State = "BE" });
        Assert.Equal(
            [(First, VoteChoice.For, Stance.Support, false), (Second, VoteChoice.For, Stance.Oppose, true)],
            record.Votes.Select(vote => (vote.Ballot, vote.Choice, vote.StanceTowardSubject, vote.Recognized)));
        Assert.Equal([First, "recognitions/BE-XK"], record.Votes[0].SupportingFacts.Select(fact => fact.Name));
        Assert.Equal(
            ["BE FOR on 2015-11-09", "NOT_RECOGNIZED"], record.Votes[0].SupportingFacts.Select(fact => fact.Statement));

        Assert.Equal([First], (await RecordAsync(service, new() { State = "BE", AsOf = "2018-11-19" })).Votes.Select(vote => vote.Ballot));
        var page = await RecordAsync(service, new() { State = "BE", PageSize = 1 });
        var rest = await RecordAsync(service, new() { State = "BE", PageSize = 1, PageToken = page.NextPageToken });
        Assert.Equal(record.Votes, page.Votes.Concat(rest.Votes));
        Assert.Equal("", rest.NextPageToken);
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => RecordAsync(service, new() { State = "QQ" }));
    });

    [Fact]
    public Task A_comparison_names_the_states_whose_vote_and_recognition_differ() => OnBallots(async service =>
    {
        var first = await CompareAsync(service, new() { Ballot = First });
        Assert.Equal(["BE", "US"], first.NonRecognizersSupporting.Select(vote => vote.State));
        Assert.Empty(first.RecognizersNotSupporting);
        Assert.Equal((1, 3), (first.RecognizingCount, first.SupportingCount));

        var second = await CompareAsync(service, new() { Ballot = Second });
        Assert.Equal([("BE", Stance.Oppose)], second.RecognizersNotSupporting.Select(vote => (vote.State, vote.StanceTowardSubject)));
        Assert.Empty(second.NonRecognizersSupporting);

        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => CompareAsync(service, new() { Ballot = Second, AsOf = "2018-11-19" }));
        await ErrorAssert.ForFields(() => CompareAsync(service, new() { Ballot = "questions/admission" }), "ballot");
    });

    [Fact]
    public Task An_assumed_recognition_counts_from_its_day_on() => OnBallots(async service =>
    {
        var assumption = new Assumption { ValidFrom = "2014-01-01", Recognition = new() { Recognizer = "BE" } };
        var request = new CompareBallotRequest { Ballot = First, Assumptions = { assumption } };
        Assert.Equal(["US"], (await CompareAsync(service, request)).NonRecognizersSupporting.Select(vote => vote.State));
        assumption.ValidFrom = "2016-01-01";
        Assert.Equal(["BE", "US"], (await CompareAsync(service, request)).NonRecognizersSupporting.Select(vote => vote.State));
    });

    [Fact]
    public Task A_backtest_counts_right_wrong_and_undetermined_predictions() => OnBallots(async service =>
    {
        var test = await service.Client.BacktestInferenceAsync(new(), cancellationToken: Cancellation);
        Assert.Equal(
            [(First, 2, 1, 1), (Second, 1, 2, 0)],
            test.Ballots.Select(one => (one.Ballot, one.Counts.Right, one.Counts.Wrong, one.Counts.Undetermined)));
        Assert.Equal(new() { Right = 3, Wrong = 3, Undetermined = 1 }, test.Total);
        Assert.Equal(
            ["NoObjection For AL", "Oppose For BE", "Oppose Against ES", "Unknown For US"],
            test.Ballots[0].Cells.Select(cell => $"{cell.Predicted} {cell.Choice} {string.Join(' ', cell.States)}"));
        var one = await service.Client.BacktestInferenceAsync(new() { Ballot = Second }, cancellationToken: Cancellation);
        Assert.Equal([test.Ballots[1]], one.Ballots);
        var assessed = await service.Client.AssessDecisionAsync(
            new() { Organization = "unesco", Decision = "ADMIT_MEMBER", Basis = DecisionBasis.RecognitionAlone },
            cancellationToken: Cancellation);
        Assert.Equal(test.Total, assessed.InferenceBacktest);
    });

    [Fact]
    public Task Electors_are_ranked_by_stance_recognition_and_votes() => OnBallots(async service =>
    {
        var ranked = await service.Client.RankElectorsAsync(
            new() { Organization = "unesco", Decision = "OPPOSED" }, cancellationToken: Cancellation);
        Assert.Equal(
            [
                ("US", CountedStance.Unknown, 1, 0, "2015-11-09"),
                ("ES", CountedStance.Abstain, 0, 1, "2018-11-20"),
                ("AL", CountedStance.Oppose, 2, 0, "2018-11-20"),
            ],
            ranked.Electors.Select(elector => (elector.Stance.State, elector.Stance.CountedStance, elector.VotesForSubject,
                elector.VotesAgainstSubject, elector.LastActedOn)));
        Assert.Equal([First, Second], ranked.Electors[2].Votes.Select(vote => vote.Ballot));
        Assert.Equal("2008-02-18", ranked.Electors[2].Recognition.RecognizedOn);
        Assert.Null(ranked.Electors[0].Recognition);
        await ErrorAssert.For(ErrorReason.RuleViolated, () => service.Client.RankElectorsAsync(
            new() { Organization = "unesco", Decision = "GRANT_MAP" }, cancellationToken: Cancellation).ResponseAsync);
    });

    static Task<ListVotingRecordResponse> RecordAsync(RunningService service, ListVotingRecordRequest request) =>
        service.Client.ListVotingRecordAsync(request, cancellationToken: Cancellation).ResponseAsync;

    static Task<CompareBallotResponse> CompareAsync(RunningService service, CompareBallotRequest request) =>
        service.Client.CompareBallotAsync(request, cancellationToken: Cancellation).ResponseAsync;

    Task OnBallots(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AL", "BE", "ES", "US", "XK");
        await service.Situation.WriteAsync(
        [
            new()
            {
                RegisterOrganization = new()
                {
                    Organization = new()
                    {
                        Name = "organizations/unesco",
                        DisplayName = "UNESCO",
                        Kind = OrganizationKind.InternationalOrganization,
                        DecisionRules =
                        {
                            "ADMIT_MEMBER OPPOSED".Split(' ').Select(decision => new DecisionRule
                            {
                                Decision = decision,
                                VotingRule = VotingRule.SimpleMajority,
                                Electorate = "MEMBERS",
                                Evidence = RecognitionFactory.Cited(),
                            }),
                        },
                    },
                },
            },
            .. "AL BE ES US".Split(' ').Select(code => new RecognitionsWrite
            {
                RecordMembership = new()
                {
                    Name = $"organizations/unesco/memberships/{code}",
                    Period = RecognitionFactory.Period("2000"),
                },
            }),
        ]);
        await service.Situation.RecognizingAsync("2008-02-18", "AL");
        await service.Situation.RecognizingAsync("2016-01-01", "BE");
        await service.Situation.NotRecognizingAsync("ES");
        await service.Situation.DraftAsync("admission", "unesco", "ADMIT_MEMBER");
        await service.Client.DraftQuestionAsync(
            new()
            {
                Question = new()
                {
                    Name = "questions/opposed",
                    Organization = "unesco",
                    Decision = "OPPOSED",
                    Subject = "XK",
                    OpposedBySubject = true,
                    Evidence = RecognitionFactory.Cited(),
                },
                RequestId = Situations.NewId(),
            }, cancellationToken: Cancellation);
        await service.Situation.BallotAsync(
            First, "2015-11-09", ("AL", VoteChoice.For), ("BE", VoteChoice.For), ("ES", VoteChoice.Against), ("US", VoteChoice.For));
        await service.Situation.BallotAsync(
            Second, "2018-11-20", ("AL", VoteChoice.Against), ("BE", VoteChoice.For), ("ES", VoteChoice.Abstained));
        await test(service);
    });
}
