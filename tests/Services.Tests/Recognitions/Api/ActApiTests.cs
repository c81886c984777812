using KosovoNato.Errors.V1;
using KosovoNato.Kernel;
using KosovoNato.Recognitions.V1;
using static KosovoNato.Services.Tests.Recognitions.RecognitionFactory;

namespace KosovoNato.Services.Tests.Recognitions.Api;

public sealed class ActApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task The_first_act_creates_the_record_and_determines_its_status() => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AL", "XK");
        var recognition = await service.Situation.ActAsync("AL", ActKind.Granted, "2008-02-18");
        Assert.Equal(("recognitions/AL-XK", "AL", "XK"), (recognition.Name, recognition.Recognizer, recognition.Subject));
        Assert.Equal((RecognitionStatus.Recognized, "2008-02-18"), (recognition.Status, recognition.RecognizedOn));
        var act = Assert.Single(recognition.Acts);
        Assert.Equal(("a1", ClaimRank.Preferred), (act.Id, act.Rank));
        Assert.Equal([RecognitionsEventType.RecognitionRegistered, RecognitionsEventType.ActRecorded,
            RecognitionsEventType.RecognitionStatusChanged],
            await service.LastEventsAsync(recognition.Name));
    });

    [Fact]
    public Task An_act_that_does_not_change_the_status_sends_no_status_event() => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AL", "XK");
        await service.Situation.ActAsync("AL", ActKind.Granted, "2008-02-18");
        var recognition = await service.Situation.ActAsync("AL", ActKind.RelationsEstablished, "2008-03");
        Assert.Equal("2008-03", recognition.DiplomaticRelationsOn);
        Assert.Equal([RecognitionsEventType.ActRecorded], await service.LastEventsAsync(recognition.Name));
    });

    [Theory]
    [InlineData("XKX")]
    [InlineData("XKS")]
    [InlineData("XKV")]
    [InlineData("UNK")]
    [InlineData("KV")]
    public Task Other_codes_of_Kosovo_are_accepted_and_never_returned(string code) => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AL", code);
        var act = Act(ActKind.Granted, "2008-02-18");
        act.Evidence.AssertingState = code;
        act.OtherDates.Add(new DateClaim { Date = "2008-02-19", Rank = ClaimRank.Normal, Evidence = act.Evidence.Clone() });
        var request = new RecordActRequest { Recognizer = "AL", Subject = code, Act = act, RequestId = Situations.NewId() };
        var recorded = (await service.Client.RecordActAsync(request, cancellationToken: Cancellation)).Recognition;
        Assert.DoesNotContain(code, recorded.ToString().Replace("XK\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(
            recorded, (await service.Client.GetRecognitionAsync(
                new() { Name = $"recognitions/AL-{code}" }, cancellationToken: Cancellation)).Recognition);
        Assert.Equal(
            "states/XK",
            (await service.Client.GetStateAsync(new() { Name = $"states/{code}" }, cancellationToken: Cancellation)).State.Name);
        var listed = await service.Client.ListRecognitionsAsync(
            new() { Filter = new() { Subjects = { code } } }, cancellationToken: Cancellation);
        Assert.Single(listed.Recognitions);
        Assert.Equal(RecognitionStatus.NotRecognized, (await service.Situation.RetractAsync($"recognitions/AL-{code}", "a1")).Status);
    });

    [Fact]
    public Task An_act_in_the_past_is_inserted_in_order_or_rejected_with_the_allowed_kinds() => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("GW", "XK");
        await service.Situation.ActAsync("GW", ActKind.Granted, "2011-01-10");
        await service.Situation.ActAsync("GW", ActKind.WithdrawalClaimed, "2017-11");
        var announced = await service.Situation.ActAsync("GW", ActKind.Announced, "2010");
        Assert.Equal(["a3", "a1", "a2"], announced.Acts.Select(act => act.Id));
        Assert.Equal(RecognitionStatus.WithdrawalClaimed, announced.Status);
        var info = await ErrorAssert.For(
            ErrorReason.TransitionNotAllowed, () => service.Situation.ActAsync("GW", ActKind.Granted, "2010-06"));
        Assert.Equal(("RECOGNIZED", "a1"), (info.Metadata["status"], info.Metadata["act"]));
    });

    [Fact]
    public Task Retracting_restores_the_status_and_keeps_the_act() => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("SR", "XK");
        var before = await service.Situation.ActAsync("SR", ActKind.Granted, "2016-07-08");
        await service.Situation.ActAsync("SR", ActKind.WithdrawalClaimed, "2017-10-27");
        var after = await service.Situation.RetractAsync(before.Name, "a2");
        Assert.Equal(RecognitionStatus.Recognized, after.Status);
        Assert.False(after.Contested);
        Assert.Equal([false, true], after.Acts.Select(act => act.Retracted));
        Assert.Equal(
            [RecognitionsEventType.ActRetracted, RecognitionsEventType.RecognitionStatusChanged],
            await service.LastEventsAsync(after.Name));
        Assert.Equal("a3", (await service.Situation.ActAsync("SR", ActKind.WithdrawalConfirmed, "2017-10-27")).Acts[^1].Id);
    });

    [Fact]
    public Task An_act_that_later_acts_depend_on_cannot_be_retracted() => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("SR", "XK");
        await service.Situation.ActAsync("SR", ActKind.Granted, "2016-07-08");
        await service.Situation.ActAsync("SR", ActKind.WithdrawalClaimed, "2017-10-27");
        var info = await ErrorAssert.For(
            ErrorReason.TransitionNotAllowed, () => service.Situation.RetractAsync("recognitions/SR-XK", "a1"));
        Assert.Equal(("NOT_RECOGNIZED", "a2", "ANNOUNCED, GRANTED, CONFIRMED, RELATIONS_ESTABLISHED"),
            (info.Metadata["status"], info.Metadata["act"], info.Metadata["allowed"]));
        await service.Situation.RetractAsync("recognitions/SR-XK", "a2");
        await ErrorAssert.For(ErrorReason.RuleViolated, () => service.Situation.RetractAsync("recognitions/SR-XK", "a2"));
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => service.Situation.RetractAsync("recognitions/SR-XK", "a9"));
    });

    [Fact]
    public Task A_corrected_date_stays_among_the_competing_dates_and_in_the_corrections() => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AT", "XK");
        await service.Situation.ActAsync("AT", ActKind.Granted, "2008-02-28");
        var corrected = await service.Situation.CorrectAsync(
            "recognitions/AT-XK", new() { Id = "a1", Date = "2008-02-27", OrdinalClaimed = 17 }, "date", "ordinal_claimed");
        Assert.Equal("2008-02-27", corrected.RecognizedOn);
        var old = Assert.Single(corrected.Acts[0].OtherDates);
        Assert.Equal(("2008-02-28", ClaimRank.Deprecated), (old.Date, old.Rank));
        Assert.Equal(
            [("acts.a1.date", "2008-02-28", "2008-02-27", "a better source"), ("acts.a1.ordinal_claimed", "0", "17", "a better source")],
            corrected.Corrections.Select(correction => (correction.Field, correction.OldValue, correction.NewValue, correction.Reason)));
        Assert.All(corrected.Corrections, correction => Assert.NotEmpty(correction.CorrectedBy));
    });

    [Fact]
    public Task A_correction_observes_its_update_mask_and_the_rules() => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AT", "XK");
        await service.Situation.ActAsync("AT", ActKind.Granted, "2008-02-28");
        await service.Situation.ActAsync("AT", ActKind.WithdrawalClaimed, "2010");
        const string Name = "recognitions/AT-XK";
        await ErrorAssert.ForFields(
            () => service.Situation.CorrectAsync(Name, new() { Id = "a1", Date = "2008" }, "kind", "retracted"), "update_mask",
            "update_mask");
        await ErrorAssert.ForFields(() => service.Situation.CorrectAsync(Name, new() { Id = "a1" }), "update_mask");
        await ErrorAssert.ForFields(() => service.Situation.CorrectAsync(Name, new() { Id = "a1" }, "evidence"), "act.evidence");
        await ErrorAssert.ForFields(() => service.Situation.CorrectAsync(Name, new() { Id = "a1" }, "date"), "act.date");
        await ErrorAssert.ForFields(
            () => service.Situation.CorrectAsync(Name, new() { Id = "a1", CountedByThirdParties = true }, "counted_by_third_parties"),
            "act.counted_by_third_parties");
        await ErrorAssert.For(
            ErrorReason.TransitionNotAllowed, () => service.Situation.CorrectAsync(Name, new() { Id = "a1", Date = "2011" }, "date"));
        await ErrorAssert.For(
            ErrorReason.RuleViolated, () => service.Situation.CorrectAsync(Name, new() { Id = "a1", Date = "1991-10-21" }, "date"));
        var beside = await service.Situation.CorrectAsync(Name, new() { Id = "a2", Rank = ClaimRank.Normal }, "rank");
        Assert.Equal((RecognitionStatus.Recognized, true), (beside.Status, beside.Contested));
    });

    [Fact]
    public Task All_violations_of_an_act_are_reported_at_once() => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AL", "XK");
        var act = new Act
        {
            Date = "2008-02-30",
            AttestedOn = "2008",
            Instrument = (Instrument)99,
            OrdinalClaimed = -1,
            Rank = (ClaimRank)9,
            CountedByThirdParties = true,
            Note = new string('n', 1_001),
            OverrideReason = new string('f', 501),
            Evidence = new()
            {
                Citations =
                { new Citation { Source = "/", Locator = new string('l', 201), Quote = new string('q', 301) } }
            },
            OtherDates = { new DateClaim() },
        };
        await ErrorAssert.ForFields(
            () => service.Client.RecordActAsync(
                new() { Recognizer = "al", Subject = "Kosovo", Act = act, RequestId = "1" }, cancellationToken: Cancellation).ResponseAsync,
            "request_id", "recognizer", "subject", "act.kind", "act.date", "act.attested_on", "act.instrument", "act.ordinal_claimed",
            "act.rank",
            "act.counted_by_third_parties", "act.note", "act.override_reason", "act.evidence.citations[0].source",
            "act.evidence.citations[0].locator",
            "act.evidence.citations[0].quote", "act.evidence.confidence", "act.other_dates[0].date", "act.other_dates[0].evidence",
            "act.other_dates[0].rank");
    });

    [Fact]
    public Task An_act_needs_a_date_or_a_date_on_which_it_is_attested() => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("NG", "XK");
        await ErrorAssert.ForFields(() => service.Situation.ActAsync("NG", Act(ActKind.Announced)), "act.date");
        var recognition = await service.Situation.ActAsync("NG", Act(ActKind.Granted, knownOn: "2015-09-30"));
        Assert.Equal("2015-09-30", recognition.RecognizedOn);
    });

    [Fact]
    public Task An_act_that_has_not_happened_yet_cannot_be_recorded() => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AL", "XK");
        await ErrorAssert.ForFields(
            () => service.Situation.ActAsync("AL", ActKind.Granted, PartialDate.Of(RunningService.Today.AddDays(2)).ToString()),
            "act.date");
        await service.Situation.ActAsync("AL", ActKind.Granted, PartialDate.Of(RunningService.Today.AddDays(1)).ToString());
    });

    [Fact]
    public Task An_act_older_than_the_subject_needs_a_reason() => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AL", "XK");
        var act = Act(ActKind.Granted, "1991-10-21");
        await ErrorAssert.For(ErrorReason.RuleViolated, () => service.Situation.ActAsync("AL", act));
        act.OverrideReason = "an experiment";
        Assert.Equal("1991-10-21", (await service.Situation.ActAsync("AL", act)).RecognizedOn);
    });

    [Fact]
    public Task States_must_be_registered_and_differ() => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("XK");
        var info = await ErrorAssert.For(
            ErrorReason.ResourceNotFound, () => service.Situation.ActAsync("AL", ActKind.Granted, "2008-02-18"));
        Assert.Equal("states/AL", info.Metadata["resource"]);
        await ErrorAssert.ForFields(() => service.Situation.ActAsync("KV", ActKind.Granted, "2008-02-18"), "subject");
    });

    [Fact]
    public Task A_replaced_date_needs_room_among_the_competing_dates() => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AL", "XK");
        var full = Act(ActKind.Granted, "2008-02-18");
        full.OtherDates.Add(Enumerable.Range(1, 50).Select(year => new DateClaim
        {
            Date = $"{1950 + year}",
            Evidence = Cited(),
            Rank = ClaimRank.Normal,
        }));
        await service.Situation.ActAsync("AL", full);
        var later = new Act { Id = "a1", Date = "2008-02-19" };
        var info = await ErrorAssert.For(
            ErrorReason.RuleViolated, () => service.Situation.CorrectAsync("recognitions/AL-XK", later, "date"));
        Assert.Equal("TOO_MANY", info.Metadata["rule"]);
        var corrected = await service.Situation.CorrectAsync("recognitions/AL-XK", later, "date", "other_dates");
        Assert.Equal(["2008-02-18"], corrected.Acts.Single().OtherDates.Select(claim => claim.Date));
    });

    [Fact]
    public Task A_stale_etag_is_rejected_with_the_current_one() => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AL", "XK");
        var first = await service.Situation.ActAsync("AL", ActKind.Announced, "2008-02-17");
        var second = await service.Situation.ActAsync("AL", Act(ActKind.Granted, "2008-02-18"), first.Etag);
        var info = await ErrorAssert.For(
            ErrorReason.EtagMismatch, () => service.Situation.ActAsync("AL", Act(ActKind.Confirmed, "2009"), first.Etag));
        Assert.Equal(second.Etag, info.Metadata["etag"]);
    });

    [Fact]
    public Task A_record_without_acts_belongs_to_a_state_that_does_not_recognize_Kosovo() => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("ES", "XK");
        var request = new RegisterRecognitionRequest
        {
            Recognizer = "ES",
            Subject = "XKX",
            Evidence = Cited(),
            RequestId = Situations.NewId()
        };
        var registered = (await service.Client.RegisterRecognitionAsync(request, cancellationToken: Cancellation)).Recognition;
        Assert.Equal(("recognitions/ES-XK", RecognitionStatus.NotRecognized), (registered.Name, registered.Status));
        request.RequestId = Situations.NewId();
        await ErrorAssert.For(
            ErrorReason.ResourceAlreadyExists, () =>
                service.Client.RegisterRecognitionAsync(request, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal([RecognitionsEventType.RecognitionRegistered], await service.LastEventsAsync(registered.Name));
    });
}
