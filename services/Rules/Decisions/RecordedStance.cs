namespace KosovoNato.Rules.Decisions;

/// <summary>A stance that a position or a ballot shows.</summary>
/// <param name="Stance">The stance toward the decision in question.</param>
/// <param name="Origin">The name of the position or the ballot.</param>
/// <param name="Since">The first day of the stance, or the day of the ballot.</param>
public readonly record struct RecordedStance(Stance Stance, AssessedStanceBasis Basis, string Origin, DateOnly Since)
{
    /// <summary>The later of two stances. On one day, the first argument takes precedence.</summary>
    public static RecordedStance? Later(RecordedStance? one, RecordedStance? other) =>
        one is null || other?.Since > one.Value.Since ? other : one;
}
