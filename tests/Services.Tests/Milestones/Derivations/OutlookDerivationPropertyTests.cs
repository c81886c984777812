using CsCheck;
using Google.Protobuf;
using KosovoNato.Assumptions.V1;
using KosovoNato.Changes.V1;
using KosovoNato.Criteria.V1;
using KosovoNato.Milestones.Derivations;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Rules.Transitions;
using KosovoNato.Rules.ValidTime;
using KosovoNato.Services.Tests.Milestones.Queries;
using static KosovoNato.Services.Tests.Milestones.Derivations.DerivationRunner;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Derivations;

public sealed class OutlookDerivationPropertyTests
{
    static readonly string[] Codes = ["ES", "GR", "RO"];
    const int MaxMilestones = 10;

    /// <summary>Random events as numbers, interpreted according to the current facts.</summary>
    static readonly Gen<(int Kind, int Which, int Choice)[]> Happenings = Gen.Select(
        Gen.Int[0, 5], Gen.Int[0, 100], Gen.Int[0, 100]).Array[1, 30];

    [Fact]
    public void Deriving_after_each_change_gives_the_same_result_as_deriving_once() => Happenings.Sample(happenings =>
    {
        var resources = Beginning();
        foreach (var happening in happenings)
        {
            Happen(resources, happening);
            resources.Settle();
        }

        Assert.Equal(FromScratch(resources, Today).Select(Bytes), resources.List<Milestone>().Select(Bytes));
    });

    [Fact]
    public void The_order_in_which_facts_of_an_upstream_arrive_does_not_matter() =>
        Gen.Select(Happenings, Gen.Int).Sample((happenings, seed) =>
    {
        var once = Beginning();
        foreach (var happening in happenings)
        {
            Happen(once, happening);
        }

        var shuffled = Codes.ToArray();
        new Random(seed).Shuffle(shuffled);
        var late = Beginning();
        foreach (var milestone in once.List<Milestone>())
        {
            late.Put(milestone.Clone());
        }

        late.Settle();
        foreach (var state in shuffled)
        {
            late.Put(once.Find<Recognition>($"recognitions/{state}-XK")!);
            late.Settle();
        }

        foreach (var question in once.List<Question>())
        {
            late.Put(question);
        }

        late.Settle();
        once.Settle();
        Assert.Equal(once.List<Milestone>().Select(Bytes), late.List<Milestone>().Select(Bytes));
    });

    [Theory]
    [InlineData(PartialDateMode.Possible)]
    [InlineData(PartialDateMode.Certain)]
    public void As_of_today_every_resource_is_as_stored(PartialDateMode reading) => Happenings.Sample(happenings =>
    {
        var resources = Happened(happenings);
        var dated = MilestoneAsOfProjection.On(resources, Today, reading);
        Assert.All(resources.List<Milestone>(), kept => Assert.Same(kept, dated(kept)));
        var world = QueryRunner.World(resources, Today, reading);
        Assert.Equal(resources.List<Milestone>().Select(Bytes), world.Milestones.Select(Bytes));
    });

    [Fact]
    public void As_of_an_earlier_day_every_resource_is_as_it_would_have_been_stored_then() =>
        Gen.Select(Happenings, Gen.Int[0, Days.Length - 1]).Sample((happenings, which) =>
    {
        var resources = Happened(happenings);
        var dated = MilestoneAsOfProjection.On(resources, Days[which], PartialDateMode.Possible);
        var then = new InMemoryResources(
        [
            .. resources.List<Membership>(), .. resources.List<Organization>(),
            .. resources.List<Recognition>().Select(
                recognition => AsOfResources.Project(recognition, Days[which], PartialDateMode.Possible)),
            .. resources.List<Question>().Select(question => AsOfResources.Project(question, Days[which], PartialDateMode.Possible)),
            .. resources.List<Milestone>().Select(milestone => AsOfResources.Project(milestone, Days[which], PartialDateMode.Possible)),
        ]);
        Assert.Equal(
            FromScratch(then, Days[which]).Select(Bytes),
            resources.List<Milestone>().Select(milestone => Bytes((Milestone)dated(milestone))));
    });

