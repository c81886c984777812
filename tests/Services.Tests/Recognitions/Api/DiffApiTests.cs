using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Errors.V1;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Services.Tests.Recognitions.Api;

/// <summary>Differences in valid time, in transaction time, or in both.</summary>
public sealed class DiffApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_diff_applied_to_the_base_gives_the_target() => RunningService.On(stores, async service =>
    {
        var seed = Random.Shared.Next();
        var history = new RandomHistory(service, seed);
        await history.BeginAsync();
        for (var i = 0; i < StressMode.Rounds(60, 600); i++)
        {
            await history.NextAsync();
        }

        var newest = (await service.Client.GetStateAsync(new() { Name = "states/XK" }, cancellationToken: Cancellation)).Revision.Number;
        for (var i = 0; i < StressMode.Rounds(12, 120); i++)
        {
            var (from, to) = (BitemporalPoint(history, newest), BitemporalPoint(history, newest));
            var state = await StateAsync(service, from);
            var changes = await DiffAsync(service, new() { Base = from, Target = to, PageSize = history.Random.Next(1, 8) });
            foreach (var change in changes)
            {
                Assert.Equal(state.GetValueOrDefault(change.Name), Inner(change.Previous));
                if (change.Kind == ChangeKind.Removed)
                {
                    state.Remove(change.Name);
                }
                else
                {
                    state[change.Name] = Inner(change.Resource)!;
                }
            }

            var expected = await StateAsync(service, to);
            var wrong = expected.Keys.Union(state.Keys)
                .Where(name => !Equals(expected.GetValueOrDefault(name), state.GetValueOrDefault(name)))
                .Select(name => $"{name}: {expected.GetValueOrDefault(name)} and not {state.GetValueOrDefault(name)}");
            Assert.True(!wrong.Any(), $"From {from} to {to} (seed {seed}):\n{string.Join('\n', wrong)}");
            Assert.Equal(changes.Count, changes.Select(change => change.Name).Distinct().Count());
            var back = await DiffAsync(service, new() { Base = to, Target = from });
            Assert.Equal(changes.Select(change => change.Name), back.Select(change => change.Name));
            Assert.Empty(await DiffAsync(service, new() { Base = from, Target = from }));
        }
    });

    [Fact]
    public Task A_diff_between_two_days_names_the_new_recognitions() => OnNato(async service =>
    {
        var request = new DiffRequest
        {
            Base = new() { AsOf = "2008-01-01" },
            Target = new() { AsOf = "2012-01-01" },
            Filter = new()
            {
                ResourceTypes = { RecognitionsResourceType.Recognition },
                Recognitions = new() { Statuses = { RecognitionStatus.Recognized } }
            },
        };
        Assert.Equal([("recognitions/AL-XK", ChangeKind.Added), ("recognitions/BE-XK", ChangeKind.Added)], await Kinds(request));
        request.Target.PartialDateMode = PartialDateMode.Certain;
        Assert.Equal([("recognitions/AL-XK", ChangeKind.Added)], await Kinds(request));
        (request.Base, request.Target) = (request.Target, request.Base);
        Assert.Equal([("recognitions/AL-XK", ChangeKind.Removed)], await Kinds(request));

        async Task<IEnumerable<(string, ChangeKind)>> Kinds(DiffRequest asked) =>
            (await DiffAsync(service, asked)).Select(change => (change.Name, change.Kind));
    });

    [Fact]
    public Task A_diff_between_two_revisions_names_the_newly_recorded_facts() => OnNato(async service =>
    {
        var before = (await service.Client.GetStateAsync(new() { Name = "states/XK" }, cancellationToken: Cancellation)).Revision;
        var act = await service.Situation.ActAsync("ES", ActKind.Granted, "2024");
        var request = new DiffRequest { Base = new() { KnownAt = new() { Token = before.Token } } };
        var answer = await service.Client.DiffAsync(request, cancellationToken: Cancellation);
        var change = Assert.Single(answer.Changes);
        Assert.Equal(("recognitions/ES-XK", ChangeKind.Modified, before.Number + 1), (change.Name, change.Kind, change.Revision));
        Assert.Equal(act, change.Resource.Recognition);
        Assert.Equal(RecognitionStatus.NotRecognized, change.Previous.Recognition.Status);
        Assert.Equal((before.Number, before.Number + 1), (answer.BaseRevision.Number, answer.Revision.Number));
        // On a day before the act only the etag differs, because it covers the recorded resource and not its value on the day.
        (request.Base.AsOf, request.Target) = ("2023-12-31", new() { AsOf = "2023-12-31" });
        var then = Assert.Single(await DiffAsync(service, request));
        then.Previous.Recognition.Etag = then.Resource.Recognition.Etag;
        Assert.Equal(then.Previous, then.Resource);
    });

    [Fact]
    public Task All_violations_of_a_diff_are_reported_at_once() => OnNato(async service =>
    {
        await ErrorAssert.ForFields(() => DiffAsync(service, new()), "base");
        await ErrorAssert.ForFields(() => DiffAsync(service, new()
        {
            Base = new() { AsOf = "2008", KnownAt = new() },
            Target = new() { PartialDateMode = (PartialDateMode)5 },
            Filter = new() { States = new() { Codes = { "al" } } },
            PageSize = -1,
        }), "base.as_of", "base.known_at", "target.partial_date_mode", "filter.states.codes", "page_size");
        await ErrorAssert.For(
            ErrorReason.RevisionInFuture, () => DiffAsync(service, new() { Base = new() { KnownAt = new() { Revision = 1_000_000 } } }));
        await ErrorAssert.For(ErrorReason.TokenInvalid, () => DiffAsync(service, new() { Base = new(), PageToken = "?" }));
    });

    static BitemporalPoint BitemporalPoint(RandomHistory history, long newest)
    {
        var day = history.Random.Next(2) == 0 ? "" : history.Day();
        return new()
        {
            AsOf = day,
            PartialDateMode = day.Length > 0 ? (PartialDateMode)history.Random.Next(3) : default,
            KnownAt = new() { Revision = history.Random.NextInt64(newest + 1) },
        };
    }

    static async Task<List<RecognitionsResourceChange>> DiffAsync(RunningService service, DiffRequest request)
    {
        List<RecognitionsResourceChange> changes = [];
        do
        {
            var page = await service.Client.DiffAsync(request, cancellationToken: Cancellation);
            changes.AddRange(page.Changes);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return changes;
    }

    static async Task<Dictionary<string, IMessage>> StateAsync(RunningService service, BitemporalPoint at)
    {
        var (day, reading, known) = (at.AsOf, at.PartialDateMode, at.KnownAt);
        IEnumerable<IMessage>[] lists =
        [
            (await service.Client.ListStatesAsync(
                new() { AsOf = day, PartialDateMode = reading, KnownAt = known }, cancellationToken: Cancellation)).States,
            (await service.Client.ListOrganizationsAsync(
                new() { AsOf = day, PartialDateMode = reading, KnownAt = known }, cancellationToken: Cancellation)).Organizations,
            (await service.Client.ListMembershipsAsync(
                new() { Parent = "organizations/-", AsOf = day, PartialDateMode = reading, KnownAt = known },
                cancellationToken: Cancellation)).Memberships,
            (await service.Client.ListRecognitionsAsync(
                new() { AsOf = day, PartialDateMode = reading, KnownAt = known }, cancellationToken: Cancellation)).Recognitions,
            (await service.Client.ListQuestionsAsync(
                new() { AsOf = day, PartialDateMode = reading, KnownAt = known }, cancellationToken: Cancellation)).Questions,
            (await service.Client.ListPositionsAsync(
                new() { Parent = "questions/-", AsOf = day, PartialDateMode = reading, KnownAt = known },
                cancellationToken: Cancellation)).Positions,
            (await service.Client.ListBallotsAsync(
                new() { Parent = "questions/-", AsOf = day, PartialDateMode = reading, KnownAt = known },
                cancellationToken: Cancellation)).Ballots,
            (await service.Client.ListCountingRulesAsync(
                new() { AsOf = day, PartialDateMode = reading, KnownAt = known }, cancellationToken: Cancellation)).CountingRules,
        ];
        return lists.SelectMany(list => list).ToDictionary(resource => ((IResource)resource).Name);
    }

    static IMessage? Inner(RecognitionsResource? resource) => resource?.ResourceCase switch
    {
        null or RecognitionsResource.ResourceOneofCase.None => null,
        RecognitionsResource.ResourceOneofCase.State => resource.State,
        RecognitionsResource.ResourceOneofCase.Organization => resource.Organization,
        RecognitionsResource.ResourceOneofCase.Membership => resource.Membership,
        RecognitionsResource.ResourceOneofCase.Recognition => resource.Recognition,
        RecognitionsResource.ResourceOneofCase.Question => resource.Question,
        RecognitionsResource.ResourceOneofCase.Position => resource.Position,
        RecognitionsResource.ResourceOneofCase.Ballot => resource.Ballot,
        RecognitionsResource.ResourceOneofCase.CountingRule => resource.CountingRule,
        _ => resource.Source,
    };

    Task OnNato(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AL", "BE", "ES", "XK");
        await service.Situation.RecognizingAsync("2008-02-18", "AL");
        await service.Situation.RecognizingAsync("2012", "BE");
        await service.Situation.NotRecognizingAsync("ES");
        await test(service);
    });
}
