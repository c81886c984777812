using KosovoNato.Platform.Store;
using Fact = KosovoNato.Assumptions.V1.Assumption.FactOneofCase;

namespace KosovoNato.Rules.Worlds;

/// <summary>
/// The world with some facts supposed. Each is put into a copy of its resource as an ordinary fact, so that all rules see it as
/// they see what is recorded: an act, a period, a stance, a move. It wins over what is recorded of the time from its day on.
/// </summary>
public static class Supposed
{
    /// <summary>The source that is cited for what is supposed.</summary>
    public const string Source = "assumption";

    /// <summary>The resources with the assumptions in them, later ones after earlier ones; the same object if they only restate what is recorded.</summary>
    /// <param name="assumptions">Checked before; those of a later day are not seen.</param>
    /// <param name="day">The day that the question is about, from which an assumption without a day holds.</param>
    public static IResources Of(IResources recorded, IReadOnlyList<Assumption> assumptions, DateOnly day)
    {
        var world = new SupposedWorld(recorded);
        foreach (var assumption in assumptions)
        {
            var on = PartialDate.ParseKnown(assumption.On)?.First ?? day;
            if (on <= day)
            {
                Put(assumption, world, new Span(on, day));
            }
        }

        return world.IsEmpty ? recorded : world;
    }

    /// <summary>Says whether something of a resource is supposed.</summary>
    /// <param name="world">What <see cref="Of"/> gave, also as it was on a day.</param>
    public static bool IsAssumed(IResources world, string name) => Below(world)?.Has(name) == true;

    /// <summary>The stage at which a milestone is supposed to be, whatever its criterion says, and since when; none if nothing is.</summary>
    /// <param name="world">What <see cref="Of"/> gave, also as it was on a day.</param>
    public static (MilestoneStatus Status, string On)? StageOf(IResources world, string milestone) =>
        Below(world) is { } supposed && supposed.Stages.TryGetValue(milestone, out var stage) ? stage : null;

    /// <summary>Says who says so: nobody does.</summary>
    internal static Evidence.V1.Evidence Evidence() => new() { Citations = { new Citation { Source = Source } } };

    static SupposedWorld? Below(IResources world) => world switch
    {
        SupposedWorld supposed => supposed,
        Overlay overlay => Below(overlay.Below),
        _ => null,
    };

    static void Put(Assumption assumption, SupposedWorld world, Span span)
    {
        switch (assumption.FactCase)
        {
            case Fact.Recognition:
                SupposedRecognitions.Put(assumption.Recognition, world, span);
                break;
            case Fact.Membership:
                SupposedRecognitions.Put(assumption.Membership, world, span);
                break;
            case Fact.Position:
                SupposedDecisions.Put(assumption.Position, world, span);
                break;
            case Fact.Outcome:
                SupposedDecisions.Put(assumption.Outcome, world, span);
                break;
            case Fact.Ratification:
                SupposedRoad.Put(assumption.Ratification, world, span);
                break;
            case Fact.Milestone:
                SupposedMilestones.Put(assumption.Milestone, world, span);
                break;
            case Fact.Blocker:
                SupposedMilestones.Put(assumption.Blocker, world, span);
                break;
            case Fact.Observation:
                SupposedRoad.Put(assumption.Observation, world, span);
                break;
            case Fact.Agreement:
                SupposedRoad.Put(assumption.Agreement, world, span);
                break;
            case Fact.Partnership:
                SupposedRoad.Put(assumption.Partnership, world, span);
                break;
        }
    }
}

/// <summary>The days on which something is supposed.</summary>
/// <param name="Day">The day that the question is about.</param>
readonly record struct Span(DateOnly On, DateOnly Day)
{
    public string Text => PartialDate.Of(On).ToString();

    /// <summary>The last day before.</summary>
    public string Before => PartialDate.Of(On.AddDays(-1)).ToString();

    /// <summary>Those of the days on which something can be otherwise than on the day before, and the first one.</summary>
    public IEnumerable<DateOnly> Days(IEnumerable<DateOnly> beginnings, IEnumerable<DateOnly> ends)
    {
        var (first, last) = (On, Day);
        return beginnings.Concat(ends.Where(end => end < last).Select(end => end.AddDays(1))).Where(day => day > first && day <= last).Prepend(first);
    }

    /// <summary>Says whether a date is after the first of the days.</summary>
    public bool IsBefore(string date) => PartialDate.ParseKnown(date)?.First > On;
}