    [Fact]
    public void Assuming_the_recorded_facts_changes_nothing() => Happenings.Sample(happenings =>
    {
        var resources = Happened(happenings);
        var plain = QueryRunner.World(resources, Today);
        Assumption[] restated =
        [
            .. plain.Milestones.Select(milestone => QueryRunner.Reaches(ResourceNames.Id(milestone.Name), milestone.Status)),
            .. resources.List<Recognition>().Where(
                recognition => recognition.Status is RecognitionStatus.Recognized or RecognitionStatus.NotRecognized
                or RecognitionStatus.Withdrawn)
                .Select(recognition =>
                    new Assumption { Recognition = new() { Recognizer = recognition.Recognizer,
                        Status = (AssumedRecognitionStatus)recognition.Status } }),
            .. Codes.Select(state => new Assumption { Membership = new() { Organization = "organizations/nato", State = state } }),
        ];
        var world = QueryRunner.World(resources, Today, restated);
        Assert.DoesNotContain(world.Milestones, world.IsChanged);
        Assert.Equal(plain.Milestones.Select(Bytes), world.Milestones.Select(Bytes));
    });

    [Fact]
    public void Readiness_never_contradicts_its_reasons() => Gen.Select(
        Happenings, Gen.Int[0, Days.Length], Gen.Int[0, 5].Array[0, 3], Gen.Int[0, 100].Array[3])
        .Sample((happenings, day, kinds, choices) =>
    {
        var assumptions = kinds.Select((kind, i) => Assumed(kind, choices[i])).ToList();
        var world = QueryRunner.World(Happened(happenings), day < Days.Length ? Days[day] : Today, assumptions);
        Assert.All(world.Milestones, milestone => AssertConsistent(world.Derived.ReadinessOf(milestone, world.Baseline?.Derived)));
    });

    [Fact]
    public void The_smallest_change_meets_the_criterion() => Happenings.Sample(happenings =>
    {
        var resources = Happened(happenings);
        var world = QueryRunner.World(resources, Today);
        foreach (var milestone in world.Milestones.Where(milestone => world.Derived.SmallestChange(milestone).Count > 0))
        {
            var then = QueryRunner.World(resources, Today, world.Derived.SmallestChange(milestone)).Get(milestone.Name);
            Assert.Equal(Truth.True, then.Outlook.Criterion.Truth);
        }
    });

    static Assumption Assumed(int kind, int choice) => kind switch
    {
        0 or 1 => new()
        {
            Recognition = new()
            {
                Recognizer = Codes[choice % 3],
                Status = choice % 2 == 0 ? AssumedRecognitionStatus.Recognized : AssumedRecognitionStatus.NotRecognized,
            },
        },
        2 => new()
        {
            Outcome = new()
            {
                Organization = "organizations/nato",
                Decision = "GRANT_MAP",
                Outcome = choice % 2 == 0 ? AssumedOutcome.Adopted : AssumedOutcome.NoConsensus,
            },
        },
        3 => new() { Blocker = new() { Milestone = $"milestones/{IdOf(choice % MaxMilestones)}" } },
        _ => QueryRunner.Reaches(IdOf(choice % MaxMilestones), choice % 2 == 0 ? MilestoneStatus.Achieved : MilestoneStatus.Abandoned),
    };

    static void AssertConsistent(MilestoneReadiness milestone)
    {
        var isBlocked = milestone.OpenBlockers.Count > 0 || milestone.PreventedBy.Count > 0;
        var isWaiting = milestone.WaitingFor.Count > 0;
        var isGivenUp = milestone.Status is MilestoneStatus.Abandoned or MilestoneStatus.Missed or MilestoneStatus.Regressed;
        Assert.Equal(
            milestone.Status == MilestoneStatus.Achieved ? Readiness.Done
            : isBlocked ? Readiness.Blocked
            : isWaiting ? Readiness.Waiting
            : isGivenUp ? Readiness.NotPursued
            : Readiness.Ready,
            milestone.Readiness);
        Assert.True(milestone.PreventedBy.Count == 0 || milestone.Criterion.Truth == Truth.False);
        Assert.All(milestone.OpenBlockers, blocker =>
            Assert.Equal((BlockerSeverity.Hard, BlockerStatus.Open), (blocker.Severity, blocker.Status)));
    }

    static readonly DateOnly[] Days = [Day("2020-01-01"), Day("2021-02-01"), Day("2022-03-04"), Day("2024-05-06"), Day("2025-01-01"),
        Day("2025-02-03"), Day("2025-03-01")];

