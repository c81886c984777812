using Google.Protobuf.WellKnownTypes;
using KosovoNato.Errors.V1;
using KosovoNato.Recognitions.V1;
using static KosovoNato.Services.Tests.Recognitions.RecognitionFactory;

namespace KosovoNato.Services.Tests.Recognitions.Api;

public sealed class BallotApiTests(SharedStores stores)
{
    const string Name = "questions/admission/ballots/1";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_ballot_is_stored_in_canonical_form() => OnUnesco(async service =>
    {
        var given = Ballot(Name, "2015-11-09", ("ES", VoteChoice.Against), ("AL", VoteChoice.For));
        given.Choices.Add(new BallotChoice { State = "XKX", Choice = VoteChoice.NotVoting, Evidence = Cited(Confidence.Disputed) });
        var stored = await service.Situation.BallotAsync(given);
        Assert.Equal(["AL", "ES", "XK"], stored.Choices.Select(voted => voted.State));
        Assert.Equal(ClaimRank.Preferred, Assert.Single(stored.Results).Rank);
        Assert.Equal(Confidence.Disputed, stored.Choices[2].Evidence.Confidence);
        Assert.Equal(stored, await GetAsync(service));
        Assert.Equal([RecognitionsEventType.BallotRegistered], await service.LastEventsAsync(Name));
    });

    [Fact]
    public Task All_violations_are_listed_at_once() => OnUnesco(service => ErrorAssert.ForFields(
        () => service.Situation.BallotAsync(new()
        {
            Name = "questions/admission/votes/1",
            Body = "General Conference",
            Date = "2015-11",
            Round = -1,
            Results = { Result(1, 0, 0), new BallotResult { Votes = new() { Against = -1 }, Itemized = true, Rank = ClaimRank.Normal } },
            Choices =
            {
                new BallotChoice { State = "AL", Choice = VoteChoice.For },
                new BallotChoice { State = "AL", Choice = VoteChoice.Against },
                new BallotChoice { State = "Spain" },
            },
        }),
        "ballot.name", "ballot.body", "ballot.date", "ballot.round", "ballot.results[1].votes", "ballot.results[1].votes.against",
        "ballot.results[1].evidence", "ballot.choices[1].state", "ballot.choices[2].state", "ballot.choices[2].choice", "ballot.evidence"));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public Task Exactly_one_result_is_preferred(int count) => OnUnesco(async service =>
    {
        var ballot = Ballot(Name, "2015-11-09");
        ballot.Results.Clear();
        ballot.Results.AddRange(Enumerable.Range(0, count).Select(_ => Result(1, 0, 0)));
        await ErrorAssert.ForFields(() => service.Situation.BallotAsync(ballot), "ballot.results");
    });

    [Fact]
    public Task Only_registered_states_vote_on_registered_questions_and_not_in_the_future() => OnUnesco(async service =>
    {
        await ErrorAssert.For(ErrorReason.ResourceNotFound,
            () => service.Situation.BallotAsync(Name, "2015-11-09", ("QQ", VoteChoice.For)));
        await ErrorAssert.For(ErrorReason.ResourceNotFound,
            () => service.Situation.BallotAsync("questions/other/ballots/1", "2015-11-09", ("AL", VoteChoice.For)));
        await ErrorAssert.ForFields(
            () => service.Situation.BallotAsync(Name, $"{RunningService.Today.AddDays(1):yyyy-MM-dd}", ("AL", VoteChoice.For)),
            "ballot.date");
        await service.Situation.BallotAsync(Name, "2015-11-09", ("AL", VoteChoice.For));
        await ErrorAssert.For(ErrorReason.ResourceAlreadyExists,
            () => service.Situation.BallotAsync(Name, "2015-11-09", ("AL", VoteChoice.For)));
    });

