using KosovoNato.Errors.V1;
using KosovoNato.Milestones.V1;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Api;

public sealed class CentreApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Each_step_is_recorded_once_and_the_last_one_accredits_the_centre() => RunningService.On(stores, async service =>
    {
        await service.Situation.CentreAsync("ccdcoe");
        await Step(service, AccreditationStage.MouSigned, "2008-05");
        var centre = await Step(service, AccreditationStage.ConceptOffered, "");
        Assert.Equal(
            [AccreditationStage.ConceptOffered, AccreditationStage.MouSigned], centre.AccreditationSteps.Select(step => step.Stage));
        Assert.False(centre.NatoAccredited);
        var info = await ErrorAssert.For(ErrorReason.RuleViolated, () => Step(service, AccreditationStage.MouSigned, "2009"));
        Assert.Equal("STEP_RECORDED", info.Metadata["rule"]);
        await ErrorAssert.ForFields(() => Step(service, AccreditationStage.NacAccredited, "2999"), "step.date");
        Assert.True((await Step(service, AccreditationStage.NacAccredited, "2008-10-28")).NatoAccredited);
        Assert.Equal([MilestonesEventType.CentreChanged], await service.LastEventsAsync("centres/ccdcoe"));
        info = await ErrorAssert.For(
            ErrorReason.RuleViolated, () => Correct(service, new() { Name = "centres/ccdcoe" }, "nato_accredited"));
        Assert.Equal("STEPS_SAY_ACCREDITED", info.Metadata["rule"]);
    });

    [Fact]
    public Task All_violations_of_a_centre_are_reported_at_once() => RunningService.On(stores, async service =>
    {
        var wrong = new Centre
        {
            Name = "centres/",
            ShortName = new string('x', 41),
            Host = "Estonia",
            City = new string('x', 101),
            Domains = { "cyber", "a b", "cyber" },
            AccreditationSteps = { new AccreditationStep { Stage = AccreditationStage.MouSigned, Evidence = Cited() },
                new AccreditationStep { Stage = AccreditationStage.MouSigned, Date = "?" } },
            EstablishedOn = "?",
            Corrections = { new Correction { Field = "city" } },
            Note = new string('x', 1_001),
        };
        await ErrorAssert.ForFields(() => Register(service, wrong),
            "centre.name", "centre.display_name", "centre.short_name", "centre.host", "centre.city", "centre.domains[1]",
            "centre.domains[2]",
            "centre.accreditation_steps[1].stage", "centre.accreditation_steps[1].date", "centre.accreditation_steps[1].evidence",
            "centre.established_on", "centre.evidence",
            "centre.corrections[0].new_value", "centre.note");
    });

    [Fact]
    public Task A_centre_is_registered_with_its_steps_and_corrected_with_an_update_mask() => RunningService.On(stores, async service =>
    {
        var given = new Centre
        {
            Name = "centres/hybrid",
            DisplayName = "Hybrid",
            Host = "XKX",
            AccreditationSteps = { new AccreditationStep { Stage = AccreditationStage.NacAccredited, Evidence = Cited() } },
            Evidence = Cited(),
        };
        await ErrorAssert.For(ErrorReason.RuleViolated, () => Register(service, given));
        given.NatoAccredited = true;
        Assert.Equal("XK", (await Register(service, given)).Host);
        await ErrorAssert.For(ErrorReason.ResourceAlreadyExists, () => Register(service, given));
        var corrected = await Correct(
            service, new() { Name = "centres/hybrid", City = "Helsinki", Domains = { "hybrid" } }, "city", "domains");
        Assert.Equal(["city", "domains"], corrected.Corrections.Select(correction => correction.Field));
        Assert.Equal(("Helsinki", "[hybrid]"), (corrected.City, corrected.Corrections[1].NewValue));
    });

    static async Task<Centre> Register(RunningService service, Centre centre) => (await service.Client.RegisterCentreAsync(
        new() { Centre = centre, RequestId = Situations.NewId() }, cancellationToken: Cancellation)).Centre;

    static async Task<Centre> Step(RunningService service, AccreditationStage stage, string on) =>
        (await service.Client.RecordAccreditationStepAsync(
        new() { Name = "centres/ccdcoe", Step = new() { Stage = stage, Date = on, Evidence = Cited() }, RequestId = Situations.NewId() },
        cancellationToken: Cancellation)).Centre;

    static async Task<Centre> Correct(RunningService service, Centre centre, params string[] fields) =>
        (await service.Client.CorrectCentreAsync(
        new() { Centre = centre, UpdateMask = new() { Paths = { fields } }, RequestId = Situations.NewId() },
        cancellationToken: Cancellation)).Centre;
}
