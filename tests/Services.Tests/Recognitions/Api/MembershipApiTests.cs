using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KosovoNato.Errors.V1;
using KosovoNato.Recognitions.V1;
using static KosovoNato.Services.Tests.Recognitions.RecognitionFactory;

namespace KosovoNato.Services.Tests.Recognitions.Api;

public sealed class MembershipApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_membership_ends_and_continues_in_another_role() => OnAssembly(async service =>
    {
        await Record(service, Period("2014-06", role: MembershipRole.Observer));
        await ErrorAssert.For(ErrorReason.RuleViolated, () => Record(service, Period("2024-05-27", role: MembershipRole.Associate)));
        await ErrorAssert.For(ErrorReason.RuleViolated, () => End(service, "2014-05-31"));
        await End(service, "2024-05-26");
        await ErrorAssert.For(ErrorReason.RuleViolated, () => End(service, "2024-05-27"));
        await Record(service, Period("2024-05-27", role: MembershipRole.Associate));
        var membership = await GetAsync(service);
        Assert.Equal([("p1", "2024-05-26"), ("p2", "")], membership.Periods.Select(period => (period.Id, period.ValidTo)));
        Assert.Equal([RecognitionsEventType.MembershipChanged], await service.LastEventsAsync(membership.Name));
    });

    [Fact]
    public Task A_period_recorded_later_is_inserted_in_order() => OnAssembly(async service =>
    {
        await Record(service, Period("2024-05-27", role: MembershipRole.Associate));
        await Record(service, Period("2014-06", "2024-05-26", role: MembershipRole.Observer));
        Assert.Equal(["p2", "p1"], (await GetAsync(service)).Periods.Select(period => period.Id));
    });

    [Fact]
    public Task A_correction_observes_its_update_mask_and_the_rules() => OnAssembly(async service =>
    {
        await Record(service, Period("2014-06", "2024-05-26", role: MembershipRole.Observer));
        await Record(service, Period("2024-05-27", role: MembershipRole.Associate));
        await ErrorAssert.For(ErrorReason.RuleViolated, () => Correct(service, new() { Id = "p1" }, "valid_to"));
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => Correct(service, new() { Id = "p3" }, "valid_to"));
        await ErrorAssert.ForFields(() => Correct(service, new() { Id = "p2" }, "id"), "update_mask");
        await ErrorAssert.ForFields(() => Correct(service, new() { Id = "p2" }, "valid_from"), "period.valid_from");
        await ErrorAssert.ForFields(() => Correct(service, new() { Id = "p2", ValidTo = "2024-05-26" }, "valid_to"), "period.valid_to");
        await Correct(service, new() { Id = "p1", ValidFrom = "2014-06-01", Role = MembershipRole.Partner }, "valid_from");
        var period = (await GetAsync(service)).Periods[0];
        Assert.Equal(("2014-06-01", "2024-05-26", MembershipRole.Observer), (period.ValidFrom, period.ValidTo, period.Role));
    });

    [Fact]
    public Task State_and_organization_must_be_registered() => OnAssembly(async service =>
    {
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => Record(service, Period("2000"), "organizations/nato/memberships/XK"));
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => Record(service, Period("2000"), "organizations/nato-pa/memberships/ES"));
        await ErrorAssert.ForFields(() => Record(service, Period(""), "organizations/nato-pa/members/XK"), "name", "period.valid_from");
        await Record(service, Period("", knownOn: "2025-12-23"), "organizations/nato-pa/memberships/UNK");
        Assert.Equal("2025-12-23", (await GetAsync(service)).Periods[0].AttestedOn);
    });

    [Theory]
    [InlineData("2014-05-31", MembershipRole.Observer, 0)]
    [InlineData("2014-06-01", MembershipRole.Observer, 1)]
    [InlineData("2024-05-27", MembershipRole.Observer, 0)]
    [InlineData("", MembershipRole.Associate, 1)]
    public Task A_list_is_filtered_by_the_roles_on_a_date(string date, MembershipRole role, int count) => OnAssembly(async service =>
    {
        await Record(service, Period("2014-06", "2024-05-26", role: MembershipRole.Observer));
        await Record(service, Period("2024-05-27", role: MembershipRole.Associate));
        foreach (var parent in (string[])["organizations/nato-pa", "organizations/-"])
        {
            var request = new ListMembershipsRequest { Parent = parent, AsOf = date, Filter = new() { Roles = { role } } };
            Assert.Equal(count, (await service.Client.ListMembershipsAsync(request, cancellationToken: Cancellation)).Memberships.Count);
        }

        await ErrorAssert.ForFields(
            () => service.Client.ListMembershipsAsync(new() { Parent = "nato-pa", Filter = new() { Roles = { (MembershipRole)77 } } },
            cancellationToken: Cancellation).ResponseAsync, "parent", "filter.roles");
    });

    [Fact]
    public Task A_list_under_a_missing_parent_is_not_found() => OnAssembly(async service =>
    {
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => List("organizations/nope"));
        var misspelt = await Assert.ThrowsAsync<RpcException>(() => List("organizations/NATO-PA"));
        Assert.Contains("Did you mean organizations/nato-pa?", misspelt.Status.Detail, StringComparison.Ordinal);
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => service.Client.ListPositionsAsync(
            new() { Parent = "questions/nope" }, cancellationToken: Cancellation).ResponseAsync);
        Assert.Empty((await List("organizations/nato-pa")).Memberships);
        Assert.Empty((await List("organizations/-")).Memberships);

        // A parent that was registered later is unknown at an earlier revision.
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => List("organizations/nato-pa", knownAt: 1));

        Task<ListMembershipsResponse> List(string parent, long? knownAt = null) => service.Client.ListMembershipsAsync(
            new() { Parent = parent, KnownAt = knownAt is { } revision ? new() { Revision = revision } : null },
            cancellationToken: Cancellation).ResponseAsync;
    });

    static async Task<Membership> GetAsync(RunningService service) =>
        (await service.Client.GetMembershipAsync(
            new() { Name = "organizations/nato-pa/memberships/XK" }, cancellationToken: Cancellation)).Membership;

    static async Task Record(RunningService service, MembershipPeriod period, string name = "organizations/nato-pa/memberships/XK") =>
        await service.Client.RecordMembershipAsync(
            new() { Name = name, Period = period, RequestId = Situations.NewId() }, cancellationToken: Cancellation);

    static async Task End(RunningService service, string day) =>
        await service.Client.EndMembershipAsync(
            new() { Name = "organizations/nato-pa/memberships/XKX", EndedOn = day, RequestId = Situations.NewId() },
            cancellationToken: Cancellation);

    static async Task Correct(RunningService service, MembershipPeriod period, params string[] fields) =>
        await service.Client.CorrectMembershipAsync(
            new()
            {
                Name = "organizations/nato-pa/memberships/XK",
                Period = period,
                UpdateMask = new FieldMask { Paths = { fields } },
                RequestId = Situations.NewId()
            },
            cancellationToken: Cancellation);

    Task OnAssembly(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("XK");
        await service.Situation.OrganizationAsync("nato-pa", "CHANGE_DELEGATION_STATUS");
        await test(service);
    });
}
