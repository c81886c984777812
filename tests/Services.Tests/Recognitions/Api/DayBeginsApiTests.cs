using Grpc.Core;
using KosovoNato.Recognitions.V1;
using KosovoNato.Rules.Validation;
using static KosovoNato.Services.Tests.Recognitions.RecognitionFactory;

namespace KosovoNato.Services.Tests.Recognitions.Api;

/// <summary>Facts that are dated tomorrow, on the evening before and after midnight.</summary>
public sealed class DayBeginsApiTests(SharedStores stores)
{
    static readonly string Today = Text(RunningService.Today);
    static readonly string Tomorrow = Text(RunningService.Today.AddDays(1));

    readonly SettableClock clock = new(new DateTimeOffset(RunningService.Today, new(23, 50), TimeSpan.Zero));

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task An_act_counts_from_its_day_in_every_response() => OnNato(async service =>
    {
        using var watch = service.Client.Watch(new() { FromNow = true, Filter = Recognized() }, cancellationToken: Cancellation);
        await service.Situation.ActAsync("AL", ActKind.Granted, Tomorrow);
        Assert.Equal((RecognitionStatus.NotRecognized, 0, 0), await StateAsync(service, ""));
        Assert.Equal((RecognitionStatus.NotRecognized, 0, 0), await StateAsync(service, Today));
        Assert.Equal((RecognitionStatus.Recognized, 1, 1), await StateAsync(service, Tomorrow));

        clock.Advance(TimeSpan.FromMinutes(11));
        await Eventually.True(async () => await StateAsync(service, "") == (RecognitionStatus.Recognized, 1, 1));
        Assert.Equal((RecognitionStatus.NotRecognized, 0, 0), await StateAsync(service, Today));
        Assert.Equal(
            [RecognitionsEventType.RecognitionStatusChanged], await service.LastEventsAsync("recognitions/AL-XK"));
        var (seen, _) = await ReadAsync(watch, count: 1);
        Assert.Equal(["ADDED recognitions/AL-XK"], seen);
    });

    [Fact]
    public Task A_watch_filtered_by_role_sends_former_and_new_members_at_midnight() => OnNato(async service =>
    {
        await service.Client.EndMembershipAsync(
            new() { Name = "organizations/nato/memberships/AL", EndedOn = Today, RequestId = Situations.NewId() },
            cancellationToken: Cancellation);
        await service.Client.RecordMembershipAsync(
            new() { Name = "organizations/nato/memberships/ES", Period = Period(Tomorrow), RequestId = Situations.NewId() },
            cancellationToken: Cancellation);
        using var watch = service.Client.Watch(new() { Filter = Members() }, cancellationToken: Cancellation);
        var token = await SnapshotAsync(watch, "organizations/nato/memberships/AL");
        Assert.Equal(["organizations/nato/memberships/AL"], await MembersAsync(service));

        clock.Advance(TimeSpan.FromMinutes(11));
        var (seen, after) = await ReadAsync(watch, count: 2);
        string[] changes = ["REMOVED organizations/nato/memberships/AL", "ADDED organizations/nato/memberships/ES"];
        Assert.Equal(changes, seen);
        Assert.Equal(["organizations/nato/memberships/ES"], await MembersAsync(service));

        using var resumed = service.Client.Watch(new() { Filter = Members(), ResumeToken = token }, cancellationToken: Cancellation);
        Assert.Equal(changes, (await ReadAsync(resumed, count: 2)).Seen);

        using var later = service.Client.Watch(new() { Filter = Members(), ResumeToken = after }, cancellationToken: Cancellation);
        await service.Client.RecordMembershipAsync(
            new() { Name = "organizations/nato/memberships/BE", Period = Period("2000"), RequestId = Situations.NewId() },
            cancellationToken: Cancellation);
        Assert.Equal(["ADDED organizations/nato/memberships/BE"], (await ReadAsync(later, count: 1)).Seen);
    });

