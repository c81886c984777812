using CsCheck;
using Google.Protobuf;
using KosovoNato.Milestones.Moves;
using KosovoNato.Recognitions.V1;
using static KosovoNato.Milestones.Tests.Outlooks.Computing;
using static KosovoNato.Milestones.Tests.Recorded;

namespace KosovoNato.Milestones.Tests.Outlooks;

public sealed class OutlookPropertyTests
{
    static readonly string[] States = ["ES", "GR", "RO"];
    const int MostMilestones = 8;

    /// <summary>What happens to the facts, as numbers that are read as the facts then allow.</summary>
    static readonly Gen<(int Kind, int Which, int Choice)[]> Happenings = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 100], Gen.Int[0, 100]).Array[1, 30];

    [Fact]
    public void Computing_after_each_change_ends_where_computing_once_would() => Happenings.Sample(happenings =>
    {
        var resources = Beginning();
        foreach (var happening in happenings)
        {
            Happen(resources, happening);
            resources.Settle();
        }

        Assert.Equal(FromScratch(resources, Today).Select(Bytes), resources.Under<Milestone>().Select(Bytes));
    });

    [Fact]
    public void The_order_in_which_facts_of_a_neighbor_arrive_does_not_matter() => Gen.Select(Happenings, Gen.Int).Sample((happenings, seed) =>
    {
        var once = Beginning();
        foreach (var happening in happenings)
        {
            Happen(once, happening);
        }

        var shuffled = States.ToArray();
        new Random(seed).Shuffle(shuffled);
        var late = Beginning();
        foreach (var milestone in once.Under<Milestone>())
        {
            late.Put(milestone.Clone());
        }

        late.Settle();
        foreach (var state in shuffled)
        {
            late.Put(once.Find<Recognition>($"recognitions/{state}-XK")!);
            late.Settle();
        }

        foreach (var question in once.Under<Question>())
        {
            late.Put(question);
        }

        late.Settle();
        once.Settle();
        Assert.Equal(once.Under<Milestone>().Select(Bytes), late.Under<Milestone>().Select(Bytes));
    });

    /// <summary>Milestones with criteria and dependencies on each other, without a cycle: each rests on those before it.</summary>
    static HandMade Beginning()
    {
        var resources = new HandMade(Organization("nato"));
        foreach (var state in States)
        {
            resources.Put(Member("nato", state));
            resources.Put(Recognition(state, RecognitionStatus.NotRecognized));
        }

        // Numbered against the order in which they rest on each other, so that the order of names is of no help.
        for (var i = 0; i < MostMilestones; i++)
        {
            resources.Put((i % 4) switch
            {
                0 => Milestone(IdOf(i), MilestoneKind.StandingCondition, Recognizes(States[i % 3]), blockers: [Blocker("ES").Kept("b1")]),
                1 => Milestone(IdOf(i), MilestoneKind.StandingCondition, Any(Reached(IdOf(i - 1)), Recognizes(States[i % 3]))),
                2 => Milestone(IdOf(i), MilestoneKind.Decision, Consents(), "2030", [Requires(IdOf(i - 1))], [Blocker("ES", resolvesWhen: Recognizes("ES")).Kept("b1")]),
                _ => Milestone(IdOf(i), criterion: All(Reached(IdOf(i - 1)), Reached(IdOf(i - 2))), dependencies: [Requires(IdOf(i - 1)), Supports(IdOf(i - 3))]),
            });
        }

        return resources;
    }

    static string IdOf(int number) => $"m{MostMilestones - number}";

    static void Happen(HandMade resources, (int Kind, int Which, int Choice) happening)
    {
        var (kind, which, choice) = happening;
        var milestone = resources.Find<Milestone>($"milestones/{IdOf(which % MostMilestones)}")!.Clone();
        switch (kind)
        {
            case 0:
                MoveOn(milestone, choice);
                break;
            case 1:
                if (MilestoneMoves.Last(milestone) is { } last)
                {
                    last.Retracted = true;
                }

                break;
            case 2:
                if (milestone.Blockers.FirstOrDefault(blocker => blocker.ResolvesWhen is null) is { } blocker)
                {
                    (blocker.ResolutionEvidence, blocker.ResolvedOn) = (Cited(), "2025");
                }

                break;
            case 3:
                resources.Put(ByChoice(States[which % 3], choice));
                return;
            case 4:
                resources.Put(Question("map", choice % 2 == 0 ? QuestionStatus.NoConsensus : QuestionStatus.Adopted, decidedOn: "2025-02-03"));
                return;
            default:
                milestone.TargetOn = choice % 2 == 0 ? "2027" : "";
                break;
        }

        resources.Put(milestone);
    }

    static void MoveOn(Milestone milestone, int choice)
    {
        var allowed = MilestoneMoves.AllowedFrom(MilestoneMoves.RecordedStage(milestone));
        var to = allowed[choice % allowed.Length];
        if (!(MilestoneMoves.CriterionDecides(milestone) && to is MilestoneStatus.Achieved or MilestoneStatus.Regressed))
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
