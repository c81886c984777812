using KosovoNato.Rules.ValidTime;
using Fact = KosovoNato.Assumptions.V1.Assumption.FactOneofCase;

namespace KosovoNato.Rules.WhatIf;

/// <summary>
/// Applies assumptions to resources. Each is added to a copy of its resource as an ordinary fact (an act, a period, a stance, a
/// transition), so that rules treat it like a recorded fact. From its day on, it takes precedence over recorded facts.
/// Assumptions are applied to the resources as of the day of the query, because only there it is decided whether a partial date was
/// reached, and so whether an assumption restates a recorded fact.
/// </summary>
public static class AssumptionOverlay
{
    /// <summary>The source that assumptions cite.</summary>
    public const string Source = "sources/assumption";

    /// <summary>
    /// Applies the assumptions in order. Blockers come last, because their criteria depend on the other assumptions. Returns the same
    /// object if they only restate recorded facts.
    /// </summary>
    /// <param name="dated">The resources as of the day.</param>
    /// <param name="assumptions">The assumptions, already validated. Those with a later day are ignored.</param>
    /// <param name="day">The day of the query. An assumption without a day holds from this day.</param>
    public static IResourceView Apply(IResourceView dated, IReadOnlyList<Assumption> assumptions, DateOnly day)
    {
        var world = new AssumedResources(dated);
        foreach (var assumption in assumptions.OrderBy(assumption => assumption.FactCase == Fact.Blocker))
        {
            var on = PartialDate.ParseKnown(assumption.ValidFrom)?.First ?? day;
            if (on <= day)
            {
                Put(assumption, world, new AssumptionPeriod(on, day));
            }
        }

        return world.IsEmpty ? dated : world;
    }

    /// <summary>Whether part of a resource is assumed.</summary>
    /// <param name="world">The result of <see cref="Apply"/>, possibly below another view.</param>
    public static bool IsAssumed(IResourceView world, string name) => world.Layer<AssumedResources>()?.Has(name) == true;

    /// <summary>The evidence of an assumption, which cites no real source.</summary>
    internal static Evidence.V1.Evidence Evidence() => new() { Citations = { new Citation { Source = Source } } };

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

/// <summary>The days on which an assumption holds.</summary>
/// <param name="Day">The day of the query.</param>
readonly record struct AssumptionPeriod(DateOnly On, DateOnly Day)
{
    public string Text => PartialDate.Of(On).ToString();

    /// <summary>The day before the first day.</summary>
    public string Before => PartialDate.Of(On.AddDays(-1)).ToString();

    /// <summary>The days on which a value may differ from the day before, and the first day.</summary>
    public IEnumerable<DateOnly> Days(IEnumerable<DateOnly> beginnings, IEnumerable<DateOnly> ends)
    {
        var (first, last) = (On, Day);
        return beginnings.Concat(ends.Where(end => end < last).Select(end => end.AddDays(1))).Where(day => day > first && day <= last)
            .Prepend(first);
    }

    /// <summary>Whether a date is after the first day.</summary>
    public bool IsBefore(string date) => PartialDate.ParseKnown(date)?.First > On;
}