    [Fact]
    public Task A_watch_filtered_by_stance_follows_the_day() => OnNato(async service =>
    {
        await service.Situation.DraftAsync("map", "nato", "GRANT_MAP");
        await service.Situation.PositionAsync("map", "AL", Stance.Oppose, "2020");
        await service.Situation.PositionAsync("map", "AL", Stance.Support, Tomorrow);
        var filter = new RecognitionsFilter
        {
            ResourceTypes = { RecognitionsResourceType.Position },
            Positions = new() { Stances = { Stance.Oppose } },
        };
        using var watch = service.Client.Watch(new() { Filter = filter, IncludePrevious = true }, cancellationToken: Cancellation);
        await SnapshotAsync(watch, "questions/map/positions/AL");
        clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(["REMOVED questions/map/positions/AL"], (await ReadAsync(watch, count: 1)).Seen);
    });

    /// <summary>The store records the real time, so these instances have clocks near it.</summary>
    [Fact]
    public Task A_watch_that_resumes_on_a_later_day_after_a_restart_sends_what_the_day_changed()
    {
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        return RunningService.OnAndAgain(stores, Noon(day), Noon(day.AddDays(2)), async (service, startAgain) =>
        {
            await service.Situation.StatesAsync("XK", "AL");
            await service.Situation.OrganizationAsync("nato", "GRANT_MAP", "AL");
            await service.Client.EndMembershipAsync(
                new() { Name = "organizations/nato/memberships/AL", EndedOn = Text(day), RequestId = Situations.NewId() },
                cancellationToken: Cancellation);
            string token;
            using (var watch = service.Client.Watch(new() { Filter = Members() }, cancellationToken: Cancellation))
            {
                token = await SnapshotAsync(watch, "organizations/nato/memberships/AL");
            }

            var later = await startAgain();
            using var resumed = later.Client.Watch(new() { Filter = Members(), ResumeToken = token }, cancellationToken: Cancellation);
            Assert.Equal(["REMOVED organizations/nato/memberships/AL"], (await ReadAsync(resumed, count: 1)).Seen);
        });
    }

    [Fact]
    public Task A_state_is_a_member_of_the_United_Nations_from_its_day() => OnNato(async service =>
    {
        await service.Situation.RuleAsync("un");
        await service.Situation.OrganizationAsync("un", "ADMIT_MEMBER", "AL");
        await service.Client.RecordMembershipAsync(
            new() { Name = "organizations/un/memberships/ES", Period = Period(Tomorrow), RequestId = Situations.NewId() },
            cancellationToken: Cancellation);
        Assert.Equal(["AL", "BE"], await CountedAsync(service, ""));
        Assert.Equal(["AL", "BE"], await CountedAsync(service, Today));
        Assert.Equal(["AL", "BE", "ES"], await CountedAsync(service, Tomorrow));
        await Eventually.True(async () => !await IsUnMemberAsync(service, ""));
        Assert.True(await IsUnMemberAsync(service, Tomorrow));

        clock.Advance(TimeSpan.FromMinutes(11));
        await Eventually.True(() => IsUnMemberAsync(service, ""));
        Assert.False(await IsUnMemberAsync(service, Today));
        Assert.Equal(["AL", "BE", "ES"], await CountedAsync(service, ""));
    });

    [Fact]
    public Task A_question_cannot_be_opened_or_decided_in_the_future() => OnNato(async service =>
    {
        await service.Situation.DraftAsync("map", "nato", "GRANT_MAP");
        await ErrorAssert.ForFields(() => service.Situation.OpenAsync("map", Tomorrow), "opened_on");
        await service.Situation.OpenAsync("map", Today);
        await ErrorAssert.ForFields(
            () => service.Situation.DecideAsync("map", QuestionStatus.NoConsensus, Tomorrow), "outcome.decided_on");
        await ErrorAssert.ForFields(
            () => service.Situation.PositionAsync("map", "AL", Stance.Support, Text(RunningService.Today.AddDays(2))), "stance.valid_from");
    });

