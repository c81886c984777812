using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Kernel;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Services.Tests.Milestones.Derivations;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Api;

/// <summary>The stored derived fields follow from the facts, regardless of the writes and their order.</summary>
public sealed class DerivedOutlookApiTests(SharedStores stores)
{
    static readonly string[] Ids = ["a", "b", "c", "d", "e"];
    static readonly string[] Countries = ["ES", "GR"];

    static readonly MilestoneStatus[] Stages =
        [MilestoneStatus.Planned, MilestoneStatus.InProgress, MilestoneStatus.Achieved, MilestoneStatus.Missed, MilestoneStatus.Abandoned,
            MilestoneStatus.Regressed];

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public Task After_random_writes_all_derived_fields_equal_those_computed_from_scratch() => RunningService.On(stores, async service =>
    {
        var seed = Random.Shared.Next();
        await BeginAsync(service);
        List<IMessage> learned = [];
        await WriteManyAsync(service, seed, StressMode.Rounds(30, 60, 1_000), learned, () => Task.CompletedTask);

        var kept = (await service.Client.ListMilestonesAsync(new(), cancellationToken: Cancelled)).Milestones;
        var agreements = (await service.Client.ListAgreementsAsync(new(), cancellationToken: Cancelled)).Agreements;
        var facts = new InMemoryResources([.. learned, .. agreements, .. kept]);
        AssertSame(DerivationRunner.FromScratch(facts, RunningService.Today).Select(Text), kept.Select(Text), $"seed {seed}");
    });

    [Fact]
    public Task After_random_writes_each_revision_is_read_again_as_it_was_read_then() => RunningService.On(stores, async service =>
    {
        var seed = Random.Shared.Next();
        await BeginAsync(service);
        List<ListMilestonesResponse> seen = [];
        await WriteManyAsync(service, seed, StressMode.Rounds(10, 25, 400), [], async () => seen.Add(await ListAsync(service, new())));

        foreach (var then in seen)
        {
            var request = new ListMilestonesRequest { KnownAt = new() { Revision = then.Revision.Number } };
            AssertSame([then.ToString()], [(await ListAsync(service, request)).ToString()], $"seed {seed}, {request}");
            // With today as the valid time, earlier revisions return the derived fields that were stored then.
            request.AsOf = PartialDate.Of(RunningService.Today).ToString();
            AssertSame([then.ToString()], [(await ListAsync(service, request)).ToString()], $"seed {seed}, {request}");
        }
    });

    /// <summary>
    /// Writes at random until the given number of writes is accepted. Most do not fit and must be rejected for that reason.
    /// </summary>
    static async Task WriteManyAsync(RunningService service, int seed, int accepted, List<IMessage> learned, Func<Task> written)
    {
        var random = new Random(seed);
        var (done, tried) = (0, 0);
        while (done < accepted)
        {
            Assert.True(++tried <= 20 * accepted, $"Only {done} of {tried} writes were accepted (seed {seed}).");
            try
            {
                await WriteAsync(service, random, learned);
            }
            catch (RpcException rejected) when (rejected.StatusCode is StatusCode.FailedPrecondition or StatusCode.NotFound)
            {
                Assert.NotEmpty(rejected.Status.Detail);
                continue;
            }

            done++;
            await written();
        }
    }

    static void AssertSame(IEnumerable<string> expected, IEnumerable<string> actual, string where) =>
        Assert.True(expected.SequenceEqual(actual), $"{where}: expected\n{string.Join('\n', expected)}\nbut "
        + $"was\n{string.Join('\n', actual)}");

    static async Task<ListMilestonesResponse> ListAsync(RunningService service, ListMilestonesRequest request) =>
        await service.Client.ListMilestonesAsync(request, cancellationToken: Cancelled);

    static async Task BeginAsync(RunningService service)
    {
        await service.Situation.TrackAsync("t");
        await service.Situation.CentreAsync("ccdcoe");
        await service.Situation.AgreementAsync("mou0", "ccdcoe");
        await service.Situation.ProposeAsync(Milestone("e", MilestoneKind.StandingCondition, Recognizes("ES")));
        await service.Situation.ProposeAsync(Milestone("d", MilestoneKind.StandingCondition, Any(Reached("e"), Recognizes("GR"))));
        await service.Situation.ProposeAsync(
            Milestone("c", MilestoneKind.Decision, All(Reached("d"), Agreed("ccdcoe")), "2020", [Requires("e")]));
        await service.Situation.ProposeAsync(Milestone("b", dependencies: [Requires("c"), Supports("d")]));
        await service.Situation.ProposeAsync(Milestone("a", blockers: [Blocker("ES", resolvesWhen: Recognizes("ES"))]));
    }

    static Task WriteAsync(RunningService service, Random random, List<IMessage> learned)
    {
        var name = $"milestones/{Pick(Ids)}";
        return random.Next(10) switch
        {
            0 or 1 or 2 or 3 => service.Situation.MoveAsync(
                name, Pick(Stages), "2024", overrideReason: random.Next(2) == 0 ? "a reason" : ""),
            4 => service.Situation.RetractAsync(name, $"t{random.Next(1, 5)}"),
            5 => service.Situation.DependAsync(name, random.Next(2) == 0 ? Requires(Pick(Ids)) : Supports(Pick(Ids))),
            6 => service.Situation.OpenAsync(
                name, Blocker(
                    "GR", random.Next(2) == 0 ? BlockerSeverity.Soft : BlockerSeverity.Hard,
                    random.Next(2) == 0 ? Recognizes("GR") : null)),
            7 => service.Situation.ResolveAsync(name, $"b{random.Next(1, 4)}"),
            8 => AgreeAsync(service, random),
            _ => LearnAsync(service, random, learned),
        };

        T Pick<T>(T[] values) => values[random.Next(values.Length)];
    }

    static async Task AgreeAsync(RunningService service, Random random)
    {
        var agreements = (await service.Client.ListAgreementsAsync(new(), cancellationToken: Cancelled)).Agreements;
        var status = new[] { AgreementStatus.Signed, AgreementStatus.InForce, AgreementStatus.Ended }[random.Next(3)];
        await service.Situation.MoveAsync(agreements[^1].Name, status);
        if (status == AgreementStatus.Ended)
        {
            await service.Situation.AgreementAsync($"mou{agreements.Count}", "ccdcoe");
        }
    }

    static async Task LearnAsync(RunningService service, Random random, List<IMessage> learned)
    {
        var country = Countries[random.Next(Countries.Length)];
        var recognition = random.Next(3) switch
        {
            0 => Recognition(country, RecognitionStatus.NotRecognized),
            1 => Recognition(
                country, RecognitionStatus.Withdrawn, (ActKind.Granted, "2021-02"), (ActKind.WithdrawalConfirmed, "2024-05-06")),
            _ => Recognized(country, "2022-03-04"),
        };
        learned.Add(recognition);
        await service.LearnAsync(learned.Count, recognition);
    }

    static string Text(Milestone milestone) => milestone.ToString();
}
