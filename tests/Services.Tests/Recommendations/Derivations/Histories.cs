using CsCheck;
using Google.Protobuf;
using KosovoNato.Milestones.V1;
using KosovoNato.Recommendations.Transitions;
using KosovoNato.Recommendations.V1;
using static KosovoNato.Services.Tests.Recommendations.TestWrites;

namespace KosovoNato.Services.Tests.Recommendations.Derivations;

/// <summary>A random event that changes recommendations or the milestones they depend on.</summary>
sealed record RandomEvent(int Kind, int Which, int Other, int Choice);

/// <summary>Random histories of recommendations and of the facts they depend on.</summary>
static class Histories
{
    const int Milestones = 5;

    public static readonly Gen<RandomEvent[]> Any =
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 30], Gen.Int[0, 30], Gen.Int[0, 9],
            (kind, which, other, choice) => new RandomEvent(kind, which, other, choice)).Array[0, 80];

    /// <summary>Applies the event, unless a rule forbids it.</summary>
    public static void Apply(this InMemoryResources world, RandomEvent happening)
    {
        var all = world.List<Recommendation>().OrderBy(recommendation => int.Parse(ResourceNames.Id(recommendation.Name)[1..])).ToList();
        if (happening.Kind == 0 || all.Count == 0)
        {
            world.Put(Drafted(all, happening));
            return;
        }

        if (happening.Kind == 1)
        {
            world.Put(Milestone($"m{happening.Which % Milestones}", (MilestoneStatus)(1 + (happening.Choice % 7))));
            return;
        }

        var recommendation = all[happening.Which % all.Count].Clone();
        Change(recommendation, all, happening);
        world.Put(recommendation);
    }

    static Recommendation Drafted(List<Recommendation> all, RandomEvent happening)
    {
        var criterion = happening.Choice switch
        {
            < 3 => null,
            < 7 => Achieved($"m{happening.Which % Milestones}"),
            _ => All(Achieved($"m{happening.Which % Milestones}"), Achieved($"m{happening.Other % Milestones}")),
        };
        return Recommendation($"R{all.Count}", ParentOf(all, all.Count, happening.Other),
            (RecommendationStrength)(1 + (happening.Choice % 3)), criterion)
            .In(RecommendationStatus.Draft);
    }

    static void Change(Recommendation recommendation, List<Recommendation> all, RandomEvent happening)
    {
        switch (happening.Kind)
        {
            case 2 when recommendation.Status != RecommendationStatus.Draft:
                recommendation.Judged((Completion)(1 + (happening.Choice % 5)));
                break;
            case 3:
                recommendation.ParentRecommendation =
                    NameOrEmpty(ParentOf(all, all.IndexOf(all.Single(other => other.Name == recommendation.Name)), happening.Other));
                break;
            case 4:
                recommendation.MilestoneLinks.Clear();
                recommendation.LinkedTo($"m{happening.Other % Milestones}", MilestoneLinkKind.Progresses);
                break;
            default:
                var move = Enum.GetValues<RecommendationTransition>()
                    .First(move => RecommendationTransitions.After(recommendation.Status, move) is not null);
                recommendation.Apply(move);
                break;
        }
    }

    /// <summary>The ID of an earlier draft, so that no cycle can arise, or an empty string.</summary>
    static string ParentOf(List<Recommendation> all, int index, int choice) =>
        choice % 3 == 0 || index == 0 ? "" : ResourceNames.Id(all[choice % index].Name);

    /// <summary>All recommendations as bytes.</summary>
    public static IEnumerable<string> Bytes(this InMemoryResources world) =>
        world.List<Recommendation>().Select(recommendation => Convert.ToHexString(recommendation.ToByteArray()));
}
