using KosovoNato.Explanations.V1;

namespace KosovoNato.Milestones.Queries;

/// <summary>
/// The steps of an accession as a country took them. A date that is known to the month or year only counts from its first day.
/// </summary>
static class PrecedentSteps
{
    // Those that every country takes unless it is let off, and that no source passes over in silence. That another step is not
    // recorded says nothing: it may be that nobody wrote it down.
    static readonly AccessionStep[] Expected =
        [AccessionStep.PfpJoined, AccessionStep.MapGranted, AccessionStep.Invitation, AccessionStep.AccessionProtocolSigned,
            AccessionStep.Acceded];

    public static PrecedentStep? Find(Precedent precedent, AccessionStep step) =>
        precedent.Steps.FirstOrDefault(taken => taken.Step == step);

    public static DateOnly DayOf(PrecedentStep step) => PartialDate.Parse(step.On).First;

    /// <summary>How many days a country took from one step to a later one; none if it did not go from the one to the other.</summary>
    public static int? DaysBetween(Precedent precedent, AccessionStep from, AccessionStep to) =>
        Find(precedent, from) is { } first && Find(precedent, to) is { } second && Days(DayOf(first), DayOf(second)) is >= 0 and var days
            ? days
            : null;

    /// <summary>What a precedent says of two steps.</summary>
    public static Basis BasisOf(Precedent precedent, AccessionStep from, AccessionStep to, MilestoneScenario world) =>
        world.Bases.ForResource(precedent.Name, precedent, known => string.Join(", ", new[] { from, to }.Select(step =>
            Find(known, step) is { } taken ? $"{EnumNames.Of(step)} on {taken.On}" : $"no {EnumNames.Of(step)} on this day")));

    public static int Days(DateOnly from, DateOnly to) => to.DayNumber - from.DayNumber;

    /// <summary>The usual steps between two that it left out. What lies beyond the last step that it took may still come.</summary>
    public static IEnumerable<AccessionStep> Skipped(Precedent precedent, AccessionStep from, AccessionStep to)
    {
        var furthest = precedent.Steps.Max(taken => taken.Step);
        return Expected.Where(step => step > from && step < to && step < furthest && Find(precedent, step) is null);
    }
}
