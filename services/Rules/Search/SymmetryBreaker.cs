namespace KosovoNato.Rules.Search;

/// <summary>
/// Skips interchangeable changes. States that matter in the same places in the same way, and have the same assumptions, can replace each
/// other: of twenty states that could complete a majority, only the first is tried.
/// </summary>
sealed class SymmetryBreaker
{
    readonly Dictionary<int, EquivalenceClass> units = [];
    int totals;

    public SymmetryBreaker(Goal root)
    {
        Visit(root, 0, isInverted: false);
        Dictionary<string, int> kinds = new(StringComparer.Ordinal);
        foreach (var unit in units.Values.Distinct())
        {
            unit.Describe(kinds);
        }
    }

    /// <summary>
    /// The changes, except those that are interchangeable with an earlier change or dominated by another option of the same variable.
    /// </summary>
    public IEnumerable<(SearchVariable Variable, int Option)> Distinct(
        IEnumerable<(SearchVariable Variable, int Option)> changes, int[] supposed)
    {
        HashSet<(int, string, string, int)> seen = [];
        foreach (var (variable, option) in changes)
        {
            var unit = units[variable.Index];
            if (unit.IsWorthwhile(variable, option) && seen.Add((unit.Kind, unit.Supposed(supposed), variable.Role, option)))
            {
                yield return (variable, option);
            }
        }
    }

    void Visit(Goal need, int parent, bool isInverted)
    {
        switch (need)
        {
            case ThresholdGoal total:
                var number = ++totals;
                foreach (var part in total.Parts)
                {
                    Visit(part, number, isInverted);
                }

                break;
            case VariableGoal choice:
                Visit(choice, parent, isInverted);
                break;
            case NegatedGoal unless:
                Visit(unless.Other, ++totals, !isInverted);
                break;
        }
    }

    /// <summary>Visits a variable goal and the chain of its fallbacks. The variables of the chain belong to one class.</summary>
    void Visit(VariableGoal first, int parent, bool isInverted)
    {
        List<VariableGoal> chain = [first];
        while (chain[^1].Fallback is VariableGoal next)
        {
            chain.Add(next);
        }

        var unit = chain.Select(choice => units.GetValueOrDefault(choice.Variable.Index)).FirstOrDefault(known => known is not null)
            ?? new EquivalenceClass();
        foreach (var choice in chain)
        {
            if (units.TryGetValue(choice.Variable.Index, out var other) && other != unit)
            {
                unit.Absorb(other);
                foreach (var variable in other.Variables)
                {
                    units[variable.Index] = unit;
                }
            }

            units[choice.Variable.Index] = unit;
            unit.Add(choice, isInverted);
        }

        var last = chain[^1].Fallback;
        var end = last is ConstantGoal ? $"{last.MaxValue}" : $"#{totals + 1}";
        unit.Places.Add(
            $"{parent}: {string.Join(" > ", chain.Select(choice => $"{choice.Variable.Role} {string.Join(',', choice.Values)}"))} > {end}");
        Visit(last, 0, isInverted);
    }

    /// <summary>The variables of one state, or of another thing that they are about.</summary>
    sealed class EquivalenceClass
    {
        readonly List<(SearchVariable Variable, IReadOnlyList<int> Values)> choices = [];
        readonly HashSet<(int Variable, int Option)> worthwhile = [];
        readonly SortedDictionary<string, SearchVariable> byRole = new(StringComparer.Ordinal);

        public IEnumerable<SearchVariable> Variables => byRole.Values;

        public List<string> Places { get; } = [];

        /// <summary>The same number for all classes that can replace each other.</summary>
        public int Kind { get; private set; }

        /// <param name="isInverted">Whether a lower value is better in this place.</param>
        public void Add(VariableGoal choice, bool isInverted)
        {
            choices.Add((choice.Variable, isInverted ? [.. choice.Values.Select(value => -value)] : choice.Values));
            byRole[choice.Variable.Role] = choice.Variable;
        }

        public void Absorb(EquivalenceClass other)
        {
            choices.AddRange(other.choices);
            Places.AddRange(other.Places);
            foreach (var (role, variable) in other.byRole)
            {
                byRole[role] = variable;
            }
        }

        /// <summary>Sets the kind and the worthwhile options. All places must be known.</summary>
        public void Describe(Dictionary<string, int> kinds)
        {
            var description = string.Join('\n', Places.Order(StringComparer.Ordinal));
            kinds.TryAdd(description, kinds.Count);
            Kind = kinds[description];
            foreach (var variable in Variables)
            {
                worthwhile.UnionWith(
                    Enumerable.Range(0, variable.Options.Count).Where(option => !IsDominated(variable, option))
                        .Select(option => (variable.Index, option)));
            }
        }

        public bool IsWorthwhile(SearchVariable variable, int option) => worthwhile.Contains((variable.Index, option));

        public string Supposed(int[] supposed) =>
            byRole.Count == 1 ? "" : string.Join(',', Variables.Select(variable => supposed[variable.Index]));

        /// <summary>
        /// Whether another option is at least as good wherever the variable matters, and better somewhere or listed earlier.
        /// </summary>
        bool IsDominated(SearchVariable variable, int option)
        {
            var places = choices.Where(choice => choice.Variable == variable).Select(choice => choice.Values).ToList();
            return Enumerable.Range(0, variable.Options.Count).Any(other =>
                other != option
                && places.All(values => values[other] >= values[option])
                && (other < option || places.Any(values => values[other] > values[option])));
        }
    }
}
