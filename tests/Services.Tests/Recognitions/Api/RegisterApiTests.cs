using Google.Protobuf.WellKnownTypes;
using KosovoNato.Errors.V1;
using KosovoNato.Recognitions.V1;
using static KosovoNato.Services.Tests.Recognitions.RecognitionFactory;

namespace KosovoNato.Services.Tests.Recognitions.Api;

public sealed class RegisterApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_state_is_registered_once_and_corrected_with_an_update_mask() => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("TW");
        await ErrorAssert.For(ErrorReason.ResourceAlreadyExists, () => service.Situation.StatesAsync("TW"));
        var request = new CorrectStateRequest
        {
            State = new() { Name = "states/TW", Alpha3 = "XXX", DisplayName = "Taiwan" },
            UpdateMask = new FieldMask { Paths = { "display_name", "un_member" } },
            RequestId = Situations.NewId(),
        };
        var corrected = (await service.Client.CorrectStateAsync(request, cancellationToken: Cancellation)).State;
        Assert.Equal(("TWX", "Taiwan", false), (corrected.Alpha3, corrected.DisplayName, corrected.UnMember));
        await ErrorAssert.ForFields(() => service.Client.CorrectStateAsync(
            new()
            {
                State = new() { Name = "states/tw" },
                UpdateMask = new FieldMask { Paths = { "name", "alpha3" } },
                RequestId = Situations.NewId()
            },
            cancellationToken: Cancellation).ResponseAsync, "update_mask", "state.name", "state.alpha3");
    });

    [Fact]
    public Task All_violations_of_an_organization_are_reported_at_once() => RunningService.On(stores, async service =>
    {
        var organization = new Organization
        {
            Name = "organizations/-nato",
            ShortName = new string('s', 41),
            FoundedOn = "April 1949",
            DecisionRules =
            {
                new DecisionRule { Decision = "GRANT_MAP", VotingRule = VotingRule.Consensus, Electorate = "MEMBERS", Evidence = Cited() },
                new DecisionRule { Decision = "GRANT_MAP", Electorate = "all", Threshold = new string('t', 201) },
            },
            Note = new string('n', 1_001),
        };
        await ErrorAssert.ForFields(() => service.Client.RegisterOrganizationAsync(
                new() { Organization = organization, RequestId = Situations.NewId() }, cancellationToken: Cancellation).ResponseAsync,
            "organization.name", "organization.display_name", "organization.short_name", "organization.kind", "organization.founded_on",
            "organization.note",
            "organization.decision_rules[1].decision", "organization.decision_rules[1].voting_rule",
            "organization.decision_rules[1].electorate",
            "organization.decision_rules[1].threshold", "organization.decision_rules[1].evidence");
    });

    [Theory]
    [InlineData("https://example.org/a", true)]
    [InlineData("", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("example.org", false)]
    public Task A_source_has_a_URL_that_is_safe_to_follow(string url, bool good) => RunningService.On(stores, async service =>
    {
        var source = new Source
        {
            Name = "sources/seed.a5",
            Title = "The paper",
            Kind = SourceKind.PolicyPaper,
            Url = url,
            PublishedOn = "2024"
        };
        Task Register() => service.Client.RegisterSourceAsync(
            new() { Source = source, RequestId = Situations.NewId() }, cancellationToken: Cancellation).ResponseAsync;
        if (!good)
        {
            await ErrorAssert.ForFields(Register, "source.url");
            return;
        }

        await Register();
        Assert.Equal([RecognitionsEventType.SourceRegistered], await service.LastEventsAsync("sources/seed.a5"));
    });

    [Fact]
    public Task A_counting_rule_counts_announcements_or_grants() => RunningService.On(stores, async service =>
    {
        var rule = new CountingRule
        {
            Name = "countingRules/x",
            DisplayName = "X",
            CountedActKinds = { ActKind.Granted, ActKind.Granted },
            Evidence = Cited()
        };
        Task Define() => service.Client.DefineCountingRuleAsync(
            new() { CountingRule = rule, RequestId = Situations.NewId() }, cancellationToken: Cancellation).ResponseAsync;
        await ErrorAssert.ForFields(Define, "counting_rule.counted_act_kinds", "counting_rule.withdrawal_policy");
        rule.CountedActKinds[1] = ActKind.Confirmed;
        rule.WithdrawalPolicy = WithdrawalPolicy.Ignored;
        await ErrorAssert.ForFields(Define, "counting_rule.counted_act_kinds");
        rule.CountedActKinds[1] = ActKind.Announced;
        await Define();
    });

    [Fact]
    public Task A_batch_is_atomic_and_names_the_rejected_write() => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AL", "XK");
        RecognitionsWrite granted =
            new() { RecordAct = new() { Recognizer = "AL", Subject = "XK", Act = Act(ActKind.Granted, "2008-02-18") } };
        var info = await ErrorAssert.For(ErrorReason.TransitionNotAllowed, () => service.Situation.WriteAsync([granted, granted]));
        Assert.Equal("1", info.Metadata["write"]);
        await ErrorAssert.For(
            ErrorReason.ResourceNotFound, () => service.Client.GetRecognitionAsync(
                new() { Name = "recognitions/AL-XK" }, cancellationToken: Cancellation).ResponseAsync);
        RecognitionsWrite wrong = new() { RecordAct = new() { Recognizer = "AL", Subject = "XK", Act = Act(ActKind.Granted, "2008-13") } };
        await ErrorAssert.ForFields(
            () => service.Situation.WriteAsync([granted, wrong, new()]), "writes[1].record_act.act.date", "writes[2].write");
        info = await ErrorAssert.For(ErrorReason.InvalidRequest, () => service.Situation.WriteAsync([granted, wrong, new()]));
        Assert.Equal("1", info.Metadata["write"]);
        RecognitionsWrite relations =
            new() { RecordAct = new() { Recognizer = "AL", Subject = "XK", Act = Act(ActKind.RelationsEstablished, "2008-02-18") } };
        var answer = await service.Situation.WriteAsync([granted, relations]);
        Assert.Equal(2, Assert.Single(answer.Resources).Recognition.Acts.Count);
        Assert.Equal([RecognitionsEventType.RecognitionRegistered, RecognitionsEventType.ActRecorded,
            RecognitionsEventType.RecognitionStatusChanged],
            await service.LastEventsAsync("recognitions/AL-XK"));
    });

    [Fact]
    public Task Acts_recorded_concurrently_are_all_kept() => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AL", "XK");
        await service.Situation.ActAsync("AL", ActKind.Granted, "2008-02-18");
        await Task.WhenAll(Enumerable.Range(1, 20).Select(day => service.Situation.ActAsync("AL", ActKind.Confirmed, $"2009-01-{day:00}")))
            .WithinAsync(30);
        var recognition =
            (await service.Client.GetRecognitionAsync(new() { Name = "recognitions/AL-XK" }, cancellationToken: Cancellation)).Recognition;
        Assert.Equal(21, recognition.Acts.Select(act => act.Id).Distinct().Count());
        Assert.Equal(recognition.Acts.OrderBy(act => act.Date, StringComparer.Ordinal), recognition.Acts);
    });
}
