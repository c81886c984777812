using KosovoNato.Assumptions.V1;
using KosovoNato.Changes.V1;
using KosovoNato.Platform.Store;
using KosovoNato.Recommendations.Measuring;
using KosovoNato.Rules.Worlds;

namespace KosovoNato.Recommendations.Questions;

/// <summary>What was so on a day, as far as it was known, and if something is assumed, with that on top.</summary>
sealed class World
{
    World(IResources resources, DateOnly day) => (Tree, Day) = (new(resources, day), day);

    /// <summary>The recommendations as they were on the day, and how far each was.</summary>
    public MeasuredTree Tree { get; }

    public DateOnly Day { get; }

    public static World Of(IResources known, DateOnly day, DateReading reading, IReadOnlyList<Assumption>? assumptions = null)
    {
        var supposed = assumptions is { Count: > 0 } ? Supposed.Of(known, assumptions, day) : known;
        return new(Conditions.On(Dated.On(supposed, day, reading), day), day);
    }
}
