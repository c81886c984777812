namespace KosovoNato.Milestones.Queries;

/// <summary>The periods in which other states held up an accession.</summary>
static class BlockedPeriods
{
    // An invitation that a member blocked, until the dispute was resolved; a Membership Action Plan that was granted on a condition, until
    // it could begin. If the plan began immediately, sources do not record that separately.
    static readonly (AccessionStep From, AccessionStep To)[] Holds =
        [(AccessionStep.InvitationBlocked, AccessionStep.DisputeResolved), (AccessionStep.MapGranted, AccessionStep.MapActivated)];

    /// <summary>The periods between two days.</summary>
    /// <param name="recorded">The precedent with all its steps: if a plan began later, it was held up before.</param>
    /// <param name="dated">The precedent as of the day of the query.</param>
    /// <param name="to">The end; the day of the query if the state has not taken the step.</param>
    public static IEnumerable<BlockedPeriod> Between(Precedent recorded, Precedent dated, DateOnly from, DateOnly to, DateOnly day)
    {
        foreach (var (held, freed) in Holds)
        {
            if (PrecedentSteps.Find(dated, held) is { } begun
                && (held == AccessionStep.InvitationBlocked || PrecedentSteps.Find(recorded, freed) is not null))
            {
                var ended = PrecedentSteps.Find(dated, freed);
                var (first, last) = (PrecedentSteps.DayOf(begun), ended is null ? day : PrecedentSteps.DayOf(ended));
                if (first < to && last > from)
                {
                    yield return new() { ValidFrom = begun.Date, ValidTo = ended?.Date ?? "", Days = PrecedentSteps.Days(first, last) };
                }
            }
        }
    }
}
