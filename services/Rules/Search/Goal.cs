namespace KosovoNato.Rules.Search;

/// <summary>
/// Something that has to be the case, as a function of what is supposed. Its value is a number, for what holds or does not 1 or 0;
/// a higher one is always better.
/// </summary>
abstract class Goal
{
    /// <summary>Says that no changes raise a value.</summary>
    public const int Unreachable = int.MaxValue / 4;

    /// <summary>The highest value that it can have.</summary>
    public abstract int MaxValue { get; }

    /// <summary>The places of the variables that it depends on.</summary>
    public abstract IReadOnlySet<int> Variables { get; }

    /// <param name="supposed">For each variable the option that is supposed; less than 0 if none is.</param>
    public abstract int Value(int[] supposed);

    /// <summary>A bound: fewer further changes do not raise its value.</summary>
    public abstract int LowerBound(int[] supposed);

    /// <summary>Changes of which one has to be made, whatever else, if its value is to be raised.</summary>
    public abstract IEnumerable<(SearchVariable Variable, int Option)> Branches(int[] supposed);
}

/// <summary>Something that cannot be changed.</summary>
sealed class ConstantGoal(int value) : Goal
{
    public override int MaxValue => value;

    public override IReadOnlySet<int> Variables { get; } = new HashSet<int>();

    public override int Value(int[] supposed) => value;

    public override int LowerBound(int[] supposed) => Unreachable;

    public override IEnumerable<(SearchVariable Variable, int Option)> Branches(int[] supposed) => [];
}

/// <summary>What one variable decides if it is supposed, and something else otherwise.</summary>
/// <param name="valueOf">The value for an option.</param>
/// <param name="isOffered">Whether the variable may be supposed for the sake of this need.</param>
/// <param name="cap">No option has a higher value.</param>
sealed class VariableGoal(SearchVariable variable, Func<Assumption, int> valueOf, Goal otherwise, bool isOffered = true, int cap = 1) : Goal
{
    int[]? values;

    public SearchVariable Variable => variable;

    public Goal Fallback => otherwise;

    public int Cap => cap;

    /// <summary>The same with something else otherwise.</summary>
    public VariableGoal WithFallback(Goal other) =>
        ReferenceEquals(other, otherwise) ? this : new(variable, valueOf, other, isOffered, cap);

    /// <summary>The value for each option.</summary>
    public IReadOnlyList<int> Values => values ??= [.. variable.Options.Select(valueOf)];

    // What the options are worth can take long to say, and is not asked for where it makes no difference.
    public override int MaxValue => otherwise.MaxValue >= cap ? otherwise.MaxValue : Math.Max(Values.Max(), otherwise.MaxValue);

    public override IReadOnlySet<int> Variables => field ??= new HashSet<int>(otherwise.Variables) { variable.Index };

    public override int Value(int[] supposed) =>
        supposed[variable.Index] is >= 0 and var option ? Values[option] : otherwise.Value(supposed);

    public override int LowerBound(int[] supposed) =>
        supposed[variable.Index] >= 0 ? Unreachable
        : isOffered && otherwise.Value(supposed) is var present && present < cap && Values.Max() > present ? 1
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

/// <summary>Holds while something else does not. What is supposed is not taken back, so nothing is done for its sake.</summary>
sealed class NegatedGoal(Goal other) : Goal
{
    public override int MaxValue => 1;

    public Goal Other => other;

    public override IReadOnlySet<int> Variables => other.Variables;

    public override int Value(int[] supposed) => other.Value(supposed) == 0 ? 1 : 0;

    public override int LowerBound(int[] supposed) => Unreachable;

    public override IEnumerable<(SearchVariable Variable, int Option)> Branches(int[] supposed) => [];
}
