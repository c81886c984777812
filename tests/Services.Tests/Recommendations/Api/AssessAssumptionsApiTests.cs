using KosovoNato.Assumptions.V1;
using KosovoNato.Changes.V1;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;
using static KosovoNato.Services.Tests.Recommendations.TestWrites;
using Case = KosovoNato.Recommendations.V1.Consequence.ConsequenceOneofCase;

namespace KosovoNato.Services.Tests.Recommendations.Api;

public sealed class AssessAssumptionsApiTests(SharedStores stores)
{
    const string Nato = "organizations/nato";
    const string Condition = "recognition-nato";
    const string Map = "path-map";

    static readonly string[] Decisions = ["EXPAND_MANDATE", "GRANT_MAP"];
    static readonly Assumption[] Both = [Recognizing("ES"), Recognizing("GR")];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Consequences_of_every_kind_are_returned_in_order() => OnFacts(async service =>
    {
        var before = await service.Client.ListRecommendationsAsync(new(), cancellationToken: Cancellation);
        var response = await AskAsync(service, Both);
        Assert.Equal(
            [Case.RecognitionCount, Case.Decision, Case.Decision, Case.Milestone, Case.Milestone, Case.Recommendation, Case.Recommendation],
            response.Consequences.Select(one => one.ConsequenceCase));
        Assert.Equal(
            new RecognitionCountConsequence
            {
                Organization = Nato,
                WithAssumptions = new() { RecognizingCount = 2, TotalCount = 2 },
                WithoutAssumptions = new() { TotalCount = 2 },
            },
            response.Consequences[0].RecognitionCount);
        Assert.Equal(
            [
                .. Decisions.Select(decision => new DecisionConsequence
                {
                    Organization = Nato,
                    Decision = decision,
                    Subject = "XK",
                    WithAssumptions = new() { Verdict = Verdict.Met, NeededCount = 0 },
                    WithoutAssumptions = new() { Verdict = Verdict.Blocked, BlockingStates = { "ES", "GR" }, NeededCount = 2 },
                }),
            ],
            response.Consequences.Where(one => one.ConsequenceCase == Case.Decision).Select(one => one.Decision));
        Assert.Equal(
            [
                ($"milestones/{Map}", MilestoneStatus.Proposed, Readiness.Ready, MilestoneStatus.Proposed, Readiness.Blocked),
                ($"milestones/{Condition}", MilestoneStatus.Achieved, Readiness.Done, MilestoneStatus.Proposed, Readiness.Ready),
            ],
            response.Consequences.Select(one => one.Milestone).OfType<MilestoneReadiness>().Select(one =>
                (one.Milestone, one.Status, one.Readiness, one.WithoutAssumptions.Status, one.WithoutAssumptions.Readiness)));
        // R1 follows from the condition and R2 from a recognition. R3 is a draft, and nothing changes R4.
        Assert.Equal(
            [
                ("recommendations/R1", "Title of R1", ProgressKind.Satisfied, ProgressKind.NotStarted),
                ("recommendations/R2", "Title of R2", ProgressKind.Satisfied, ProgressKind.NotStarted),
            ],
            response.Consequences.Select(one => one.Recommendation).OfType<RecommendationConsequence>()
                .Select(one => (one.Recommendation, one.Title, one.Progress.Kind, one.WithoutAssumptions.Kind)));
        Assert.Equal((PartialDate.Of(RunningService.Today).ToString(), before.Revision), (response.AsOf, response.Revision));
        Assert.Equal([("milestones", 1L), ("recognitions", 1L)], response.UpstreamRevisions.Select(one => (one.Service, one.Revision)));
        Assert.Equal(before, await service.Client.ListRecommendationsAsync(new(), cancellationToken: Cancellation));
    });

    [Fact]
    public Task A_decision_is_returned_if_only_the_needed_members_change() => OnFacts(async service =>
    {
        var response = await AskAsync(service, Recognizing("ES"));
        var decision = response.Consequences.Select(one => one.Decision).OfType<DecisionConsequence>().Last();
        Assert.Equal((Verdict.Blocked, Verdict.Blocked), (decision.WithAssumptions.Verdict, decision.WithoutAssumptions.Verdict));
        Assert.Equal((1, 2), (decision.WithAssumptions.NeededCount, decision.WithoutAssumptions.NeededCount));
        Assert.DoesNotContain(response.Consequences, one => one.Recommendation?.Recommendation == "recommendations/R2");
    });

