using KosovoNato.Assumptions.V1;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Services.Tests.Recognitions.Api;

/// <summary>Assumptions change nothing: not the resources, not the revision, and watchers receive nothing.</summary>
public sealed class AssumptionApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Assumptions_are_neither_stored_nor_sent() => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AL", "ES", "RO", "XK");
        await service.Situation.OrganizationAsync("nato", "GRANT_MAP", "AL", "ES");
        await service.Situation.RuleAsync("strict");
        await service.Situation.RecognizingAsync("2008-02-18", "AL");
        await service.Situation.NotRecognizingAsync("ES");
        var before = await StateAsync(service);
        using var watch = service.Client.Watch(new() { FromNow = true }, cancellationToken: Cancellation);
        Assert.True(await watch.ResponseStream.MoveNext(Cancellation).WithinAsync(10));

        for (var i = 0; i < 20; i++)
        {
            await service.Client.CountRecognitionsAsync(
                new() { Organization = "organizations/nato", Assumptions = { Facts() } }, cancellationToken: Cancellation);
            await service.Client.AssessDecisionAsync(
                new() { Organization = "organizations/nato", Decision = "GRANT_MAP", Assumptions = { Facts(), Position() } },
                cancellationToken: Cancellation);
        }

        Assert.Equal(before, await StateAsync(service));
        await service.Situation.ActAsync("ES", ActKind.Granted, "2024");
        await foreach (var revision in RevisionsAsync(watch))
        {
            // The first change that watchers receive is the write.
            Assert.Equal(before.Revision.Number + 1, revision.Revision);
            Assert.Equal(["recognitions/ES-XK"], revision.Changes.Select(change => change.Name));
            break;
        }
    });

    [Fact]
    public Task An_assumption_that_restates_the_record_changes_no_response() => RunningService.On(stores, async service =>
    {
        var history = new RandomHistory(service, Random.Shared.Next());
        await history.BeginAsync();
        for (var i = 0; i < 40; i++)
        {
            await history.NextAsync();
        }

        // Ensures that there is something to restate, whatever the random history contains.
        await service.Situation.StatesAsync("RO");
        await service.Situation.RecognizingAsync("2024-12-31", "RO");
        await service.Situation.WriteAsync(
            [new() { RecordMembership = new() { Name = "organizations/nato/memberships/RO",
                Period = Recognitions.RecognitionFactory.Period("2024") } }]);
        var plain = new AssessDecisionRequest { Organization = "organizations/nato", Decision = RandomHistory.Decision };
        var answer = await service.Client.AssessDecisionAsync(plain, cancellationToken: Cancellation);
        // The outlook of a question is committed shortly after its facts, so both reads use the same revision.
        plain.KnownAt = new() { Revision = answer.Revision.Number };
        var recorded = await service.Client.ListRecognitionsAsync(new() { KnownAt = plain.KnownAt }, cancellationToken: Cancellation);
        plain.Assumptions.Add(recorded.Recognitions.Where(recognition => Enum.IsDefined((AssumedRecognitionStatus)recognition.Status))
            .Select(recognition =>
                new Assumption
                {
                    Recognition = new()
                    {
                        Recognizer = recognition.Recognizer,
                        Status = (AssumedRecognitionStatus)recognition.Status
                    }
                }));
        plain.Assumptions.Add(answer.Stances.Where(stance => stance.RecognitionStatus != RecognitionStatus.Unspecified)
            .Select(stance => new Assumption { Membership = new() { Organization = "organizations/nato", State = stance.State } }));
        plain.Assumptions.Add(answer.Stances.Where(stance => stance.Basis != AssessedStanceBasis.Inferred)
            .Select(stance =>
                new Assumption
                {
                    Position = new()
                    {
                        Organization = "organizations/nato",
                        Decision = RandomHistory.Decision,
                        State = stance.State,
                        Stance = Enum.Parse<AssumedStance>($"{stance.CountedStance}")
                    }
                }));
        Assert.Contains(plain.Assumptions, one => one.Recognition?.Recognizer == "RO");
        Assert.Equal(answer, await service.Client.AssessDecisionAsync(plain, cancellationToken: Cancellation));
    });

    static IEnumerable<Assumption> Facts() =>
    [
        new() { Recognition = new() { Recognizer = "ES" } },
        new() { Recognition = new() { Recognizer = "AL", Status = AssumedRecognitionStatus.Withdrawn } },
        new() { Membership = new() { Organization = "organizations/nato", State = "RO" } },
        new() { Membership = new() { Organization = "organizations/nato", State = "AL", Ended = true } },
    ];

    static Assumption Position() =>
        new()
        {
            Position = new()
            {
                Organization = "organizations/nato",
                Decision = "GRANT_MAP",
                State = "ES",
                Stance = AssumedStance.Support
            }
        };

    static async Task<BatchGetResponse> StateAsync(RunningService service) => await service.Client.BatchGetAsync(
        new() { Names = { "recognitions/AL-XK", "recognitions/ES-XK", "organizations/nato", "organizations/nato/memberships/AL" } },
        cancellationToken: Cancellation);

    static async IAsyncEnumerable<RecognitionsChanged> RevisionsAsync(Grpc.Core.AsyncServerStreamingCall<WatchResponse> watch)
    {
        while (await watch.ResponseStream.MoveNext(Cancellation).WithinAsync(10))
        {
            foreach (var revision in watch.ResponseStream.Current.Revisions)
            {
                yield return revision;
            }
        }
    }
}
