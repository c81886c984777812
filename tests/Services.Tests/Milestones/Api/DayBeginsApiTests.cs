using KosovoNato.Milestones.V1;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Api;

/// <summary>Transitions that are dated tomorrow, on the evening before and after midnight.</summary>
public sealed class DayBeginsApiTests(SharedStores stores)
{
    static readonly string Today = Text(RunningService.Today);
    static readonly string Tomorrow = Text(RunningService.Today.AddDays(1));

    readonly SettableClock clock = new(new DateTimeOffset(RunningService.Today, new(23, 50), TimeSpan.Zero));

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_transition_counts_from_its_day_in_every_response() => RunningService.On(stores, async service =>
    {
        await service.Situation.CentreAsync("ccdcoe");
        await service.Situation.AgreementAsync("mou", "ccdcoe");
        var signed = await service.Situation.MoveAsync("agreements/mou", AgreementStatus.Signed, Tomorrow);
        Assert.Equal((AgreementStatus.Proposed, Tomorrow), (signed.Status, signed.Transitions[0].Date));
        await service.Situation.TrackAsync("t");
        await service.Situation.ProposeInAsync(MilestoneStatus.InProgress, Milestone("m"));
        await service.Situation.MoveAsync("milestones/m", MilestoneStatus.Achieved, Tomorrow);
        var before = (AgreementStatus.Proposed, MilestoneStatus.InProgress, MilestoneStatus.InProgress, Readiness.Ready);
        var after = (AgreementStatus.Signed, MilestoneStatus.Achieved, MilestoneStatus.Achieved, Readiness.Done);
        Assert.Equal(before, await StateAsync(service, ""));
        Assert.Equal(before, await StateAsync(service, Today));
        Assert.Equal(after, await StateAsync(service, Tomorrow));

        // The transition after the next midnight is allowed by the last recorded transition, not by the status of today.
        await service.Situation.MoveAsync("agreements/mou", AgreementStatus.InForce, Tomorrow);
        clock.Advance(TimeSpan.FromMinutes(11));
        await Eventually.True(async () =>
            await StateAsync(service, "") == after with { Item1 = AgreementStatus.InForce });
        Assert.Equal(before, await StateAsync(service, Today));
    }, clock);

    [Fact]
    public Task A_precedent_step_counts_from_its_day() => RunningService.On(stores, async service =>
        await ErrorAssert.ForFields(
            async () => await service.Client.RegisterPrecedentAsync(
                new()
                {
                    Precedent = new()
                    {
                        Name = "precedents/AL",
                        Outcome = PrecedentOutcome.Acceded,
                        Steps = { new PrecedentStep { Step = AccessionStep.Acceded, Date = Tomorrow, Evidence = Cited() } },
                    },
                    RequestId = Situations.NewId(),
                },
                cancellationToken: Cancellation), "precedent.steps[0].date"), clock);

    /// <summary>The statuses that Get returns, and the status and readiness of the milestone.</summary>
    static async Task<(AgreementStatus, MilestoneStatus, MilestoneStatus, Readiness)> StateAsync(RunningService service, string day)
    {
        var agreement = await service.Client.GetAgreementAsync(
            new() { Name = "agreements/mou", AsOf = day }, cancellationToken: Cancellation);
        var stored = await service.Client.GetMilestoneAsync(new() { Name = "milestones/m", AsOf = day }, cancellationToken: Cancellation);
        var computed = await service.Client.GetReadinessAsync(new() { Milestone = "m", AsOf = day }, cancellationToken: Cancellation);
        return (agreement.Agreement.Status, stored.Milestone.Status, computed.Milestones[0].Status, stored.Milestone.Outlook.Readiness);
    }

    static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
