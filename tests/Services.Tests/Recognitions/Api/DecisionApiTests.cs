using Google.Rpc;
using Grpc.Core;
using KosovoNato.Assumptions.V1;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel;
using KosovoNato.Recognitions.V1;
using Verdict = KosovoNato.Recognitions.V1.Verdict;

namespace KosovoNato.Services.Tests.Recognitions.Api;

/// <summary>Whether an organization would take a decision: AL and BE recognize, ES does not, and a withdrawal by GR is claimed.</summary>
public sealed class DecisionApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_state_that_does_not_recognize_Kosovo_is_inferred_to_object_and_marked_so() => OnNato(async service =>
    {
        var answer = await AssessAsync(service);
        Assert.Equal((Verdict.Blocked, 2, 1), (answer.Verdict, answer.NeededCount, answer.InferredBlockingCount));
        Assert.Equal(["ES"], answer.BlockingStates);
        Assert.Equal(["GR"], answer.UnknownStates);
        Assert.Equal(
            [
                ("AL", CountedStance.NoObjection, RecognitionStatus.Recognized),
                ("BE", CountedStance.NoObjection, RecognitionStatus.Recognized),
                ("ES", CountedStance.Oppose, RecognitionStatus.NotRecognized),
                ("GR", CountedStance.Unknown, RecognitionStatus.WithdrawalClaimed),
            ],
            answer.Stances.Select(stance => (stance.State, stance.CountedStance, stance.RecognitionStatus)));
        Assert.All(answer.Stances, stance => Assert.Equal((AssessedStanceBasis.Inferred, false), (stance.Basis, stance.Assumed)));
        Assert.Equal(new() { NoObjection = 2, Oppose = 1, Unknown = 1 }, answer.StanceCounts);
        Assert.Equal(
            (VotingRule.Consensus, "GRANT_MAP", "", false),
            (answer.Rule.VotingRule, answer.Rule.Decision, answer.Question, answer.HasRequiredVotes));
        Assert.Equal((PartialDate.Of(RunningService.Today).ToString(), QuestionStatus.Unspecified), (answer.AsOf, answer.RecordedOutcome));
    });

    [Fact]
    public Task The_smallest_change_meets_the_rule_if_it_is_assumed() => OnNato(async service =>
    {
        var blocked = await AssessAsync(service);
        Assert.Equal(["ES", "GR"], blocked.SmallestChange.Select(change => change.Position.State));
        Assert.Equal(["ES", "GR"], blocked.SmallestChangeStates);
        var met = await AssessAsync(service, request => request.Assumptions.Add(blocked.SmallestChange));
        Assert.Equal((Verdict.Met, 0), (met.Verdict, met.NeededCount));
        Assert.Empty(met.BlockingStates.Concat(met.UnknownStates).Concat(met.SmallestChangeStates));
        Assert.Empty(met.SmallestChange);
        Assert.Equal(["ES", "GR"], met.Stances.Where(stance => stance.Assumed).Select(stance => stance.State));
        Assert.Equal("", met.Question);
    });

    [Fact]
    public Task The_supporting_facts_of_a_response_are_listed_with_their_revisions() => OnNato(async service =>
    {
        var answer = await AssessAsync(service, request => request.Assumptions.Add(Recognizes("ES")));
        var bases = answer.SupportingFacts.ToDictionary(basis => basis.Name);
        Assert.Contains("organizations/nato", bases);
        Assert.All(["AL", "BE", "ES", "GR"], code => Assert.Contains($"organizations/nato/memberships/{code}", bases));
        Assert.All(["AL", "BE", "ES", "GR"], code => Assert.Contains($"recognitions/{code}-XK", bases));
        Assert.Equal(["recognitions/ES-XK"], answer.SupportingFacts.Where(basis => basis.Assumed).Select(basis => basis.Name));
        Assert.All(answer.SupportingFacts, basis => Assert.Equal("recognitions", basis.Service));
        Assert.All(answer.SupportingFacts, basis => Assert.NotEqual("", basis.Statement));
        foreach (var basis in answer.SupportingFacts)
        {
            var versions = await service.Client.ListRevisionsAsync(new() { Name = basis.Name }, cancellationToken: Cancellation);
            Assert.Equal(versions.Revisions[0].Revision, basis.Revision);
        }
    });

    [Fact]
    public Task A_recorded_position_counts_instead_of_the_inferred_one() => OnNato(async service =>
    {
        await service.Situation.DraftAsync("map", "nato", "GRANT_MAP");
        await service.Situation.PositionAsync("map", "ES", Stance.Support, "2024-06-01");
        await service.Situation.PositionAsync("map", "GR", Stance.Abstain, "2024-06-02");
        await service.Situation.PositionAsync("map", "AL", Stance.Oppose, "2024-06-03");
        Assert.Equal((Verdict.Met, 0), await On("2024-06-02"));
        Assert.Equal((Verdict.Blocked, 1), await On("2024-05-31"));
        Assert.Equal((Verdict.Blocked, 0), await On("2024-06-03"));
        var stance = (await AssessAsync(service, request => request.AsOf = "2024-06-02")).Stances.Single(stance => stance.State == "ES");
        Assert.Equal(
            (CountedStance.Support, AssessedStanceBasis.Voted, RecognitionStatus.Unspecified),
            (stance.CountedStance, stance.Basis, stance.RecognitionStatus));

        async Task<(Verdict, int)> On(string day)
        {
            var answer = await AssessAsync(service, request => request.AsOf = day);
            Assert.Equal("questions/map", answer.Question);
            return (answer.Verdict, answer.InferredBlockingCount);
        }
    });

    [Fact]
    public Task Silence_is_not_an_objection_but_non_recognition_is() => OnNato(async service =>
    {
        Assert.Equal(Verdict.Blocked, (await AssessAsync(service, request => request.SilenceProcedure = true)).Verdict);
        await service.Situation.ActAsync("ES", ActKind.Granted, "2024");
        Assert.Equal(Verdict.Undetermined, (await AssessAsync(service)).Verdict);
        var silent = await AssessAsync(service, request => request.SilenceProcedure = true);
        Assert.Equal((Verdict.Met, 1), (silent.Verdict, silent.StanceCounts.Unknown));
        Assert.Empty(silent.UnknownStates);
    });

    [Fact]
    public Task A_recorded_outcome_is_returned_from_its_day_on_and_changes_no_verdict() => OnNato(async service =>
    {
        await service.Situation.DraftAsync("map", "nato", "GRANT_MAP");
        await service.Situation.OpenAsync("map", "2024-01");
        await service.Situation.DecideAsync("map", QuestionStatus.Adopted, "2024-07-10");
        Assert.Equal((Verdict.Blocked, QuestionStatus.Unspecified), await On("2024-07-09"));
        Assert.Equal((Verdict.Blocked, QuestionStatus.Adopted), await On("2024-07-10"));

        async Task<(Verdict, QuestionStatus)> On(string day)
        {
            var answer = await AssessAsync(service, request => request.AsOf = day);
            return (answer.Verdict, answer.RecordedOutcome);
        }
    });

    [Fact]
    public Task Assumed_memberships_change_the_electorate() => OnNato(async service =>
    {
        var left = new Assumption { Membership = new() { Organization = "organizations/nato", State = "ES", Ended = true } };
        var confirmed = Recognizes("GR");
        var met = await AssessAsync(service, request => request.Assumptions.Add([left, confirmed]));
        Assert.Equal((Verdict.Met, 3), (met.Verdict, met.Stances.Count));
        var joined = new Assumption { Membership = new() { Organization = "organizations/nato", State = "RO" } };
        var blocked = await AssessAsync(service, request => request.Assumptions.Add([left, confirmed, joined]));
        Assert.Equal(
            (Verdict.Undetermined, CountedStance.Unknown, true),
            (blocked.Verdict, blocked.Stances[^1].CountedStance, blocked.Stances[^1].Assumed));
        Assert.Equal(["RO"], blocked.UnknownStates);
        // An assumption for a later day is not visible yet.
        joined.ValidFrom = "2100-01-01";
        Assert.Equal(met.Stances, (await AssessAsync(service, request => request.Assumptions.Add([left, confirmed, joined]))).Stances);
    });

    [Fact]
    public Task A_decision_without_a_rule_is_rejected_and_all_invalid_fields_are_reported_at_once() => OnNato(async service =>
    {
        await ErrorAssert.For(
            ErrorReason.ResourceNotFound, () => AssessAsync(service, request => request.Organization = "organizations/eu"));
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => AssessAsync(service, request => request.Subject = "ZZ"));
        var info = await ErrorAssert.For(
            ErrorReason.RuleViolated, () => AssessAsync(service, request => request.Decision = "INVITE_ACCESSION"));
        Assert.Equal(("DECISION_WITHOUT_RULE", "organizations/nato"), (info.Metadata["rule"], info.Metadata["resource"]));
        await ErrorAssert.ForFields(() => AssessAsync(service, request =>
        {
            (request.Organization, request.Decision, request.Subject, request.AsOf) = ("/", "grant map", "Kosovo", "2024-06");
            request.PartialDateMode = (KosovoNato.Changes.V1.PartialDateMode)9;
            request.KnownAt = new();
        }), "organization", "decision", "subject", "as_of", "partial_date_mode", "known_at");
        await ErrorAssert.ForFields(
            () => AssessAsync(service, request => (request.Organization, request.Decision) = ("", "")), "organization", "decision");
        await ErrorAssert.ForFields(
            () => AssessAsync(service, request => request.Assumptions.Add(Enumerable.Repeat(Recognizes("ES"), 201))), "assumptions");
    });

    [Fact]
    public Task Assumptions_about_anything_unrecorded_are_rejected_with_the_likely_name() => OnNato(async service =>
    {
        Assumption[] unknown =
        [
            Recognizes("ZZ"),
            new() { Membership = new() { Organization = "organizations/natto", State = "ES" } },
            new() { Position = new() { Organization = "organizations/nato", Decision = "GRANT_MPA", State = "ES",
                Stance = AssumedStance.Support } },
        ];
        var refusal = await Assert.ThrowsAsync<RpcException>(() => AssessAsync(service, request => request.Assumptions.Add(unknown)));
        Assert.Equal(
            [
                ("assumptions[0].recognition.recognizer", "must be the code of a state that is recorded, not ZZ"),
                ("assumptions[1].membership.organization",
                    "must name an organization that is recorded, not organizations/natto; did you mean organizations/nato?"),
                ("assumptions[2].position.decision",
                    "must be a decision for which organizations/nato has a rule (GRANT_MAP), not GRANT_MPA; did you mean GRANT_MAP?"),
            ],
            refusal.GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations.Select(violation => (violation.Field, violation.Description)));
        await ErrorAssert.ForFields(
            () => service.Client.CountRecognitionsAsync(
                new() { Assumptions = { unknown[..2] } }, cancellationToken: Cancellation).ResponseAsync,
            "assumptions[0].recognition.recognizer", "assumptions[1].membership.organization");
    });

    [Fact]
    public Task Assumptions_that_do_not_affect_the_decision_are_rejected() => OnNato(async service =>
    {
        Assumption[] others =
        [
            new() { Outcome = new() { Organization = "organizations/nato", Decision = "GRANT_MAP", Outcome = AssumedOutcome.Adopted } },
            new() { Ratification = new() { State = "ES" } },
            new() { Milestone = new() { Milestone = "milestones/path-pfp" } },
            new() { Position = new() { Organization = "organizations/nato", Decision = "GRANT_MAP", State = "ES",
                Stance = (AssumedStance)77 } },
            new() { Recognition = new() { Recognizer = "ES", Status = (AssumedRecognitionStatus)RecognitionStatus.Announced } },
            new(),
        ];
        var violations = await ErrorAssert.FieldsOf(() => AssessAsync(service, request => request.Assumptions.Add(others)));
        Assert.All(others, (_, i) => Assert.Contains(violations, field => field.StartsWith($"assumptions[{i}]", StringComparison.Ordinal)));
        Assert.Equal(others.Length, violations.Count);
    });

    static Assumption Recognizes(string code) => new() { Recognition = new() { Recognizer = code } };

    static async Task<AssessDecisionResponse> AssessAsync(RunningService service, Action<AssessDecisionRequest>? change = null)
    {
        var request = new AssessDecisionRequest { Organization = "organizations/nato", Decision = "GRANT_MAP" };
        change?.Invoke(request);
        return await service.Client.AssessDecisionAsync(request, cancellationToken: Cancellation);
    }

    Task OnNato(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AL", "BE", "ES", "GR", "RO", "XK");
        await service.Situation.OrganizationAsync("nato", "GRANT_MAP", "AL", "BE", "ES", "GR");
        await service.Situation.RecognizingAsync("2008-02", "AL", "BE", "GR");
        await service.Situation.NotRecognizingAsync("ES");
        await service.Situation.ActAsync("GR", ActKind.WithdrawalClaimed, "2019");
        await test(service);
    });
}
