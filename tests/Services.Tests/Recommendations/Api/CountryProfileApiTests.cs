using Grpc.Core;
using KosovoNato.Assumptions.V1;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;
using static KosovoNato.Services.Tests.Recommendations.TestWrites;

namespace KosovoNato.Services.Tests.Recommendations.Api;

public sealed class CountryProfileApiTests(SharedStores stores)
{
    const string Nato = "organizations/nato", Map = "questions/map";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Each_part_names_its_resources_with_the_revisions_of_their_services() => OnFacts(async service =>
    {
        var profile = await ProfileAsync(service, new() { State = "ES" });
        Assert.Equal(("states/ES", true), (profile.State.Name, profile.State.UnMember));
        Assert.Equal(
            [("recognitions/ES-XK", 2L), ($"{Nato}/memberships/ES", 1L), ("organizations/un/memberships/ES", 1L)],
            profile.Memberships.Select(one => one.SupportingFact).Prepend(profile.Recognition.SupportingFact)
                .Select(fact => (fact.Name, fact.Revision)));
        Assert.Equal(["EXPAND_MANDATE", "GRANT_MAP"], profile.Decisions.Select(one => one.Decision));
        var decision = profile.Decisions[1];
        Assert.Equal((Map, QuestionStatus.Open), (decision.Question, decision.QuestionStatus));
        Assert.Equal(
            new()
            {
                State = "ES",
                CountedStance = CountedStance.Oppose,
                Basis = AssessedStanceBasis.Inferred,
                RecognitionStatus = RecognitionStatus.NotRecognized,
            },
            decision.Stance);
        Assert.Equal(
            new() { Verdict = Verdict.Blocked, BlockingStates = { "ES" }, NeededCount = 1 }, decision.Verdict);
        Assert.Equal(BlockingRole.Alone, decision.BlockingRole);
        Assert.Equal(
            [(Nato, 1L), (Map, 1L), ($"{Nato}/memberships/ES", 1L), ("recognitions/ES-XK", 2L)],
            decision.SupportingFacts.Select(fact => (fact.Name, fact.Revision)));
        var milestone = Assert.Single(profile.Milestones).SupportingFact;
        Assert.Equal(("milestones/map", "milestones", 1L), (milestone.Name, milestone.Service, milestone.Revision));
        Assert.Equal(
            (await service.Client.ListDependentsAsync(new() { Name = "states/ES" }, cancellationToken: Cancellation)).Dependents,
            profile.Recommendations);
        Assert.Equal([("milestones", 1L), ("recognitions", 2L)], profile.UpstreamRevisions.Select(one => (one.Service, one.Revision)));
        Assert.Equal("recommendations/R1", Assert.Single(profile.Recommendations).Recommendation);
        Assert.Equal(PartialDate.Of(RunningService.Today).ToString(), profile.AsOf);
    });

    [Fact]
    public Task A_profile_is_for_a_day_a_revision_and_assumptions() => OnFacts(async service =>
    {
        var before = (await ProfileAsync(service, new() { State = "ES" })).Revision.Number;
        await service.LearnAsync("recognitions", 3, Recognition("ES", Act(ActKind.Granted, "2026-02-01")));
        Assert.Equal(RecognitionStatus.Recognized, await StatusAsync(new() { AsOf = "2026-02-01" }));
        Assert.Equal(RecognitionStatus.NotRecognized, await StatusAsync(new() { AsOf = "2026-01-31" }));
        Assert.Equal(
            RecognitionStatus.NotRecognized, await StatusAsync(new() { AsOf = "2026-02-01", KnownAt = new() { Revision = before } }));
        Assert.Equal(
            RecognitionStatus.Recognized,
            await StatusAsync(new()
            {
                AsOf = "2026-01-31",
                Assumptions = { new Assumption { Recognition = new() { Recognizer = "ES" } } },
            }));

        async Task<RecognitionStatus> StatusAsync(GetCountryProfileRequest request)
        {
            request.State = "ES";
            var profile = await ProfileAsync(service, request);
            Assert.Equal(request.AsOf, profile.AsOf);
            var status = profile.Recognition.Recognition.Status;
            var verdict = status == RecognitionStatus.Recognized ? Verdict.Met : Verdict.Blocked;
            Assert.All(profile.Decisions, one => Assert.Equal(verdict, one.Verdict.Verdict));
            return status;
        }
    });

