using KosovoNato.Errors.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Rules.Validation;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Api;

/// <summary>Every status and every write of the three state machines, compared with their tables.</summary>
public sealed class StatusMachineApiTests(SharedStores stores)
{
    static readonly Dictionary<MilestoneStatus, MilestoneStatus[]> OfMilestones = new()
    {
        [MilestoneStatus.Proposed] = [MilestoneStatus.Planned, MilestoneStatus.InProgress, MilestoneStatus.Abandoned],
        [MilestoneStatus.Planned] = [MilestoneStatus.InProgress, MilestoneStatus.Missed, MilestoneStatus.Abandoned],
        [MilestoneStatus.InProgress] = [MilestoneStatus.Achieved, MilestoneStatus.Missed, MilestoneStatus.Abandoned,
            MilestoneStatus.Regressed],
        [MilestoneStatus.Achieved] = [MilestoneStatus.Regressed],
        [MilestoneStatus.Missed] = [MilestoneStatus.Planned],
        [MilestoneStatus.Abandoned] = [MilestoneStatus.Planned],
        [MilestoneStatus.Regressed] = [MilestoneStatus.InProgress],
    };

    static readonly Dictionary<AgreementStatus, AgreementStatus[]> OfAgreements = new()
    {
        [AgreementStatus.Proposed] = [AgreementStatus.Negotiating, AgreementStatus.Signed, AgreementStatus.Ended],
        [AgreementStatus.Negotiating] = [AgreementStatus.Signed, AgreementStatus.Ended],
        [AgreementStatus.Signed] = [AgreementStatus.InForce, AgreementStatus.Ended],
        [AgreementStatus.InForce] = [AgreementStatus.Ended],
        [AgreementStatus.Ended] = [],
    };

    static readonly Dictionary<PartnershipStatus, PartnershipStatus[]> OfPartnerships = new()
    {
        [PartnershipStatus.Proposed] = [PartnershipStatus.Active, PartnershipStatus.Ended],
        [PartnershipStatus.Active] = [PartnershipStatus.Suspended, PartnershipStatus.Ended],
        [PartnershipStatus.Suspended] = [PartnershipStatus.Active, PartnershipStatus.Ended],
        [PartnershipStatus.Ended] = [],
    };

    [Fact]
    public Task A_milestone_makes_exactly_the_transitions_in_its_table() => RunningService.On(stores, async service =>
    {
        await service.Situation.TrackAsync("t");
        foreach (var (from, allowed) in OfMilestones)
        {
            var id = EnumNames.Of(from).ToLowerInvariant().Replace('_', '-');
            var milestone = await service.Situation.ProposeInAsync(from, Milestone(id, MilestoneKind.Decision));
            Assert.Equal(from, milestone.Status);
            await Try(from, allowed, OfMilestones.Keys.Where(to => to != MilestoneStatus.Proposed),
                async to => (await service.Situation.MoveAsync(milestone.Name, to, validateOnly: true)).Status);
            Assert.Equal(milestone, await service.Situation.GetAsync(id));
        }
    });

    [Fact]
    public Task An_agreement_makes_exactly_the_transitions_in_its_table() => RunningService.On(stores, async service =>
    {
        await service.Situation.CentreAsync("ccdcoe");
        foreach (var (from, allowed) in OfAgreements)
        {
            var agreement = await service.Situation.AgreementAsync(EnumNames.Of(from).ToLowerInvariant().Replace('_', '-'), "ccdcoe");
            IEnumerable<AgreementStatus> way = from switch
            {
                AgreementStatus.Proposed => [],
                AgreementStatus.InForce => [AgreementStatus.Signed, AgreementStatus.InForce],
                _ => [from],
            };
            foreach (var to in way)
            {
                agreement = await service.Situation.MoveAsync(agreement.Name, to);
            }

            Assert.Equal(from, agreement.Status);
            await Try(from, allowed, OfAgreements.Keys.Where(to => to != AgreementStatus.Proposed),
                async to => (await service.Situation.MoveAsync(agreement.Name, to, validateOnly: true)).Status);
        }
    });

    [Fact]
    public Task A_partnership_makes_exactly_the_transitions_in_its_table() => RunningService.On(stores, async service =>
    {
        var partners = new Queue<string>(["AL", "DE", "FR", "IT"]);
        foreach (var (from, allowed) in OfPartnerships)
        {
            var partnership = await service.Situation.PartnershipAsync($"XK-{partners.Dequeue()}");
            IEnumerable<PartnershipStatus> way = from switch
            {
                PartnershipStatus.Proposed => [],
                PartnershipStatus.Suspended => [PartnershipStatus.Active, PartnershipStatus.Suspended],
                _ => [from],
            };
            foreach (var to in way)
            {
                partnership = await service.Situation.MoveAsync(partnership.Name, to);
            }

            Assert.Equal(from, partnership.Status);
            await Try(from, allowed, OfPartnerships.Keys.Where(to => to != PartnershipStatus.Proposed),
                async to => (await service.Situation.MoveAsync(partnership.Name, to, validateOnly: true)).Status);
        }
    });

    /// <summary>
    /// Tries every write: those in the table must lead to their status, and the others must be rejected with the allowed ones.
    /// </summary>
    static async Task Try<TStatus>(TStatus from, TStatus[] allowed, IEnumerable<TStatus> all, Func<TStatus, Task<TStatus>> move)
        where TStatus : struct, Enum
    {
        foreach (var to in all)
        {
            if (allowed.Contains(to))
            {
                Assert.Equal(to, await move(to));
                continue;
            }

            var info = await ErrorAssert.For(ErrorReason.TransitionNotAllowed, () => move(to));
            Assert.Equal(
                (EnumNames.Of(from), string.Join(", ", allowed.Select(EnumNames.Of))), (info.Metadata["status"], info.Metadata["allowed"]));
        }
    }
}