    [Fact]
    public Task Decisions_about_the_subjects_of_assumed_positions_are_compared() => OnFacts(async service =>
    {
        var response = await AskAsync(service, Supporting("ES", "MK"), Supporting("GR", "MK"));
        Assert.Equal(
            [new()
            {
                Organization = Nato,
                Decision = "GRANT_MAP",
                Subject = "MK",
                WithAssumptions = new() { Verdict = Verdict.Met, NeededCount = 0 },
                WithoutAssumptions = new() { Verdict = Verdict.Undetermined, UnknownStates = { "ES", "GR" }, NeededCount = 2 },
            }],
            response.Consequences.Select(one => one.Decision));
    });

    [Fact]
    public Task All_pages_come_from_one_revision_and_one_day() => OnFacts(async service =>
    {
        var all = await AskAsync(service, Both);
        List<Consequence> paged = [];
        var request = new AssessAssumptionsRequest { Assumptions = { Both }, PageSize = 1 };
        do
        {
            var page = await service.Client.AssessAssumptionsAsync(request, cancellationToken: Cancellation);
            Assert.Equal((all.Revision, all.AsOf, 1), (page.Revision, page.AsOf, page.Consequences.Count));
            paged.AddRange(page.Consequences);
            request.PageToken = page.NextPageToken;
            await service.Situation.OpenAsync(Recommendation($"S{paged.Count}", criterion: Recognizes("GR")));
        }
        while (request.PageToken.Length > 0);
        Assert.Equal(all.Consequences, paged);
        Assert.Equal(2 * all.Consequences.Count, (await AskAsync(service, Both)).Consequences.Count);
        request.PageToken = (await service.Client.AssessAssumptionsAsync(request, cancellationToken: Cancellation)).NextPageToken;
        request.Assumptions.RemoveAt(0);
        await ErrorAssert.For(
            ErrorReason.TokenInvalid, () => service.Client.AssessAssumptionsAsync(request, cancellationToken: Cancellation).ResponseAsync);
    });

    [Fact]
    public Task One_to_200_assumptions_are_accepted() => OnFacts(async service =>
    {
        await ErrorAssert.ForFields(() => AskAsync(service), "assumptions");
        await ErrorAssert.ForFields(() => AskAsync(service, [.. Enumerable.Repeat(Both[0], 201)]), "assumptions");
        Assert.NotEmpty((await AskAsync(service, [.. Enumerable.Repeat(Both[0], 200)])).Consequences);
        await ErrorAssert.ForFields(
            () => service.Client.AssessAssumptionsAsync(
                new()
                {
                    Assumptions = { new Assumption(), Recognizing("Spain") },
                    AsOf = "2025",
                    PartialDateMode = (PartialDateMode)9,
                    KnownAt = new() { Revision = -1 },
                    PageSize = -1,
                },
                cancellationToken: Cancellation).ResponseAsync,
            "assumptions[0]", "assumptions[1].recognition.recognizer", "as_of", "partial_date_mode", "known_at.revision", "page_size");
    });

    [Fact]
    public Task Assumptions_about_anything_unrecorded_are_rejected_at_once() => OnFacts(service => ErrorAssert.ForFields(
        () => AskAsync(service,
            Recognizing("ZZ"),
            new Assumption { Membership = new() { Organization = "osce", State = "ES" } },
            new Assumption { Outcome = new() { Organization = "nato", Decision = "ADMIT", Outcome = AssumedOutcome.Adopted } },
            new Assumption { Milestone = new() { Milestone = "unknown" } },
            new Assumption { Blocker = new() { Milestone = Map, BlockerId = "b1" } },
            new Assumption { Observation = new() { Indicator = "unknown", Value = 1 } },
            new Assumption { Agreement = new() { Centre = "unknown" } },
            new Assumption { Ratification = new() { State = "ES" } },
            new Assumption { Partnership = new() { Partnership = "XK-ZZ" } },
            // A criterion refers to this milestone, but it is not recorded either.
            new Assumption { Milestone = new() { Milestone = "not-recorded" } }),
        "assumptions[0].recognition.recognizer", "assumptions[1].membership.organization", "assumptions[2].outcome.decision",
        "assumptions[3].milestone.milestone", "assumptions[4].blocker.blocker_id", "assumptions[5].observation.indicator",
        "assumptions[6].agreement.centre", "assumptions[8].partnership.partnership", "assumptions[9].milestone.milestone"));

