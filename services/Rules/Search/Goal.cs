namespace KosovoNato.Rules.Search;

/// <summary>
/// A value to raise, as a function of the assumptions: 1 or 0 for a condition that holds or does not, a count otherwise. Higher is always
/// better.
/// </summary>
abstract class Goal
{
    /// <summary>The lower bound if no changes raise the value.</summary>
    public const int Unreachable = int.MaxValue / 4;

    /// <summary>The highest possible value.</summary>
    public abstract int MaxValue { get; }

    /// <summary>The indexes of the variables that the goal depends on.</summary>
    public abstract IReadOnlySet<int> Variables { get; }

    /// <param name="supposed">The index of the assumed option for each variable; negative if none is assumed.</param>
    public abstract int Value(int[] supposed);

    /// <summary>A lower bound on the number of further changes that raise the value.</summary>
    public abstract int LowerBound(int[] supposed);

    /// <summary>Changes to branch on: any set of changes that raises the value contains one of them.</summary>
    public abstract IEnumerable<(SearchVariable Variable, int Option)> Branches(int[] supposed);
}

/// <summary>A goal with a value that no assumption changes.</summary>
sealed class ConstantGoal(int value) : Goal
{
    public override int MaxValue => value;

    public override IReadOnlySet<int> Variables { get; } = new HashSet<int>();

    public override int Value(int[] supposed) => value;

    public override int LowerBound(int[] supposed) => Unreachable;

    public override IEnumerable<(SearchVariable Variable, int Option)> Branches(int[] supposed) => [];
}

/// <summary>A goal that one variable decides if it is assumed, and a fallback goal otherwise.</summary>
/// <param name="valueOf">The value for an option.</param>
/// <param name="isOffered">Whether the search may assume the variable for this goal.</param>
/// <param name="cap">An upper bound on the value of every option.</param>
sealed class VariableGoal(SearchVariable variable, Func<Assumption, int> valueOf, Goal otherwise, bool isOffered = true, int cap = 1) : Goal
{
    int[]? values;

    public SearchVariable Variable => variable;

    public Goal Fallback => otherwise;

    public int Cap => cap;

    /// <summary>The same goal with another fallback.</summary>
    public VariableGoal WithFallback(Goal other) =>
        ReferenceEquals(other, otherwise) ? this : new(variable, valueOf, other, isOffered, cap);

    /// <summary>The value for each option.</summary>
    public IReadOnlyList<int> Values => values ??= [.. variable.Options.Select(valueOf)];

    int Highest => Values.DefaultIfEmpty(int.MinValue).Max();

    // Computing the values of the options can be expensive, so skip it if they cannot raise the maximum.
    public override int MaxValue => otherwise.MaxValue >= cap ? otherwise.MaxValue : Math.Max(Highest, otherwise.MaxValue);

    public override IReadOnlySet<int> Variables => field ??= new HashSet<int>(otherwise.Variables) { variable.Index };

    public override int Value(int[] supposed) =>
        supposed[variable.Index] is >= 0 and var option ? Values[option] : otherwise.Value(supposed);

    public override int LowerBound(int[] supposed) =>
        supposed[variable.Index] >= 0 ? Unreachable
        : isOffered && otherwise.Value(supposed) is var present && present < cap && Highest > present ? 1
        : otherwise.LowerBound(supposed);

    public override IEnumerable<(SearchVariable Variable, int Option)> Branches(int[] supposed)
    {
        if (supposed[variable.Index] >= 0)
        {
            return [];
        }

        var present = otherwise.Value(supposed);
        var own = isOffered ? Enumerable.Range(0, Values.Count).Where(option => Values[option] > present)
            .Select(option => (variable, option)) : [];
        return own.Concat(otherwise.Branches(supposed));
    }
}

/// <summary>Holds while another goal does not. The search never takes back an assumption, so it has no changes to branch on.</summary>
sealed class NegatedGoal(Goal other) : Goal
{
    public override int MaxValue => 1;

    public Goal Other => other;

    public override IReadOnlySet<int> Variables => other.Variables;

    public override int Value(int[] supposed) => other.Value(supposed) == 0 ? 1 : 0;

    public override int LowerBound(int[] supposed) => Unreachable;

    public override IEnumerable<(SearchVariable Variable, int Option)> Branches(int[] supposed) => [];
}
