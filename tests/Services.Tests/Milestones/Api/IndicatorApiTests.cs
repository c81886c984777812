using Google.Protobuf.WellKnownTypes;
using KosovoNato.Errors.V1;
using KosovoNato.Milestones.V1;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Api;

public sealed class IndicatorApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Observations_are_kept_in_order_and_the_first_of_a_period_is_preferred() => OnIndicator(async service =>
    {
        await Record(service, Value("", 29));
        await Record(service, Value("2023", 4_500));
        await Record(service, Value("2021-06", 3_500));
        await Record(service, Value("2021", 3_400));
        var indicator = await Record(service, Value("2023", 4_700));
        Assert.Equal(
            [("o4", "2021", ClaimRank.Preferred), ("o3", "2021-06", ClaimRank.Preferred), ("o2", "2023", ClaimRank.Preferred),
                ("o5", "2023", ClaimRank.Normal), ("o1", "", ClaimRank.Preferred)],
            indicator.Observations.Select(one => (one.Id, one.Period, one.Rank)));
        Assert.Equal([MilestonesEventType.ObservationRecorded], await service.LastEventsAsync("indicators/kfor"));
    });

    [Fact]
    public Task Exactly_one_observation_of_a_period_is_preferred() => OnIndicator(async service =>
    {
        await Record(service, Value("2023", 1));
        var indicator = await Record(service, Value("2023", 2, ClaimRank.Preferred));
        Assert.Equal([ClaimRank.Normal, ClaimRank.Preferred], indicator.Observations.Select(one => one.Rank));
        await ErrorAssert.For(ErrorReason.RuleViolated, () => Record(service, Value("2024", 3, ClaimRank.Normal)));
        await ErrorAssert.For(ErrorReason.RuleViolated, () => Correct(service, new() { Id = "o2", Rank = ClaimRank.Deprecated }, "rank"));
        await ErrorAssert.For(ErrorReason.RuleViolated, () => Correct(service, new() { Id = "o2", Period = "2024" }, "period"));
        await Correct(service, new() { Id = "o1", Rank = ClaimRank.Preferred }, "rank");
        indicator = await Correct(service, new() { Id = "o2", Rank = ClaimRank.Deprecated }, "rank");
        Assert.Equal([ClaimRank.Preferred, ClaimRank.Deprecated], indicator.Observations.Select(one => one.Rank));
        indicator = await Correct(service, new() { Id = "o1", Rank = ClaimRank.Deprecated }, "rank");
        Assert.All(indicator.Observations, one => Assert.Equal(ClaimRank.Deprecated, one.Rank));
        Assert.Equal(ClaimRank.Preferred, (await Record(service, Value("2023", 4))).Observations[^1].Rank);
    });

    [Fact]
    public Task A_removed_value_is_absent_and_not_zero() => OnIndicator(async service =>
    {
        await Record(service, Value("2023", 5));
        var indicator = await Correct(service, new() { Id = "o1", Qualifier = "about" }, "value", "qualifier");
        Assert.Equal((false, "about"), (indicator.Observations[0].HasValue, indicator.Observations[0].Qualifier));
        indicator = await Correct(service, new() { Id = "o1", Value = 0 }, "value");
        Assert.True(indicator.Observations[0].HasValue);
        Assert.Equal([MilestonesEventType.CorrectionMade], await service.LastEventsAsync("indicators/kfor"));
    });

    [Fact]
    public Task All_violations_of_an_indicator_are_reported_at_once() => OnIndicator(async service =>
    {
        var wrong = new Indicator
        {
            Name = "indicators/",
            Topic = "a b",
            PreferredDirection = (PreferredDirection)9,
            State = "usa",
            Observations = { Value("soon", double.NaN) }
        };
        wrong.Observations[0].Note = new string('x', 1_001);
        await ErrorAssert.ForFields(
            () => Register(service, wrong), "indicator.name", "indicator.display_name", "indicator.unit", "indicator.topic",
            "indicator.preferred_direction", "indicator.state",
            "indicator.observations[0].period", "indicator.observations[0].value", "indicator.observations[0].note");
        await ErrorAssert.ForFields(
            () => Correct(service, new() { Id = "b1", Rank = (ClaimRank)9 }, "id", "rank"), "update_mask", "observation.id",
            "observation.rank");
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => Correct(service, new() { Id = "o9", Note = "x" }, "note"));
        await ErrorAssert.For(ErrorReason.ResourceAlreadyExists, () => Register(service, Kfor()));
    });

    [Fact]
    public Task An_indicator_is_registered_with_its_observations_and_corrected_with_an_update_mask() => OnIndicator(async service =>
    {
        var given = Kfor();
        given.Name = "indicators/other";
        given.Observations.Add([Value("2023", 2), Value("2020", 1), Value("2023", 3)]);
        var registered = await Register(service, given);
        Assert.Equal(
            [("o2", ClaimRank.Preferred), ("o1", ClaimRank.Preferred), ("o3", ClaimRank.Normal)],
            registered.Observations.Select(one => (one.Id, one.Rank)));
        given.Name = "indicators/third";
        given.Observations[0].Rank = ClaimRank.Normal;
        given.Observations[2].Rank = ClaimRank.Normal;
        await ErrorAssert.For(ErrorReason.RuleViolated, () => Register(service, given));
        var request = new CorrectIndicatorRequest
        {
            Indicator = new() { Name = "indicators/other", PreferredDirection = PreferredDirection.Lower },
            UpdateMask = MaskOf("preferred_direction"),
            RequestId = Situations.NewId()
        };
        var corrected = (await service.Client.CorrectIndicatorAsync(request, cancellationToken: Cancellation)).Indicator;
        Assert.Equal(
            (PreferredDirection.Lower, "persons", 3), (corrected.PreferredDirection, corrected.Unit, corrected.Observations.Count));
    });

    [Fact]
    public Task An_indicator_is_selected_by_the_state_that_its_values_are_about() => OnIndicator(async service =>
    {
        var given = Kfor();
        (given.Name, given.State) = ("indicators/own", "XKX");
        Assert.Equal("XK", (await Register(service, given)).State);
        Assert.Equal(["indicators/own"], await About("XK"));
        Assert.Empty(await About("IT"));

        await Correct("IT");
        Assert.Equal(["indicators/own"], await About("IT"));
        Assert.Empty(await About("XK"));
        await Correct("UNK");
        Assert.Equal(["indicators/own"], await About("XK"));

        async Task Correct(string state) => await service.Client.CorrectIndicatorAsync(
            new() { Indicator = new() { Name = given.Name, State = state }, UpdateMask = MaskOf("state"), RequestId = Situations.NewId() },
            cancellationToken: Cancellation);

        async Task<IEnumerable<string>> About(string state) => (await service.Client.ListIndicatorsAsync(
            new() { Filter = new() { States = { state } } }, cancellationToken: Cancellation)).Indicators.Select(one => one.Name);
    });

    [Fact]
    public Task A_milestone_with_a_threshold_follows_its_indicator() => OnIndicator(async service =>
    {
        await service.Situation.TrackAsync("t");
        var threshold =
            new Criteria.V1.Criterion
            {
                Indicator =
                new() { Indicator = "indicators/kfor", Comparison = Criteria.V1.Comparison.AtLeast, Threshold = 4_000 }
            };
        await service.Situation.ProposeAsync(Milestone("a", MilestoneKind.StandingCondition, threshold));
        await Record(service, Value("2023", 4_500));
        Assert.Equal(MilestoneStatus.Achieved, (await service.Situation.GetAsync("a")).Status);
        await Record(service, Value("2024", 3_500));
        Assert.Equal(MilestoneStatus.Regressed, (await service.Situation.GetAsync("a")).Status);
    });

    static Indicator Kfor() => new() { Name = "indicators/kfor", DisplayName = "Strength", Unit = "persons", Topic = "force-presence" };

    static Observation Value(string period, double value, ClaimRank rank = ClaimRank.Unspecified) =>
        new() { Period = period, Value = value, Rank = rank, Evidence = Cited() };

    static async Task<Indicator> Register(RunningService service, Indicator indicator) => (await service.Client.RegisterIndicatorAsync(
        new() { Indicator = indicator, RequestId = Situations.NewId() }, cancellationToken: Cancellation)).Indicator;

    static async Task<Indicator> Record(RunningService service, Observation observation) => (await service.Client.RecordObservationAsync(
        new() { Name = "indicators/kfor", Observation = observation, RequestId = Situations.NewId() },
        cancellationToken: Cancellation)).Indicator;

    static async Task<Indicator> Correct(RunningService service, Observation observation, params string[] fields) =>
        (await service.Client.CorrectObservationAsync(
        new() { Name = "indicators/kfor", Observation = observation, UpdateMask = MaskOf(fields), RequestId = Situations.NewId() },
        cancellationToken: Cancellation)).Indicator;

    static FieldMask MaskOf(params string[] fields) => new() { Paths = { fields } };

    Task OnIndicator(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await Register(service, Kfor());
        await test(service);
    });
}
