using KosovoNato.Errors.V1;
using KosovoNato.Milestones.V1;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Api;

public sealed class PrecedentApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Steps_are_kept_by_date_and_recording_one_again_replaces_it() => RunningService.On(stores, async service =>
    {
        var given = Precedent("FI");
        given.Steps.Add([Step(AccessionStep.Acceded, "2023-04-04"), Step(AccessionStep.PfpJoined, "1994")]);
        await Register(service, given);
        await Record(service, Step(AccessionStep.Invitation, "2022-06-29"));
        var precedent = await Record(service, Step(AccessionStep.PfpJoined, "1994-05-09"));
        Assert.Equal(
            [(AccessionStep.PfpJoined, "1994-05-09"), (AccessionStep.Invitation, "2022-06-29"), (AccessionStep.Acceded, "2023-04-04")],
            precedent.Steps.Select(step => (step.Step, step.Date)));
        Assert.Equal([MilestonesEventType.PrecedentChanged], await service.LastEventsAsync("precedents/FI"));
        await ErrorAssert.ForFields(() => Record(service, new PrecedentStep { Date = "soon" }), "step.step", "step.date", "step.evidence");
        await ErrorAssert.ForFields(() => Record(service, Step(AccessionStep.Acceded, "")), "step.date");
    });

    [Fact]
    public Task Ratifications_are_kept_by_member_and_recording_one_again_replaces_it() => RunningService.On(stores, async service =>
    {
        await Register(service, Precedent("XKX"));
        await Ratify(service, new() { State = "TR", ParliamentApprovedOn = "2023-03-30", Evidence = Cited() });
        await Ratify(service, new() { State = "HU", ParliamentApprovedOn = "2023-03-27", Evidence = Cited() });
        var precedent = await Ratify(
            service, new() { State = "TR", ParliamentApprovedOn = "2023-03-30", DepositedOn = "2023-04-04", Evidence = Cited() });
        Assert.Equal("precedents/XK", precedent.Name);
        Assert.Equal([("HU", ""), ("TR", "2023-04-04")], precedent.Ratifications.Select(one => (one.State, one.DepositedOn)));
        await ErrorAssert.ForFields(
            () => Ratify(service, new() { State = "tr", ParliamentApprovedOn = "2023-04-05", DepositedOn = "2023-04-04" }),
            "ratification.state", "ratification.deposited_on", "ratification.evidence");
        Assert.Equal(
            precedent, (await service.Client.GetPrecedentAsync(
                new() { Name = "precedents/XKX" }, cancellationToken: Cancellation)).Precedent);
    });

    [Fact]
    public Task A_precedent_has_each_step_and_each_member_at_most_once() => RunningService.On(stores, async service =>
    {
        var given = Precedent("FI");
        given.Outcome = PrecedentOutcome.Unspecified;
        given.Steps.Add([Step(AccessionStep.Acceded, "2023"), Step(AccessionStep.Acceded, "2024")]);
        given.Ratifications.Add(
            [new Ratification { State = "XK", Evidence = Cited() }, new Ratification { State = "XKX", Evidence = Cited() }]);
        await ErrorAssert.ForFields(
            () => Register(service, given), "precedent.outcome", "precedent.steps[1].step", "precedent.ratifications[1].state");
        await ErrorAssert.ForFields(() => Register(service, Precedent("Finland")), "precedent.name");
        await Register(service, Precedent("FI"));
        await ErrorAssert.For(ErrorReason.ResourceAlreadyExists, () => Register(service, Precedent("FI")));
    });

    [Fact]
    public Task A_correction_of_a_precedent_records_the_previous_values() => RunningService.On(stores, async service =>
    {
        await Register(service, Precedent("FI"));
        var request = new CorrectPrecedentRequest
        {
            Precedent = new() { Name = "precedents/FI", Outcome = PrecedentOutcome.Partner },
            UpdateMask = new() { Paths = { "outcome" } },
            Reason = "a mistake",
            RequestId = Situations.NewId(),
        };
        var corrected = (await service.Client.CorrectPrecedentAsync(request, cancellationToken: Cancellation)).Precedent;
        var correction = Assert.Single(corrected.Corrections);
        Assert.Equal(
            ("outcome", "PRECEDENT_OUTCOME_ACCEDED", "PRECEDENT_OUTCOME_PARTNER", "a mistake"),
            (correction.Field, correction.OldValue, correction.NewValue, correction.Reason));
        request.RequestId = Situations.NewId();
        request.UpdateMask.Paths[0] = "steps";
        await ErrorAssert.ForFields(
            () => service.Client.CorrectPrecedentAsync(request, cancellationToken: Cancellation).ResponseAsync, "update_mask");
    });

    static Precedent Precedent(string code) => new() { Name = $"precedents/{code}", Outcome = PrecedentOutcome.Acceded };

    static PrecedentStep Step(AccessionStep step, string on) => new() { Step = step, Date = on, Evidence = Cited() };

    static async Task<Precedent> Register(RunningService service, Precedent precedent) => (await service.Client.RegisterPrecedentAsync(
        new() { Precedent = precedent, RequestId = Situations.NewId() }, cancellationToken: Cancellation)).Precedent;

    static async Task<Precedent> Record(RunningService service, PrecedentStep step) => (await service.Client.RecordPrecedentStepAsync(
        new() { Name = "precedents/FI", Step = step, RequestId = Situations.NewId() }, cancellationToken: Cancellation)).Precedent;

    static async Task<Precedent> Ratify(RunningService service, Ratification ratification) => (await service.Client.RecordRatificationAsync(
        new() { Name = "precedents/XK", Ratification = ratification, RequestId = Situations.NewId() },
        cancellationToken: Cancellation)).Precedent;
}
