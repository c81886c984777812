using KosovoNato.Rules.ValidTime;
using Fact = KosovoNato.Assumptions.V1.Assumption.FactOneofCase;

namespace KosovoNato.Rules.WhatIf;

/// <summary>
/// The world with some facts supposed. Each is put into a copy of its resource as an ordinary fact, so that all rules see it as
/// they see what is recorded: an act, a period, a stance, a move. It wins over what is recorded of the time from its day on.
/// </summary>
public static class AssumptionOverlay
{
    /// <summary>The source that is cited for what is supposed.</summary>
    public const string Source = "assumption";

    /// <summary>
    /// The resources with the assumptions in them, later ones after earlier ones; the same object if they only restate what is
    /// recorded.
    /// </summary>
    /// <param name="assumptions">Checked before; those of a later day are not seen.</param>
    /// <param name="day">The day that the question is about, from which an assumption without a day holds.</param>
    public static IResourceView Apply(IResourceView recorded, IReadOnlyList<Assumption> assumptions, DateOnly day)
    {
        var world = new AssumedResources(recorded);
        foreach (var assumption in assumptions)
        {
            var on = PartialDate.ParseKnown(assumption.On)?.First ?? day;
            if (on <= day)
            {
                Put(assumption, world, new AssumptionPeriod(on, day));
            }
        }

        return world.IsEmpty ? recorded : world;
    }

    /// <summary>Says whether something of a resource is supposed.</summary>
    /// <param name="world">What <see cref="Apply"/> gave, also as it was on a day.</param>
    public static bool IsAssumed(IResourceView world, string name) => Below(world)?.Has(name) == true;

    /// <summary>
    /// The stage at which a milestone is supposed to be, whatever its criterion says, and since when; none if nothing is.
    /// </summary>
    /// <param name="world">What <see cref="Apply"/> gave, also as it was on a day.</param>
    public static (MilestoneStatus Status, string On)? AssumedStatus(IResourceView world, string milestone) =>
        Below(world) is { } supposed && supposed.AssumedStatuses.TryGetValue(milestone, out var stage) ? stage : null;

    /// <summary>Says who says so: nobody does.</summary>
    internal static Evidence.V1.Evidence Evidence() => new() { Citations = { new Citation { Source = Source } } };

    static AssumedResources? Below(IResourceView world) => world switch
    {
        AssumedResources supposed => supposed,
        ResourceOverlay overlay => Below(overlay.Underlying),
        _ => null,
    };

    static void Put(Assumption assumption, AssumedResources world, AssumptionPeriod span)
    {
        switch (assumption.FactCase)
        {
            case Fact.Recognition:
                RecognitionAssumptions.Put(assumption.Recognition, world, span);
                break;
            case Fact.Membership:
                RecognitionAssumptions.Put(assumption.Membership, world, span);
                break;
            case Fact.Position:
                DecisionAssumptions.Put(assumption.Position, world, span);
                break;
            case Fact.Outcome:
                DecisionAssumptions.Put(assumption.Outcome, world, span);
                break;
            case Fact.Ratification:
                AccessionAssumptions.Put(assumption.Ratification, world, span);
                break;
            case Fact.Milestone:
                MilestoneAssumptions.Put(assumption.Milestone, world, span);
                break;
            case Fact.Blocker:
                MilestoneAssumptions.Put(assumption.Blocker, world, span);
                break;
            case Fact.Observation:
                AccessionAssumptions.Put(assumption.Observation, world, span);
                break;
            case Fact.Agreement:
                AccessionAssumptions.Put(assumption.Agreement, world, span);
                break;
            case Fact.Partnership:
                AccessionAssumptions.Put(assumption.Partnership, world, span);
                break;
        }
    }
}

/// <summary>The days on which something is supposed.</summary>
/// <param name="Day">The day that the question is about.</param>
readonly record struct AssumptionPeriod(DateOnly On, DateOnly Day)
{
    public string Text => PartialDate.Of(On).ToString();

    /// <summary>The last day before.</summary>
    public string Before => PartialDate.Of(On.AddDays(-1)).ToString();

    /// <summary>Those of the days on which something can be otherwise than on the day before, and the first one.</summary>
    public IEnumerable<DateOnly> Days(IEnumerable<DateOnly> beginnings, IEnumerable<DateOnly> ends)
    {
        var (first, last) = (On, Day);
        return beginnings.Concat(ends.Where(end => end < last).Select(end => end.AddDays(1))).Where(day => day > first && day <= last)
            .Prepend(first);
    }

    /// <summary>Says whether a date is after the first of the days.</summary>
    public bool IsBefore(string date) => PartialDate.ParseKnown(date)?.First > On;
}