    /// <summary>AL, BE and ES do not recognize; AL is in nato.</summary>
    Task OnNato(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("XK", "AL", "BE", "ES");
        await service.Situation.OrganizationAsync("nato", "GRANT_MAP", "AL");
        await service.Situation.RuleAsync("strict");
        await service.Situation.NotRecognizingAsync("AL", "BE", "ES");
        await test(service);
    }, clock);

    static SettableClock Noon(DateOnly day) => new(new DateTimeOffset(day, new(12, 0), TimeSpan.Zero));

    static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    static RecognitionsFilter Members() => new()
    {
        ResourceTypes = { RecognitionsResourceType.Membership },
        Memberships = new() { Roles = { MembershipRole.Member } },
    };

    static RecognitionsFilter Recognized() => new()
    {
        ResourceTypes = { RecognitionsResourceType.Recognition },
        Recognitions = new() { Statuses = { RecognitionStatus.Recognized } },
    };

    /// <summary>The status of AL, the number of listed recognitions, and the number of counted members.</summary>
    static async Task<(RecognitionStatus Status, int Listed, int Counted)> StateAsync(RunningService service, string day)
    {
        var got = await service.Client.GetRecognitionAsync(
            new() { Name = "recognitions/AL-XK", AsOf = day }, cancellationToken: Cancellation);
        var listed = await service.Client.ListRecognitionsAsync(
            new() { AsOf = day, Filter = new() { Statuses = { RecognitionStatus.Recognized } } }, cancellationToken: Cancellation);
        var counted = await service.Client.CountRecognitionsAsync(
            new() { Organization = "nato", AsOf = day }, cancellationToken: Cancellation);
        return (got.Recognition.Status, listed.Recognitions.Count, counted.RecognizingCount);
    }

    static async Task<IReadOnlyList<string>> CountedAsync(RunningService service, string day)
    {
        var answer = await service.Client.CountRecognitionsAsync(
            new() { CountingRule = "un", AsOf = day }, cancellationToken: Cancellation);
        return [.. answer.RecognizingStates.Concat(answer.NonRecognizingStates).Order(StringComparer.Ordinal)];
    }

    static async Task<bool> IsUnMemberAsync(RunningService service, string day) =>
        (await service.Client.GetStateAsync(new() { Name = "states/ES", AsOf = day }, cancellationToken: Cancellation)).State.UnMember;

    static async Task<IEnumerable<string>> MembersAsync(RunningService service)
    {
        var answer = await service.Client.ListMembershipsAsync(
            new() { Parent = "organizations/nato", Filter = new() { Roles = { MembershipRole.Member } } }, cancellationToken: Cancellation);
        return answer.Memberships.Select(membership => membership.Name);
    }

    /// <summary>Reads the snapshot; returns its resume token.</summary>
    static async Task<string> SnapshotAsync(AsyncServerStreamingCall<WatchResponse> watch, params string[] names)
    {
        List<string> seen = [];
        do
        {
            Assert.True(await watch.ResponseStream.MoveNext(Cancellation).WithinAsync(10));
            seen.AddRange(watch.ResponseStream.Current.Snapshot.Select(change => change.Name));
        }
        while (watch.ResponseStream.Current.SnapshotEnd is null);
        Assert.Equal(names, seen);
        return watch.ResponseStream.Current.ResumeToken;
    }

    /// <summary>Reads changes; returns them and the resume token after the last one.</summary>
    static async Task<(IReadOnlyList<string> Seen, string Token)> ReadAsync(AsyncServerStreamingCall<WatchResponse> watch, int count)
    {
        List<string> seen = [];
        while (seen.Count < count)
        {
            Assert.True(await watch.ResponseStream.MoveNext(Cancellation).WithinAsync(20));
            seen.AddRange(watch.ResponseStream.Current.Revisions.SelectMany(revision => revision.Changes)
                .Select(change => $"{EnumNames.Of(change.Kind)} {change.Name}"));
        }

        return (seen, watch.ResponseStream.Current.ResumeToken);
    }
}
