using KosovoNato.Explanations.V1;

namespace KosovoNato.Milestones.Queries;

/// <summary>The accession steps of a precedent. A partial date counts from its first day.</summary>
static class PrecedentSteps
{
    // The steps that every state takes unless it is exempted, and that every source records. For other steps, a missing record proves
    // nothing.
    static readonly AccessionStep[] Expected =
        [AccessionStep.PfpJoined, AccessionStep.MapGranted, AccessionStep.Invitation, AccessionStep.AccessionProtocolSigned,
            AccessionStep.Acceded];

    public static PrecedentStep? Find(Precedent precedent, AccessionStep step) =>
        precedent.Steps.FirstOrDefault(taken => taken.Step == step);

    public static DateOnly DayOf(PrecedentStep step) => PartialDate.Parse(step.Date).First;

    /// <summary>The number of days between two steps of a precedent; null unless both were taken, in this order.</summary>
    public static int? DaysBetween(Precedent precedent, AccessionStep from, AccessionStep to) =>
        Find(precedent, from) is { } first && Find(precedent, to) is { } second && Days(DayOf(first), DayOf(second)) is >= 0 and var days
            ? days
            : null;

    /// <summary>The supporting fact of two steps of a precedent.</summary>
    public static SupportingFact BasisOf(Precedent precedent, AccessionStep from, AccessionStep to, MilestoneScenario world) =>
        world.Bases.ForResource(precedent.Name, precedent, known => string.Join(", ", new[] { from, to }.Select(step =>
            Find(known, step) is { } taken ? $"{EnumNames.Of(step)} on {taken.Date}" : $"no {EnumNames.Of(step)} on this day")));

    public static int Days(DateOnly from, DateOnly to) => to.DayNumber - from.DayNumber;

    /// <summary>
    /// The expected steps between two steps that the state skipped. A step beyond the last recorded step may still follow.
    /// </summary>
    public static IEnumerable<AccessionStep> Skipped(Precedent precedent, AccessionStep from, AccessionStep to)
    {
        var furthest = precedent.Steps.Max(taken => taken.Step);
        return Expected.Where(step => step > from && step < to && step < furthest && Find(precedent, step) is null);
    }
}
