using Google.Protobuf.WellKnownTypes;
using KosovoNato.Milestones.V1;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones;

/// <summary>Puts a service into a situation through its public API, in domain terms.</summary>
sealed class Situations(MilestoneService.MilestoneServiceClient client, CancellationToken cancellation)
{
    public async Task<Track> TrackAsync(string id)
    {
        var track = new Track { Name = $"tracks/{id}", DisplayName = id, DisplayOrder = 1 };
        return (await client.RegisterTrackAsync(new() { Track = track, RequestId = NewId() }, cancellationToken: cancellation)).Track;
    }

    public async Task<Milestone> ProposeAsync(Milestone milestone) =>
        (await client.ProposeMilestoneAsync(
            new() { Milestone = milestone, RequestId = NewId() }, cancellationToken: cancellation)).Milestone;

    /// <summary>Proposes a milestone and moves it to a status by the shortest path.</summary>
    public async Task<Milestone> ProposeInAsync(MilestoneStatus status, Milestone milestone)
    {
        var moved = await ProposeAsync(milestone);
        foreach (var to in Way(status))
        {
            moved = await MoveAsync(milestone.Name, to);
        }

        return moved;
    }

    public async Task<Milestone> MoveAsync(
        string name, MilestoneStatus to, string on = "2020", string etag = "", bool validateOnly = false, string overrideReason = "",
        string targetOn = "2100")
    {
        var id = NewId();
        return to switch
        {
            MilestoneStatus.Planned => (await client.PlanMilestoneAsync(
                new() { Name = name, Date = on, TargetOn = targetOn, RequestId = id, Etag = etag, ValidateOnly = validateOnly },
                cancellationToken: cancellation)).Milestone,
            MilestoneStatus.InProgress => (await client.StartMilestoneAsync(
                new() { Name = name, Date = on, RequestId = id, Etag = etag, ValidateOnly = validateOnly },
                cancellationToken: cancellation)).Milestone,
            MilestoneStatus.Achieved => (await client.AchieveMilestoneAsync(
                new()
                {
                    Name = name,
                    Date = on,
                    Evidence = Cited(),
                    OverrideReason = overrideReason,
                    RequestId = id,
                    Etag = etag,
                    ValidateOnly = validateOnly
                },
                cancellationToken: cancellation)).Milestone,
            MilestoneStatus.Missed => (await client.MissMilestoneAsync(
                new() { Name = name, Date = on, Evidence = Cited(), RequestId = id, Etag = etag, ValidateOnly = validateOnly },
                cancellationToken: cancellation)).Milestone,
            MilestoneStatus.Abandoned => (await client.AbandonMilestoneAsync(
                new() { Name = name, Date = on, RequestId = id, Etag = etag, ValidateOnly = validateOnly },
                cancellationToken: cancellation)).Milestone,
            MilestoneStatus.Regressed => (await client.RegressMilestoneAsync(
                new() { Name = name, Date = on, Evidence = Cited(), RequestId = id, Etag = etag, ValidateOnly = validateOnly },
                cancellationToken: cancellation)).Milestone,
            _ => throw new ArgumentOutOfRangeException(nameof(to), to, "No write leads there."),
        };
    }

    public async Task<Milestone> RetractAsync(string name, string move) =>
        (await client.RetractTransitionAsync(
            new() { Name = name, TransitionId = move, RequestId = NewId() }, cancellationToken: cancellation)).Milestone;

    public async Task<Milestone> RetargetAsync(string name, string targetOn, string reason = "") =>
        (await client.RetargetMilestoneAsync(
            new() { Name = name, TargetOn = targetOn, Reason = reason, RequestId = NewId() }, cancellationToken: cancellation)).Milestone;

    public async Task<Milestone> CorrectAsync(Milestone milestone, params string[] fields) => (await client.CorrectMilestoneAsync(
        new() { Milestone = milestone, UpdateMask = new FieldMask { Paths = { fields } }, RequestId = NewId(), Reason = "a better source" },
        cancellationToken: cancellation)).Milestone;

    public async Task<Milestone> DependAsync(string name, Dependency dependency) =>
        (await client.AddDependencyAsync(
            new() { Name = name, Dependency = dependency, RequestId = NewId() }, cancellationToken: cancellation)).Milestone;

    public async Task<Milestone> OpenAsync(string name, Blocker blocker) =>
        (await client.OpenBlockerAsync(
            new() { Name = name, Blocker = blocker, RequestId = NewId() }, cancellationToken: cancellation)).Milestone;

