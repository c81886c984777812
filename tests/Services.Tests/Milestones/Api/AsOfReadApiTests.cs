using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel;
using KosovoNato.Milestones.Derivations;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Api;

/// <summary>Every read returns the world of a day, as known at a given point.</summary>
public sealed class AsOfReadApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_milestone_is_returned_as_it_was_on_the_day_with_its_derived_fields() => OnRoad(async service =>
    {
        Assert.Equal(("Achieved 2022-05", "Done"), await Of("a", "2026-01-01"));
        Assert.Equal(("Achieved 2022-05", "Done"), await Of("a", "2022-05-01"));
        Assert.Equal(("InProgress ", "Ready"), await Of("a", "2022-04-30"));
        Assert.Equal(("InProgress ", "Ready"), await Of("a", "2022-05-30", PartialDateMode.Certain));
        Assert.Equal(("Proposed ", "Waiting"), await Of("b", "2022-04-30"));
        Assert.Equal(("Proposed ", "Blocked"), await Of("b", "2022-05-01"));
        Assert.Equal(("Proposed ", "Ready"), await Of("b", "2023-02-01"));
        Assert.Equal(("Achieved 2024-03-04", "Done"), await Of("condition", "2024-03-04"));
        Assert.Equal(("Proposed ", "Ready"), await Of("condition", "2024-03-03"));

        async Task<(string, string)> Of(string id, string day, PartialDateMode reading = PartialDateMode.Unspecified)
        {
            var milestone = (await service.Client.GetMilestoneAsync(
                new() { Name = $"milestones/{id}", AsOf = day, PartialDateMode = reading }, cancellationToken: Cancellation)).Milestone;
            return ($"{milestone.Status} {milestone.AchievedOn}", $"{milestone.Outlook.Readiness}");
        }
    });

    [Fact]
    public Task As_of_today_every_read_returns_the_stored_resources() => OnRoad(async service =>
    {
        var today = PartialDate.Of(RunningService.Today).ToString();
        var stored = await service.Client.ListMilestonesAsync(new(), cancellationToken: Cancellation);
        var listed = await service.Client.ListMilestonesAsync(new() { AsOf = today }, cancellationToken: Cancellation);
        Assert.Equal(stored.ToByteArray(), listed.ToByteArray());
        string[] names = [.. stored.Milestones.Select(milestone => milestone.Name), "tracks/t", "centres/ccdcoe", "agreements/mou"];
        var got = await service.Client.BatchGetAsync(new() { Names = { names } }, cancellationToken: Cancellation);
        Assert.Equal(
            got.ToByteArray(),
            (await service.Client.BatchGetAsync(new() { Names = { names }, AsOf = today }, cancellationToken: Cancellation)).ToByteArray());
    });

    /// <summary>Results are cached across days; this test compares each with an uncached computation.</summary>
    [Fact]
    public Task The_response_for_a_day_does_not_depend_on_other_requested_days() => OnRoad(async service =>
    {
        await service.Situation.RetargetAsync("milestones/b", "2023-06");
        var (seed, state) = (Random.Shared.Next(), service.State);
        var random = new Random(seed);
        foreach (var reading in new[] { PartialDateMode.Possible, PartialDateMode.Certain })
        {
            for (var i = 0; i < 250; i++)
            {
                var day = new DateOnly(random.Next(2020, 2027), random.Next(1, 13), random.Next(1, 29));
                var request = new ListMilestonesRequest { AsOf = PartialDate.Of(day).ToString(), PartialDateMode = reading };
                var listed = (await service.Client.ListMilestonesAsync(request, cancellationToken: Cancellation)).Milestones;
                var alone = state.List<Milestone>().Select(MilestoneAsOfProjection.On(state, day, reading));
                Assert.True(alone.SequenceEqual(listed), $"{request} was answered with {listed} (seed {seed}).");
            }
        }
    });

    [Fact]
    public Task A_list_is_filtered_by_the_values_of_the_day() => OnRoad(async service =>
    {
        Assert.Equal(["a", "condition"], await Done("2024-03-04"));
        Assert.Equal(["a"], await Done("2024-03-03"));
        Assert.Equal([], await Done("2021-01-01"));

        async Task<IEnumerable<string>> Done(string day) =>
            (await service.Client.ListMilestonesAsync(
                new() { AsOf = day, Filter = new() { Readiness = { Readiness.Done } } }, cancellationToken: Cancellation))
                .Milestones.Select(milestone => milestone.Name.Split('/')[1]);
    });

    [Fact]
    public Task Other_resources_are_returned_as_they_were_on_the_day_too() => OnRoad(async service =>
    {
        Assert.Equal(
            AgreementStatus.Signed,
            (await service.Client.GetAgreementAsync(
                new() { Name = "agreements/mou", AsOf = "2021-06-01" }, cancellationToken: Cancellation)).Agreement.Status);
        Assert.Equal(
            AgreementStatus.Proposed,
            (await service.Client.GetAgreementAsync(
                new() { Name = "agreements/mou", AsOf = "2021-05-31" }, cancellationToken: Cancellation)).Agreement.Status);
        Assert.Empty(
            (await service.Client.ListAgreementsAsync(
                new() { AsOf = "2021-05-31", Filter = new() { Statuses = { AgreementStatus.Signed } } },
                cancellationToken: Cancellation)).Agreements);
    });

    [Fact]
    public Task Each_revision_is_read_again_as_it_was_read_then() => OnRoad(async service =>
    {
        List<ListMilestonesResponse> seen = [];
        foreach (var to in (MilestoneStatus[])[MilestoneStatus.InProgress, MilestoneStatus.Achieved, MilestoneStatus.Regressed])
        {
            seen.Add(await service.Client.ListMilestonesAsync(new(), cancellationToken: Cancellation));
            await service.Situation.MoveAsync("milestones/b", to, "2025");
        }

        // The transaction time of a read also covers mirrored resources.
        seen.Add(await service.Client.ListMilestonesAsync(new(), cancellationToken: Cancellation));
        await service.LearnAsync(2, Recognition("ES", RecognitionStatus.NotRecognized));
        seen.Add(await service.Client.ListMilestonesAsync(new(), cancellationToken: Cancellation));
        foreach (var then in seen)
        {
            var again = await service.Client.ListMilestonesAsync(
                new() { KnownAt = new() { Revision = then.Revision.Number } }, cancellationToken: Cancellation);
            Assert.Equal(then.ToByteArray(), again.ToByteArray());
            var readiness = await service.Client.GetReadinessAsync(
                new() { KnownAt = new() { Token = then.Revision.Token } }, cancellationToken: Cancellation);
            Assert.Equal(
                then.Milestones.Select(milestone => (milestone.Status, milestone.Outlook.Readiness)),
                readiness.Milestones.Select(milestone => (milestone.Status, milestone.Readiness)));
            Assert.Equal(then.Revision, readiness.Revision);
        }

        await ErrorAssert.For(
            ErrorReason.RevisionInFuture, () => service.Client.GetReadinessAsync(
                new() { KnownAt = new() { Revision = 1_000 } }, cancellationToken: Cancellation).ResponseAsync);
    });

    [Fact]
    public Task A_diff_reports_the_changes_between_two_days_and_between_two_revisions() => OnRoad(async service =>
    {
        var days = await service.Client.DiffAsync(
            new() { Base = new() { AsOf = "2024-03-03" }, Target = new() { AsOf = "2024-03-04" } }, cancellationToken: Cancellation);
        var change = Assert.Single(days.Changes);
        Assert.Equal((ChangeKind.Modified, "milestones/condition"), (change.Kind, change.Name));
        Assert.Equal(
            (MilestoneStatus.Proposed, MilestoneStatus.Achieved), (change.Previous.Milestone.Status, change.Resource.Milestone.Status));

        await service.Situation.RetargetAsync("milestones/b", "2030");
        var known = await service.Client.DiffAsync(
            new() { Base = new() { KnownAt = new() { Revision = days.Revision.Number } } }, cancellationToken: Cancellation);
        Assert.Equal(["milestones/b"], known.Changes.Select(changed => changed.Name));
        var filter = new MilestonesFilter
        {
            ResourceTypes = { MilestonesResourceType.Milestone },
            Milestones = new() { Readiness = { Readiness.Done } }
        };
        var done = await service.Client.DiffAsync(
            new() { Base = new() { AsOf = "2021-01-01" }, Filter = filter }, cancellationToken: Cancellation);
        Assert.Equal(["Added milestones/a", "Added milestones/condition"], done.Changes.Select(added => $"{added.Kind} {added.Name}"));
        await ErrorAssert.ForFields(
            () => service.Client.DiffAsync(
                new() { Target = new() { AsOf = "2024" }, Filter = new() { Tracks = new() { Names = { "" } } }, PageSize = -1 },
                cancellationToken: Cancellation).ResponseAsync,
            "base", "target.as_of", "filter.tracks.names", "page_size");
    });

    [Theory]
    [InlineData("1000-01-01", "")]
    [InlineData("9999-12-31", "a condition")]
    public Task A_read_of_any_day_however_distant_gets_a_response(string day, string done) => OnRoad(async service =>
    {
        var milestones = (await service.Client.ListMilestonesAsync(new() { AsOf = day }, cancellationToken: Cancellation)).Milestones;
        Assert.Equal(
            done, string.Join(
                ' ', milestones.Where(milestone => milestone.Outlook.Readiness == Readiness.Done)
                    .Select(milestone => milestone.Name.Split('/')[1])));
        // Facts have no dates before the year 1000, and reads reject such days.
        await ErrorAssert.ForFields(
            () => service.Client.ListMilestonesAsync(new() { AsOf = "0001-01-01" }, cancellationToken: Cancellation).ResponseAsync,
            "as_of");
        await ErrorAssert.ForFields(
            () => service.Client.ListReadyMilestonesAsync(new() { AsOf = "0001-01-01" }, cancellationToken: Cancellation).ResponseAsync,
            "as_of");
    });

    [Fact]
    public Task All_violations_of_a_date_are_reported_at_once() => OnRoad(service => ErrorAssert.ForFields(
        () => service.Client.GetMilestoneAsync(
            new() { Name = "tracks/t", AsOf = "2024-02-30", PartialDateMode = (PartialDateMode)9, KnownAt = new() },
            cancellationToken: Cancellation).ResponseAsync,
        "name", "as_of", "partial_date_mode", "known_at"));

    /// <summary>
    /// Milestone a is achieved. Milestone b requires it and has a blocker that was opened before and resolved afterwards. There are also a
    /// condition that the recognition by ES made true, and a signed agreement.
    /// </summary>
    Task OnRoad(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await service.Situation.TrackAsync("t");
        await service.Situation.ProposeAsync(Milestone("a"));
        await service.Situation.MoveAsync("milestones/a", MilestoneStatus.InProgress, "2021-02");
        await service.Situation.MoveAsync("milestones/a", MilestoneStatus.Achieved, "2022-05");
        var blocker = Blocker("RS");
        blocker.OpenedOn = "2022-05-01";
        await service.Situation.ProposeAsync(Milestone("b", dependencies: [Requires("a")], blockers: [blocker]));
        await service.Situation.ResolveAsync("milestones/b", "b1", "2023-02");
        await service.Situation.ProposeAsync(Milestone("condition", MilestoneKind.StandingCondition, Recognizes("ES")));
        await service.LearnAsync(1, Recognized("ES", "2024-03-04"));
        await service.Situation.CentreAsync("ccdcoe");
        await service.Situation.AgreementAsync("mou", "ccdcoe");
        await service.Situation.MoveAsync("agreements/mou", AgreementStatus.Signed, "2021-06");
        await test(service);
    });
}