    [Fact]
    public Task A_question_that_is_only_assumed_is_not_named() => OnFacts(async service =>
    {
        var profile = await ProfileAsync(service, new()
        {
            State = "ES",
            Assumptions =
            {
                new Assumption
                {
                    Position = new() { Organization = Nato, Decision = "EXPAND_MANDATE", State = "ES", Stance = AssumedStance.Support },
                },
            },
        });
        Assert.Equal(
            [("EXPAND_MANDATE", "", QuestionStatus.Unspecified, true), ("GRANT_MAP", Map, QuestionStatus.Open, false)],
            profile.Decisions.Select(one => (one.Decision, one.Question, one.QuestionStatus, one.Stance.Assumed)));
    });

    [Fact]
    public Task An_unknown_state_is_not_found_and_all_invalid_fields_are_named() => OnFacts(async service =>
    {
        var missing = await Assert.ThrowsAsync<RpcException>(() => ProfileAsync(service, new() { State = "EE" }));
        Assert.Equal(StatusCode.NotFound, missing.StatusCode);
        Assert.Contains("There are states/ES", missing.Status.Detail, StringComparison.Ordinal);
        await ErrorAssert.ForFields(() => ProfileAsync(service, new()), "state");
        await ErrorAssert.ForFields(() => ProfileAsync(service, new() { State = "XKX" }), "state");
        await ErrorAssert.ForFields(
            () => ProfileAsync(service, new()
            {
                State = "Spain",
                AsOf = "2025",
                PartialDateMode = (PartialDateMode)9,
                KnownAt = new() { Revision = -1 },
                Assumptions = { new Assumption() },
            }),
            "state", "as_of", "partial_date_mode", "known_at.revision", "assumptions[0]");
        await ErrorAssert.ForFields(
            () => ProfileAsync(service, new()
            {
                State = "ES",
                Assumptions = { new Assumption { Recognition = new() { Recognizer = "ZZ" } } },
            }),
            "assumptions[0].recognition.recognizer");
    });

    static Task<GetCountryProfileResponse> ProfileAsync(RunningService service, GetCountryProfileRequest request) =>
        service.Client.GetCountryProfileAsync(request, cancellationToken: Cancellation).ResponseAsync;

    /// <summary>Spain is the only member of NATO, does not recognize Kosovo, and so stands in the way of a MAP.</summary>
    Task OnFacts(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await service.LearnAsync("recognitions", 1,
            new Organization { Name = Nato, DecisionRules = { Consensus("EXPAND_MANDATE"), Consensus("GRANT_MAP") } },
            new Organization { Name = "organizations/un" },
            new State { Name = "states/ES" }, new State { Name = "states/XK" },
            Member(Nato), Member("organizations/un"),
            new Question
            {
                Name = Map,
                Organization = Nato,
                Decision = "GRANT_MAP",
                Subject = "XK",
                Status = QuestionStatus.Open,
                OpenedOn = "2024",
            });
        await service.LearnAsync("recognitions", 2, Recognition("ES"));
        await service.LearnAsync("milestones", 1, new Milestone
        {
            Name = "milestones/map",
            Status = MilestoneStatus.Proposed,
            Criterion = new() { Consensus = new() { Organization = Nato, Decision = "GRANT_MAP" } },
        });
        await service.Situation.DocumentAsync();
        await service.Situation.OpenAsync(Recommendation("R1", criterion: Achieved("map")));
        await service.Situation.OpenAsync(Recommendation("R2", criterion: Achieved("nothing")));
        await test(service);
    });

    static DecisionRule Consensus(string decision) =>
        new() { Decision = decision, VotingRule = VotingRule.Consensus, Electorate = "MEMBERS" };

    static Membership Member(string organization) => new()
    {
        Name = $"{organization}/memberships/ES",
        Periods = { new MembershipPeriod { Id = "p1", Role = MembershipRole.Member, ValidFrom = "1982-05-30" } },
    };
}
