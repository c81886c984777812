namespace KosovoNato.Milestones.Queries;

/// <summary>The times in which others held a country up.</summary>
static class BlockedPeriods
{
    // An invitation that a member refused, until the dispute is settled; a Membership Action Plan that was granted on a condition,
    // until it could begin. Where it began at once, nobody records that apart.
    static readonly (AccessionStep From, AccessionStep To)[] Holds =
        [(AccessionStep.InvitationBlocked, AccessionStep.DisputeResolved), (AccessionStep.MapGranted, AccessionStep.MapActivated)];

    /// <summary>Those between two days.</summary>
    /// <param name="recorded">The precedent with all its steps: that a plan began later shows that it was held up before.</param>
    /// <param name="dated">The same as it was on the day of the question.</param>
    /// <param name="to">The end; the day of the question if the country has not come that far.</param>
    public static IEnumerable<BlockedSpan> Between(Precedent recorded, Precedent dated, DateOnly from, DateOnly to, DateOnly day)
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
                    yield return new() { From = begun.On, To = ended?.On ?? "", Days = PrecedentSteps.Days(first, last) };
                }
            }
        }
    }
}
