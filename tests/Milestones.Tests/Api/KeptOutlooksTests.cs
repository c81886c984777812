using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Milestones.Tests.Outlooks;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;
using static KosovoNato.Milestones.Tests.Recorded;

namespace KosovoNato.Milestones.Tests.Api;

/// <summary>What the service keeps of computed fields is what its facts say, whatever was written and in whatever order.</summary>
public sealed class KeptOutlooksTests(SharedStores stores)
{
    static readonly string[] Ids = ["a", "b", "c", "d", "e"];
    static readonly string[] Countries = ["ES", "GR"];

    static readonly MilestoneStatus[] Stages =
        [MilestoneStatus.Planned, MilestoneStatus.InProgress, MilestoneStatus.Achieved, MilestoneStatus.Missed, MilestoneStatus.Abandoned, MilestoneStatus.Regressed];

    [Fact]
    public Task After_random_writes_all_computed_fields_are_those_computed_from_scratch() => RunningService.On(stores, async service =>
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await BeginAsync(service);
        List<IMessage> learned = [];
        var done = 0;
        for (var i = 0; i < Heavy.Rounds(150, 3_000); i++)
        {
            try
            {
                await WriteAsync(service, random, learned);
                done++;
            }
            catch (RpcException refused) when (refused.StatusCode is StatusCode.FailedPrecondition or StatusCode.NotFound)
            {
                // Most writes of a random sequence do not fit; those that do are what this is about.
            }
        }

        var kept = (await service.Client.ListMilestonesAsync(new(), cancellationToken: TestContext.Current.CancellationToken)).Milestones;
        var agreements = (await service.Client.ListAgreementsAsync(new(), cancellationToken: TestContext.Current.CancellationToken)).Agreements;
        var facts = new HandMade([.. learned, .. agreements, .. kept]);
        Assert.Equal(Computing.FromScratch(facts, RunningService.Today).Select(Text), kept.Select(Text));
        Assert.True(done > 40, $"Only {done} writes fitted (seed {seed}).");
    });

    [Fact]
    public Task After_random_writes_each_state_of_knowledge_is_what_was_read_then() => RunningService.On(stores, async service =>
    {
        var random = new Random(Random.Shared.Next());
        await BeginAsync(service);
        List<IMessage> learned = [];
        List<ListMilestonesResponse> seen = [];
        for (var i = 0; i < Heavy.Rounds(60, 1_000); i++)
        {
            try
            {
                await WriteAsync(service, random, learned);
                seen.Add(await service.Client.ListMilestonesAsync(new(), cancellationToken: TestContext.Current.CancellationToken));
            }
            catch (RpcException refused) when (refused.StatusCode is StatusCode.FailedPrecondition or StatusCode.NotFound)
            {
                // Most writes of a random sequence do not fit; those that do are what this is about.
            }
        }

        foreach (var then in seen)
        {
            var request = new ListMilestonesRequest { KnownAt = new() { Revision = then.Revision.Number } };
            Assert.Equal(then.ToByteArray(), (await service.Client.ListMilestonesAsync(request, cancellationToken: TestContext.Current.CancellationToken)).ToByteArray());
            // What was recorded by then, on the day of today, is what was computed then and kept.
            request.AsOf = PartialDate.Of(RunningService.Today).ToString();
            Assert.Equal(then.ToByteArray(), (await service.Client.ListMilestonesAsync(request, cancellationToken: TestContext.Current.CancellationToken)).ToByteArray());
        }
    });

    static async Task BeginAsync(RunningService service)
    {
        await service.Situation.TrackAsync("t");
        await service.Situation.CentreAsync("ccdcoe");
        await service.Situation.AgreementAsync("mou0", "ccdcoe");
        await service.Situation.ProposeAsync(Milestone("e", MilestoneKind.StandingCondition, Recognizes("ES")));
        await service.Situation.ProposeAsync(Milestone("d", MilestoneKind.StandingCondition, Any(Reached("e"), Recognizes("GR"))));
        await service.Situation.ProposeAsync(Milestone("c", MilestoneKind.Decision, All(Reached("d"), Agreed("ccdcoe")), "2020", [Requires("e")]));
        await service.Situation.ProposeAsync(Milestone("b", dependencies: [Requires("c"), Supports("d")]));
        await service.Situation.ProposeAsync(Milestone("a", blockers: [Blocker("ES", resolvesWhen: Recognizes("ES"))]));
    }

    static Task WriteAsync(RunningService service, Random random, List<IMessage> learned)
    {
        var name = $"milestones/{Pick(Ids)}";
        return random.Next(10) switch
        {
            0 or 1 or 2 or 3 => service.Situation.MoveAsync(name, Pick(Stages), "2024", overrideReason: random.Next(2) == 0 ? "a reason" : ""),
            4 => service.Situation.RetractAsync(name, $"v{random.Next(1, 5)}"),
            5 => service.Situation.DependAsync(name, random.Next(2) == 0 ? Requires(Pick(Ids)) : Supports(Pick(Ids))),
            6 => service.Situation.OpenAsync(name, Blocker("GR", random.Next(2) == 0 ? BlockerSeverity.Soft : BlockerSeverity.Hard, random.Next(2) == 0 ? Recognizes("GR") : null)),
            7 => service.Situation.ResolveAsync(name, $"b{random.Next(1, 4)}"),
            8 => AgreeAsync(service, random),
            _ => LearnAsync(service, random, learned),
        };

        T Pick<T>(T[] values) => values[random.Next(values.Length)];
    }

    static async Task AgreeAsync(RunningService service, Random random)
    {
        var agreements = (await service.Client.ListAgreementsAsync(new(), cancellationToken: TestContext.Current.CancellationToken)).Agreements;
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
            1 => Recognition(country, RecognitionStatus.Withdrawn, (ActKind.Granted, "2021-02"), (ActKind.WithdrawalConfirmed, "2024-05-06")),
            _ => Recognized(country, "2022-03-04"),
        };
        learned.Add(recognition);
        await service.LearnAsync(learned.Count, recognition);
    }

    static string Text(Milestone milestone) => milestone.ToString();
}
