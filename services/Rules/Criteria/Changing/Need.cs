namespace KosovoNato.Rules.Criteria.Changing;

/// <summary>
/// Something that has to be the case, as a function of what is supposed. Its value is a number, for what holds or does not 1 or 0;
/// a higher one is always better.
/// </summary>
abstract class Need
{
    /// <summary>Says that no changes raise a value.</summary>
    public const int Never = int.MaxValue / 4;

    /// <summary>The highest value that it can have.</summary>
    public abstract int Most { get; }

    /// <summary>The places of the variables that it depends on.</summary>
    public abstract IReadOnlySet<int> Variables { get; }

    /// <param name="supposed">For each variable the option that is supposed; less than 0 if none is.</param>
    public abstract int Value(int[] supposed);

    /// <summary>A bound: fewer further changes do not raise its value.</summary>
    public abstract int Least(int[] supposed);

    /// <summary>Changes of which one has to be made, whatever else, if its value is to be raised.</summary>
    public abstract IEnumerable<(Variable Variable, int Option)> Changes(int[] supposed);
}

/// <summary>Something that cannot be changed.</summary>
sealed class Fixed(int value) : Need
{
    public override int Most => value;

    public override IReadOnlySet<int> Variables { get; } = new HashSet<int>();

    public override int Value(int[] supposed) => value;

    public override int Least(int[] supposed) => Never;

    public override IEnumerable<(Variable Variable, int Option)> Changes(int[] supposed) => [];
}

/// <summary>What one variable decides if it is supposed, and something else otherwise.</summary>
/// <param name="valueOf">The value for an option.</param>
/// <param name="isOffered">Whether the variable may be supposed for the sake of this need.</param>
/// <param name="cap">No option has a higher value.</param>
sealed class Choice(Variable variable, Func<Assumption, int> valueOf, Need otherwise, bool isOffered = true, int cap = 1) : Need
{
    int[]? values;

    public Variable Variable => variable;

    public Need Otherwise => otherwise;

    public int Cap => cap;

    /// <summary>The same with something else otherwise.</summary>
    public Choice Over(Need other) => ReferenceEquals(other, otherwise) ? this : new(variable, valueOf, other, isOffered, cap);

    /// <summary>The value for each option.</summary>
    public IReadOnlyList<int> Values => values ??= [.. variable.Options.Select(valueOf)];

    // What the options are worth can take long to say, and is not asked for where it makes no difference.
    public override int Most => otherwise.Most >= cap ? otherwise.Most : Math.Max(Values.Max(), otherwise.Most);

    public override IReadOnlySet<int> Variables => field ??= new HashSet<int>(otherwise.Variables) { variable.Index };

    public override int Value(int[] supposed) => supposed[variable.Index] is >= 0 and var option ? Values[option] : otherwise.Value(supposed);

    public override int Least(int[] supposed) =>
        supposed[variable.Index] >= 0 ? Never
        : isOffered && otherwise.Value(supposed) is var present && present < cap && Values.Max() > present ? 1
        : otherwise.Least(supposed);

    public override IEnumerable<(Variable Variable, int Option)> Changes(int[] supposed)
    {
        if (supposed[variable.Index] >= 0)
        {
            return [];
        }

        var present = otherwise.Value(supposed);
        var own = isOffered ? Enumerable.Range(0, Values.Count).Where(option => Values[option] > present).Select(option => (variable, option)) : [];
        return own.Concat(otherwise.Changes(supposed));
    }
}

/// <summary>Holds while something else does not. What is supposed is not taken back, so nothing is done for its sake.</summary>
sealed class Unless(Need other) : Need
{
    public override int Most => 1;

    public Need Other => other;

    public override IReadOnlySet<int> Variables => other.Variables;

    public override int Value(int[] supposed) => other.Value(supposed) == 0 ? 1 : 0;

    public override int Least(int[] supposed) => Never;

    public override IEnumerable<(Variable Variable, int Option)> Changes(int[] supposed) => [];
}