    public async Task<Milestone> ResolveAsync(string name, string blocker, string on = "") => (await client.ResolveBlockerAsync(
        new() { Name = name, BlockerId = blocker, ResolvedOn = on, Evidence = Cited(), RequestId = NewId() },
        cancellationToken: cancellation)).Milestone;

    public async Task<Milestone> GetAsync(string id) =>
        (await client.GetMilestoneAsync(new() { Name = $"milestones/{id}" }, cancellationToken: cancellation)).Milestone;

    public async Task<Centre> CentreAsync(string id)
    {
        var centre = new Centre { Name = $"centres/{id}", DisplayName = id, Host = "EE", Evidence = Cited() };
        return (await client.RegisterCentreAsync(new() { Centre = centre, RequestId = NewId() }, cancellationToken: cancellation)).Centre;
    }

    public async Task<Agreement> AgreementAsync(string id, string centre)
    {
        var agreement = new Agreement
        {
            Name = $"agreements/{id}",
            Title = id,
            Centre = $"centres/{centre}",
            Kind = AgreementKind.MemorandumOfUnderstanding,
            Evidence = Cited(),
        };
        return (await client.ProposeAgreementAsync(
            new() { Agreement = agreement, RequestId = NewId() }, cancellationToken: cancellation)).Agreement;
    }

    public async Task<Agreement> MoveAsync(string name, AgreementStatus to, string on = "", bool validateOnly = false)
    {
        var id = NewId();
        return to switch
        {
            AgreementStatus.Negotiating => (await client.NegotiateAgreementAsync(
                new() { Name = name, Date = on, Evidence = Cited(), RequestId = id, ValidateOnly = validateOnly },
                cancellationToken: cancellation)).Agreement,
            AgreementStatus.Signed => (await client.SignAgreementAsync(
                new() { Name = name, Date = on, Evidence = Cited(), RequestId = id, ValidateOnly = validateOnly },
                cancellationToken: cancellation)).Agreement,
            AgreementStatus.InForce => (await client.BringAgreementIntoForceAsync(
                new() { Name = name, Date = on, Evidence = Cited(), RequestId = id, ValidateOnly = validateOnly },
                cancellationToken: cancellation)).Agreement,
            AgreementStatus.Ended => (await client.EndAgreementAsync(
                new() { Name = name, Date = on, Evidence = Cited(), RequestId = id, ValidateOnly = validateOnly },
                cancellationToken: cancellation)).Agreement,
            _ => throw new ArgumentOutOfRangeException(nameof(to), to, "No write leads there."),
        };
    }

    public async Task<Partnership> PartnershipAsync(string pair, params IEnumerable<Activity> activities)
    {
        var partnership = new Partnership
        {
            Name = $"partnerships/{pair}",
            Kind = PartnershipKind.BilateralDefence,
            Activities = { activities },
            Evidence = Cited(),
        };
        return (await client.ProposePartnershipAsync(
            new() { Partnership = partnership, RequestId = NewId() }, cancellationToken: cancellation)).Partnership;
    }

    public async Task<Partnership> MoveAsync(string name, PartnershipStatus to, string on = "", bool validateOnly = false)
    {
        var id = NewId();
        return to switch
        {
            PartnershipStatus.Active => (await client.ActivatePartnershipAsync(
                new() { Name = name, Date = on, Evidence = Cited(), RequestId = id, ValidateOnly = validateOnly },
                cancellationToken: cancellation)).Partnership,
            PartnershipStatus.Suspended => (await client.SuspendPartnershipAsync(
                new() { Name = name, Date = on, Evidence = Cited(), RequestId = id, ValidateOnly = validateOnly },
                cancellationToken: cancellation)).Partnership,
            PartnershipStatus.Ended => (await client.EndPartnershipAsync(
                new() { Name = name, Date = on, Evidence = Cited(), RequestId = id, ValidateOnly = validateOnly },
                cancellationToken: cancellation)).Partnership,
            _ => throw new ArgumentOutOfRangeException(nameof(to), to, "No write leads there."),
        };
    }

    public async Task<BatchWriteResponse> WriteAsync(params IEnumerable<MilestonesWrite> writes) =>
        await client.BatchWriteAsync(new() { Writes = { writes }, RequestId = NewId() }, cancellationToken: cancellation);

    public static string NewId() => Guid.NewGuid().ToString();
}