    [Theory]
    [InlineData(2, 1, 0, true, true)]
    [InlineData(3, 1, 0, true, false)] // A vote is missing.
    [InlineData(3, 1, 0, false, true)] // Not itemized, so votes can be missing.
    [InlineData(1, 1, 0, false, false)] // More votes in favor than the result has.
    [InlineData(2, 0, 0, true, false)]
    [InlineData(2, 1, 1, true, false)]
    public Task Choices_fit_the_result(int inFavour, int against, int abstentions, bool itemized, bool fits) => OnUnesco(async service =>
    {
        var ballot = Ballot(Name, "2015-11-09", ("AL", VoteChoice.For), ("US", VoteChoice.For), ("ES", VoteChoice.Against));
        ballot.Results[0] = Result(inFavour, against, abstentions, itemized);
        await AssertFitsAsync(service, ballot, fits);
    });

    [Theory]
    [InlineData(2, 2, true)] // Two unclear votes: one for and one against.
    [InlineData(3, 2, false)]
    [InlineData(1, 2, false)]
    public Task Unclear_choices_fill_the_difference_to_an_itemized_result(int inFavour, int against, bool fits) => OnUnesco(async service =>
    {
        var ballot = Ballot(
            Name, "2015-11-09", ("AL", VoteChoice.For), ("ES", VoteChoice.Against), ("US", VoteChoice.Unclear), ("RS", VoteChoice.Unclear));
        ballot.Results[0] = Result(inFavour, against, 0, itemized: true);
        await AssertFitsAsync(service, ballot, fits);
    });

    [Fact]
    public Task Competing_results_stand_side_by_side_and_the_itemized_one_fits_the_choices() => OnUnesco(async service =>
    {
        var ballot = Ballot(Name, "2008-10-08", ("AL", VoteChoice.For), ("ES", VoteChoice.For));
        ballot.Results[0] = Result(1, 0, 1);
        ballot.Results.Add(Result(2, 0, 0, itemized: true));
        ballot.Results[1].Rank = ClaimRank.Normal;
        var stored = await service.Situation.BallotAsync(ballot);
        Assert.Equal([(1, 1), (2, 0)], stored.Results.Select(result => (result.Votes.InFavour, result.Votes.Abstentions)));
    });

    [Theory]
    [InlineData(8, 1, true)]
    [InlineData(9, 1, false)]
    [InlineData(8, 2, false)]
    public Task Votes_of_delegations_fit_the_result(int against, int abstentions, bool fits) => OnUnesco(async service =>
    {
        var ballot = Ballot(Name, "2024-04-16");
        ballot.Results[0] = Result(131, 8, 1);
        ballot.Delegations.Add(new DelegationVotes { State = "ES", Votes = new() { Against = against } });
        ballot.Delegations.Add(new DelegationVotes { State = "US", Votes = new() { Abstentions = abstentions } });
        ballot.Delegations.Add(new DelegationVotes { State = "RS" });
        await AssertFitsAsync(service, ballot, fits);
    });

    [Fact]
    public Task Either_states_or_their_delegations_vote() => OnUnesco(async service =>
    {
        var ballot = Ballot(Name, "2024-04-16", ("AL", VoteChoice.For));
        ballot.Delegations.Add(new DelegationVotes { State = "ES" });
        await AssertFitsAsync(service, ballot, fits: false);
    });

    [Fact]
    public Task A_correction_observes_its_update_mask_its_etag_and_the_result() => OnUnesco(async service =>
    {
        var ballot = await service.Situation.BallotAsync(Name, "2015-11-09", ("AL", VoteChoice.For), ("ES", VoteChoice.Against));
        var turned = ballot.Clone();
        turned.Choices[1].Choice = VoteChoice.Abstained;
        await ErrorAssert.For(ErrorReason.RuleViolated, () => CorrectAsync(service, turned, "choices"));
        turned.Results[0] = Result(1, 0, 1);
        turned.Note = "not in the mask";
        var corrected = await CorrectAsync(service, turned, "choices", "results");
        Assert.Equal(("", VoteChoice.Abstained), (corrected.Note, corrected.Choices[1].Choice));
        await ErrorAssert.For(ErrorReason.EtagMismatch, () => CorrectAsync(service, turned, "note"));
        Assert.Equal([RecognitionsEventType.CorrectionMade], await service.LastEventsAsync(Name));
    });