    static InMemoryResources Happened((int Kind, int Which, int Choice)[] happenings)
    {
        var resources = Beginning();
        foreach (var happening in happenings)
        {
            Happen(resources, happening);
        }

        resources.Settle();
        return resources;
    }

    /// <summary>Milestones with criteria and dependencies on earlier ones, and so without a cycle.</summary>
    static InMemoryResources Beginning()
    {
        var resources = new InMemoryResources([Organization("nato"), .. TestWrites.States([.. Codes, "XK"])]);
        foreach (var state in Codes)
        {
            resources.Put(Member("nato", state));
            resources.Put(Recognition(state, RecognitionStatus.NotRecognized));
        }

        // Numbered against the order of dependencies, so that the order of names does not help.
        for (var i = 0; i < MaxMilestones; i++)
        {
            resources.Put((i % 5) switch
            {
                0 => Milestone(IdOf(i), MilestoneKind.StandingCondition, Recognizes(Codes[i % 3]), blockers: [Blocker("ES").Kept("b1")]),
                1 => Milestone(IdOf(i), MilestoneKind.StandingCondition, Any(Reached(IdOf(i - 1)), Recognizes(Codes[i % 3]))),
                2 => Milestone(
                    IdOf(i), MilestoneKind.Decision, Consents(), "2030", [Requires(IdOf(i - 1))],
                    [Blocker("ES", resolvesWhen: Recognizes("ES")).Kept("b1")]),
                3 => Milestone(
                    IdOf(i), criterion: All(Reached(IdOf(i - 1)), Reached(IdOf(i - 2))),
                    dependencies: [Requires(IdOf(i - 1)), Supports(IdOf(i - 3))]),
                _ => Milestone(
                    IdOf(i), criterion: Consents(), dependencies: [Requires(IdOf(i - 4))],
                    blockers: [Blocker("GR", resolvesWhen: Recognizes("GR")).Kept("b1")]),
            });
        }

        return resources;
    }

    static string IdOf(int number) => $"m{MaxMilestones - number}";

    static void Happen(InMemoryResources resources, (int Kind, int Which, int Choice) happening)
    {
        var (kind, which, choice) = happening;
        var milestone = resources.Find<Milestone>($"milestones/{IdOf(which % MaxMilestones)}")!.Clone();
        switch (kind)
        {
            case 0:
                MoveOn(milestone, choice);
                break;
            case 1:
                if (MilestoneTransitions.Last(milestone) is { } last)
                {
                    last.Retracted = true;
                }

                break;
            case 2:
                if (milestone.Blockers.FirstOrDefault(blocker => blocker.ResolutionCriterion is null) is { } blocker)
                {
                    (blocker.ResolutionEvidence, blocker.ResolvedOn) = (Cited(), "2025");
                }

                break;
            case 3:
                resources.Put(ByChoice(Codes[which % 3], choice));
                return;
            case 4:
                resources.Put(
                    Question("map", choice % 2 == 0 ? QuestionStatus.NoConsensus : QuestionStatus.Adopted, decidedOn: "2025-02-03"));
                return;
            default:
                milestone.TargetOn = choice % 2 == 0 ? "2027" : "";
                break;
        }

        resources.Put(milestone);
    }

    static void MoveOn(Milestone milestone, int choice)
    {
        var allowed = MilestoneTransitions.AllowedFrom(MilestoneTransitions.RecordedStatus(milestone));
        var to = allowed[choice % allowed.Length];
        if (!(MilestoneTransitions.CriterionDecides(milestone) && to is MilestoneStatus.Achieved or MilestoneStatus.Regressed))
        {
            milestone.Moved((to, choice % 3 == 0 ? "" : "2025-03"));
        }
    }

    static Recognition ByChoice(string state, int choice) => (choice % 4) switch
    {
        0 => Recognition(state, RecognitionStatus.NotRecognized),
        1 => Recognition(state, RecognitionStatus.Withdrawn, (ActKind.Granted, "2021-02"), (ActKind.WithdrawalConfirmed, "2024-05-06")),
        2 => Recognized(state, "2022-03-04"),
        _ => Recognition(state, RecognitionStatus.Announced, (ActKind.Announced, "2025-01-01")),
    };

    static string Bytes(Milestone milestone) => Convert.ToHexString(milestone.ToByteArray());
}