    [Fact]
    public Task Valid_time_and_transaction_time_apply_to_all_kinds() => OnFacts(async service =>
    {
        var known = (await AskAsync(service, Both)).Revision.Number;
        await service.LearnAsync("recognitions", 2,
            Recognition("ES", Act(ActKind.Granted, "2026-02-01")), Recognition("GR", Act(ActKind.Granted, "2026-03")));
        Assert.Equal(0, await CountAsync(Both, ""));
        Assert.Equal(7, await CountAsync(Both, "", known));
        Assert.Equal(7, await CountAsync(Both, "2026-01-31"));
        Assert.Equal(0, await CountAsync(Both, "2026-03-01"));
        // A date that is known only to the month counts from its last day in this mode, but an assumption holds.
        Assert.NotEqual(0, await CountAsync(Both, "2026-03-01", mode: PartialDateMode.Certain));
        Assert.Equal(0, await CountAsync(Both, "2026-03-31", mode: PartialDateMode.Certain));
        Assert.Equal(0, await CountAsync([.. Both.Select(Later)], "2026-01-14"));
        Assert.Equal(7, await CountAsync([.. Both.Select(Later)], "2026-01-15"));

        static Assumption Later(Assumption assumed) => new(assumed) { ValidFrom = "2026-01-15" };

        async Task<int> CountAsync(Assumption[] assumptions, string day, long? revision = null, PartialDateMode mode = default) =>
            (await service.Client.AssessAssumptionsAsync(
                new()
                {
                    Assumptions = { assumptions },
                    AsOf = day,
                    PartialDateMode = mode,
                    KnownAt = revision is { } then ? new KnownAt { Revision = then } : null,
                },
                cancellationToken: Cancellation)).Consequences.Count;
    });

    static async Task<AssessAssumptionsResponse> AskAsync(RunningService service, params Assumption[] assumptions) =>
        await service.Client.AssessAssumptionsAsync(new() { Assumptions = { assumptions } }, cancellationToken: Cancellation);

    static Assumption Recognizing(string code) => new() { Recognition = new() { Recognizer = code } };

    static Assumption Supporting(string code, string subject) => new()
    {
        Position = new()
        {
            Organization = Nato,
            Decision = "GRANT_MAP",
            Subject = subject,
            State = code,
            Stance = AssumedStance.Support,
        },
    };

    /// <summary>
    /// Spain and Greece are the members of NATO and do not recognize Kosovo. NATO can grant a MAP when both do, which is also a condition.
    /// </summary>
    Task OnFacts(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await service.LearnAsync("recognitions", 1,
            new CountingRule { Name = "countingRules/strict", CountedActKinds = { ActKind.Granted } },
            new Organization { Name = "organizations/eu", DecisionRules = { Rule("ADMIT_MEMBER") } },
            new Organization { Name = "organizations/nato", DecisionRules = { Rule("GRANT_MAP"), Rule("EXPAND_MANDATE") } },
            new State { Name = "states/ES" }, new State { Name = "states/GR" }, new State { Name = "states/MK" },
            new State { Name = "states/XK" },
            Member("ES"), Member("GR"), Recognition("ES"), Recognition("GR"));
        await service.LearnAsync("milestones", 1,
            Planned(Condition, MilestoneKind.StandingCondition, new() { Recognition = new() { Organization = Nato } }),
            Planned(Map, MilestoneKind.Decision, new() { Consensus = new() { Organization = Nato, Decision = "GRANT_MAP" } }, Condition));
        await service.Situation.DocumentAsync();
        await service.Situation.OpenAsync(Recommendation("R1", criterion: Achieved(Condition)));
        await service.Situation.OpenAsync(Recommendation("R2", criterion: Recognizes("GR")));
        await service.Situation.DraftAsync(Recommendation("R3", criterion: Recognizes("GR")));
        await service.Situation.OpenAsync(Recommendation("R4", criterion: Achieved("not-recorded")));
        await test(service);
    });

    static DecisionRule Rule(string decision) => new()
    {
        Decision = decision,
        VotingRule = VotingRule.Consensus,
        Electorate = "MEMBERS",
    };

    static Membership Member(string code) => new()
    {
        Name = $"organizations/nato/memberships/{code}",
        Periods = { new MembershipPeriod { Id = "p1", Role = MembershipRole.Member, ValidFrom = "1982-05-30" } },
    };

    static Milestone Planned(string id, MilestoneKind kind, Criteria.V1.Criterion criterion, params IEnumerable<string> required) => new()
    {
        Name = $"milestones/{id}",
        Track = "tracks/path",
        Kind = kind,
        Status = MilestoneStatus.Proposed,
        Criterion = criterion,
        Dependencies = { required.Select(other => new Dependency { Milestone = $"milestones/{other}", Kind = DependencyKind.Requires }) },
    };
}