    [Theory]
    [InlineData("2015-11-08", "")]
    [InlineData("2015-11-09", "questions/admission/ballots/1")]
    [InlineData("2018-11-20", "questions/admission/ballots/1 questions/admission/ballots/2")]
    [InlineData("", "questions/admission/ballots/1 questions/admission/ballots/2")]
    public Task A_ballot_exists_from_its_day_on(string day, string names) => OnUnesco(async service =>
    {
        await TwoBallotsAsync(service);
        string[] expected = names.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected, await ListAsync(service, new(), day));
        foreach (var name in (string[])["questions/admission/ballots/1", "questions/admission/ballots/2"])
        {
            var get = () => service.Client.GetBallotAsync(new() { Name = name, AsOf = day }, cancellationToken: Cancellation).ResponseAsync;
            var batch = () => service.Client.BatchGetAsync(
                new() { Names = { "states/AL", name }, AsOf = day }, cancellationToken: Cancellation).ResponseAsync;
            if (expected.Contains(name))
            {
                Assert.Equal(name, (await get()).Ballot.Name);
                Assert.Equal(name, (await batch()).Resources[1].Ballot.Name);
            }
            else
            {
                await ErrorAssert.For(ErrorReason.ResourceNotFound, get);
                await ErrorAssert.For(ErrorReason.ResourceNotFound, batch);
            }
        }

        var diff = await service.Client.DiffAsync(
            new()
            {
                Base = new() { AsOf = day },
                Target = new(),
                Filter = new() { ResourceTypes = { RecognitionsResourceType.Ballot } },
            }, cancellationToken: Cancellation);
        Assert.Equal(2 - expected.Length, diff.Changes.Count(change => change.Kind == Changes.V1.ChangeKind.Added));
        Assert.Equal(2 - expected.Length, diff.Changes.Count);
    });

    [Theory]
    [InlineData("AL", "", "", "", "", "1 2")]
    [InlineData("ES", "", "", "", "", "1")]
    [InlineData("AL", "For", "", "", "", "1")]
    [InlineData("ES", "For", "", "", "", "")]
    [InlineData("", "Abstained", "", "", "", "2")]
    [InlineData("RS", "", "", "", "", "2")]
    [InlineData("", "", "GENERAL_CONFERENCE", "", "", "1 2")]
    [InlineData("", "", "PLENARY", "", "", "")]
    [InlineData("", "", "", "2015-11-10", "", "2")]
    [InlineData("", "", "", "", "2015-11-09", "1")]
    public Task Filters_select_by_state_choice_body_and_day(
        string state, string choice, string body, string from, string to, string numbers) => OnUnesco(async service =>
    {
        await TwoBallotsAsync(service);
        var filter = new BallotFilter
        {
            Questions = { "questions/admission" },
            States = { state.Length > 0 ? [state] : Array.Empty<string>() },
            Choices = { choice.Length > 0 ? [System.Enum.Parse<VoteChoice>(choice)] : Array.Empty<VoteChoice>() },
            Bodies = { body.Length > 0 ? [body] : Array.Empty<string>() },
            HeldFrom = from,
            HeldTo = to,
        };
        var expected = numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => $"questions/admission/ballots/{number}");
        Assert.Equal(expected, await ListAsync(service, filter));

        var ballots = new RecognitionsFilter { ResourceTypes = { RecognitionsResourceType.Ballot }, Ballots = filter };
        using var watch = service.Client.Watch(new() { Filter = ballots }, cancellationToken: Cancellation);
        Assert.True(await watch.ResponseStream.MoveNext(Cancellation).WithinAsync(20));
        Assert.Equal(expected, watch.ResponseStream.Current.Snapshot.Select(change => change.Name));
    });

    [Fact]
    public Task Invalid_filters_are_rejected() => OnUnesco(service => ErrorAssert.ForFields(
        () => ListAsync(service, new()
        {
            Questions = { "admission x" },
            States = { "Spain" },
            Choices = { (VoteChoice)77 },
            Bodies = { "Plenary" },
            HeldFrom = "2016-01-01",
            HeldTo = "2015-01-01",
        }),
        "filter.questions", "filter.states", "filter.choices", "filter.bodies", "filter.held_to"));

    [Fact]
    public Task A_question_states_its_aim_and_whether_its_subject_opposes_it() => OnUnesco(async service =>
    {
        var get = new GetQuestionRequest { Name = "questions/admission" };
        var question = (await service.Client.GetQuestionAsync(get, cancellationToken: Cancellation)).Question;
        Assert.Equal((false, ""), (question.OpposedBySubject, question.Aim));
        (question.OpposedBySubject, question.Aim) = (true, "MEMBERSHIP");
        var request = new CorrectQuestionRequest
        {
            Question = question,
            UpdateMask = new FieldMask { Paths = { "opposed_by_subject", "aim" } },
            RequestId = Situations.NewId(),
        };
        var corrected = (await service.Client.CorrectQuestionAsync(request, cancellationToken: Cancellation)).Question;
        Assert.Equal((true, "MEMBERSHIP"), (corrected.OpposedBySubject, corrected.Aim));
        request.Question = new() { Name = question.Name, Aim = "membership" };
        request.RequestId = Situations.NewId();
        await ErrorAssert.ForFields(
            () => service.Client.CorrectQuestionAsync(request, cancellationToken: Cancellation).ResponseAsync, "question.aim");
    });

    static async Task TwoBallotsAsync(RunningService service)
    {
        await service.Situation.BallotAsync(Name, "2015-11-09", ("AL", VoteChoice.For), ("ES", VoteChoice.Against));
        await service.Situation.BallotAsync(
            "questions/admission/ballots/2", "2018-11-20", ("AL", VoteChoice.Abstained), ("RS", VoteChoice.Against));
    }

    static async Task AssertFitsAsync(RunningService service, Ballot ballot, bool fits)
    {
        if (fits)
        {
            await service.Situation.BallotAsync(ballot);
        }
        else
        {
            await ErrorAssert.For(ErrorReason.RuleViolated, () => service.Situation.BallotAsync(ballot));
        }
    }

    static async Task<Ballot> GetAsync(RunningService service) =>
        (await service.Client.GetBallotAsync(new() { Name = Name }, cancellationToken: Cancellation)).Ballot;

    static async Task<IEnumerable<string>> ListAsync(RunningService service, BallotFilter filter, string day = "")
    {
        var request = new ListBallotsRequest { Parent = "questions/-", Filter = filter, AsOf = day };
        return (await service.Client.ListBallotsAsync(request, cancellationToken: Cancellation)).Ballots.Select(ballot => ballot.Name);
    }

    static async Task<Ballot> CorrectAsync(RunningService service, Ballot ballot, params string[] fields)
    {
        var request = new CorrectBallotRequest
        {
            Ballot = ballot,
            UpdateMask = new FieldMask { Paths = { fields } },
            RequestId = Situations.NewId(),
        };
        return (await service.Client.CorrectBallotAsync(request, cancellationToken: Cancellation)).Ballot;
    }

    Task OnUnesco(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AL", "ES", "RS", "US", "XK");
        await service.Situation.OrganizationAsync("unesco", "ADMIT_MEMBER");
        await service.Situation.DraftAsync("admission", "unesco", "ADMIT_MEMBER");
        await test(service);
    });
}
