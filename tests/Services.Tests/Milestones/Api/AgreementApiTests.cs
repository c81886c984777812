using KosovoNato.Errors.V1;
using KosovoNato.Milestones.V1;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Api;

public sealed class AgreementApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task An_agreement_keeps_its_transitions_and_they_are_in_chronological_order() => RunningService.On(stores, async service =>
    {
        await service.Situation.CentreAsync("ccdcoe");
        var agreement = await service.Situation.AgreementAsync("mou", "ccdcoe");
        Assert.Equal(("XK", AgreementStatus.Proposed), (agreement.Party, agreement.Status));
        await service.Situation.MoveAsync("agreements/mou", AgreementStatus.Negotiating, "2024-03");
        var info = await ErrorAssert.For(
            ErrorReason.RuleViolated, () => service.Situation.MoveAsync("agreements/mou", AgreementStatus.Signed, "2024-02-29"));
        Assert.Equal("EARLIER_THAN_MOVE", info.Metadata["rule"]);
        await ErrorAssert.ForFields(() => service.Situation.MoveAsync("agreements/mou", AgreementStatus.Signed, "2999"), "date");
        agreement = await service.Situation.MoveAsync("agreements/mou", AgreementStatus.Signed, "2024");
        Assert.Equal(
            [(AgreementStatus.Negotiating, "2024-03"), (AgreementStatus.Signed, "2024")],
            agreement.Transitions.Select(move => (move.ToStatus, move.Date)));
        Assert.Equal([MilestonesEventType.AgreementTransitioned], await service.LastEventsAsync("agreements/mou"));
    });

    [Fact]
    public Task An_agreement_has_a_valid_counterpart() => RunningService.On(stores, async service =>
    {
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => service.Situation.AgreementAsync("mou", "nowhere"));
        await ErrorAssert.ForFields(
            () => Propose(service, new()), "agreement.name", "agreement.title", "agreement.kind", "agreement.counterpart",
            "agreement.evidence");
        await ErrorAssert.ForFields(() => Propose(service, Agreement(agreement => agreement.State = "XKX")), "agreement.state");
        await ErrorAssert.ForFields(
            () => Propose(service, Agreement(agreement => agreement.Organization = "a b")), "agreement.organization");
        await ErrorAssert.ForFields(
            () => Propose(
                service, Agreement(
                    agreement => (agreement.State, agreement.Party, agreement.Status) = ("al", "?", AgreementStatus.Signed))),
            "agreement.state", "agreement.party", "agreement.status");
        var proposed = await Propose(service, Agreement(agreement => (agreement.State, agreement.Party) = ("XKX", "AL")));
        Assert.Equal(("AL", "XK"), (proposed.Party, proposed.State));
        await ErrorAssert.For(
            ErrorReason.ResourceAlreadyExists, () =>
                Propose(service, Agreement(agreement => agreement.Organization = "organizations/nato")));
    });

    [Fact]
    public Task An_agreement_is_corrected_with_an_update_mask() => RunningService.On(stores, async service =>
    {
        await Propose(service, Agreement(agreement => agreement.Organization = "organizations/nato"));
        var request = new CorrectAgreementRequest
        {
            Agreement = new() { Name = "agreements/mou", Title = "Another title", Kind = AgreementKind.NoteOfJoining },
            UpdateMask = new() { Paths = { "title" } },
            RequestId = Situations.NewId(),
        };
        var corrected = (await service.Client.CorrectAgreementAsync(request, cancellationToken: Cancellation)).Agreement;
        Assert.Equal(
            ("Another title", AgreementKind.TechnicalAgreement, "organizations/nato"),
            (corrected.Title, corrected.Kind, corrected.Organization));
    });

    [Fact]
    public Task A_partnership_is_between_the_two_states_of_its_name() => RunningService.On(stores, async service =>
    {
        var partnership = await service.Situation.PartnershipAsync(
            "XKX-DE", Activity(ActivityKind.Training), Activity(ActivityKind.Advice));
        Assert.Equal(
            ("partnerships/XK-DE", "XK", "DE", PartnershipStatus.Proposed),
            (partnership.Name, partnership.Party, partnership.Partner, partnership.Status));
        Assert.Equal(["y1", "y2"], partnership.Activities.Select(activity => activity.Id));
        await ErrorAssert.For(ErrorReason.ResourceAlreadyExists, () => service.Situation.PartnershipAsync("XK-DE"));
        await ErrorAssert.ForFields(() => service.Situation.PartnershipAsync("XK-XKX"), "partnership.name");
        await ErrorAssert.ForFields(() => service.Situation.PartnershipAsync("XKDE"), "partnership.name");
        var wrong = new Partnership
        {
            Name = "partnerships/XK-AL",
            Party = "AL",
            Partner = "XK",
            Status = PartnershipStatus.Active,
            Activities = { new Activity { Date = "?" } }
        };
        await ErrorAssert.ForFields(
            () => service.Client.ProposePartnershipAsync(
                new() { Partnership = wrong, RequestId = Situations.NewId() }, cancellationToken: Cancellation).ResponseAsync,
            "partnership.kind", "partnership.evidence", "partnership.party", "partnership.partner", "partnership.status",
            "partnership.activities[0].kind", "partnership.activities[0].description", "partnership.activities[0].date",
            "partnership.activities[0].evidence");
    });

    [Fact]
    public Task A_partnership_is_suspended_and_ended_and_keeps_its_activities() => RunningService.On(stores, async service =>
    {
        await service.Situation.PartnershipAsync("XK-DE");
        await service.Situation.MoveAsync("partnerships/XKX-DE", PartnershipStatus.Active, "2009");
        await service.Situation.MoveAsync("partnerships/XK-DE", PartnershipStatus.Suspended, "2012");
        await ErrorAssert.For(
            ErrorReason.RuleViolated, () => service.Situation.MoveAsync("partnerships/XK-DE", PartnershipStatus.Active, "2011"));
        await service.Situation.MoveAsync("partnerships/XK-DE", PartnershipStatus.Ended, "2013");
        var request = new RecordActivityRequest
        {
            Name = "partnerships/XKX-DE",
            Activity = Activity(ActivityKind.Training),
            RequestId = Situations.NewId()
        };
        var partnership = (await service.Client.RecordActivityAsync(request, cancellationToken: Cancellation)).Partnership;
        Assert.Equal((3, "y1"), (partnership.Transitions.Count, Assert.Single(partnership.Activities).Id));
        var correct = new CorrectPartnershipRequest
        {
            Partnership = new() { Name = "partnerships/XK-DE", Note = "a note" },
            UpdateMask = new() { Paths = { "note" } },
            RequestId = Situations.NewId(),
        };
        Assert.Equal("a note", (await service.Client.CorrectPartnershipAsync(correct, cancellationToken: Cancellation)).Partnership.Note);
    });

    static Agreement Agreement(Action<Agreement> with)
    {
        var agreement = new Agreement
        {
            Name = "agreements/mou",
            Title = "An agreement",
            Kind = AgreementKind.TechnicalAgreement,
            Evidence = Cited()
        };
        with(agreement);
        return agreement;
    }

    static Activity Activity(ActivityKind type) => new() { Kind = type, Description = "something", Evidence = Cited() };

    static async Task<Agreement> Propose(RunningService service, Agreement agreement) => (await service.Client.ProposeAgreementAsync(
        new() { Agreement = agreement, RequestId = Situations.NewId() }, cancellationToken: Cancellation)).Agreement;
}
