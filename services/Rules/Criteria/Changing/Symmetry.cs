namespace KosovoNato.Rules.Criteria.Changing;

/// <summary>
/// Which changes are as good as each other. States that matter in the same places in the same way, and of which the same is
/// supposed, can stand in for each other: of the twenty that could make up a majority, the first is enough to look at.
/// </summary>
sealed class Symmetry
{
    readonly Dictionary<int, Unit> units = [];
    int totals;

    public Symmetry(Need root)
    {
        Visit(root, 0, isInverted: false);
        Dictionary<string, int> kinds = new(StringComparer.Ordinal);
        foreach (var unit in units.Values.Distinct())
        {
            unit.Describe(kinds);
        }
    }

    /// <summary>The changes without those that are as good as one before them, or less good than another of the same variable.</summary>
    public IEnumerable<(Variable Variable, int Option)> Distinct(IEnumerable<(Variable Variable, int Option)> changes, int[] supposed)
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

    void Visit(Need need, int parent, bool isInverted)
    {
        switch (need)
        {
            case Total total:
                var number = ++totals;
                foreach (var part in total.Parts)
                {
                    Visit(part, number, isInverted);
                }

                break;
            case Choice choice:
                Visit(choice, parent, isInverted);
                break;
            case Unless unless:
                Visit(unless.Other, ++totals, !isInverted);
                break;
        }
    }

    /// <summary>A choice, and those that decide where it does not: their variables belong together.</summary>
    void Visit(Choice first, int parent, bool isInverted)
    {
        List<Choice> chain = [first];
        while (chain[^1].Otherwise is Choice next)
        {
            chain.Add(next);
        }

        var unit = chain.Select(choice => units.GetValueOrDefault(choice.Variable.Index)).FirstOrDefault(known => known is not null) ?? new Unit();
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

        var last = chain[^1].Otherwise;
        var end = last is Fixed ? $"{last.Most}" : $"#{totals + 1}";
        unit.Places.Add($"{parent}: {string.Join(" > ", chain.Select(choice => $"{choice.Variable.Role} {string.Join(',', choice.Values)}"))} > {end}");
        Visit(last, 0, isInverted);
    }

    /// <summary>The variables of one state, or of whatever else they are about.</summary>
    sealed class Unit
    {
        readonly List<(Variable Variable, IReadOnlyList<int> Values)> choices = [];
        readonly HashSet<(int Variable, int Option)> worthwhile = [];
        readonly SortedDictionary<string, Variable> byRole = new(StringComparer.Ordinal);

        public IEnumerable<Variable> Variables => byRole.Values;

        public List<string> Places { get; } = [];

        /// <summary>The same for those that can stand in for each other.</summary>
        public int Kind { get; private set; }

        /// <param name="isInverted">Whether a lower value is better there.</param>
        public void Add(Choice choice, bool isInverted)
        {
            choices.Add((choice.Variable, isInverted ? [.. choice.Values.Select(value => -value)] : choice.Values));
            byRole[choice.Variable.Role] = choice.Variable;
        }

        public void Absorb(Unit other)
        {
            choices.AddRange(other.choices);
            Places.AddRange(other.Places);
            foreach (var (role, variable) in other.byRole)
            {
                byRole[role] = variable;
            }
        }

        /// <summary>Once all its places are known.</summary>
        public void Describe(Dictionary<string, int> kinds)
        {
            var description = string.Join('\n', Places.Order(StringComparer.Ordinal));
            kinds.TryAdd(description, kinds.Count);
            Kind = kinds[description];
            foreach (var variable in Variables)
            {
                worthwhile.UnionWith(Enumerable.Range(0, variable.Options.Count).Where(option => !IsDominated(variable, option)).Select(option => (variable.Index, option)));
            }
        }

        public bool IsWorthwhile(Variable variable, int option) => worthwhile.Contains((variable.Index, option));

        public string Supposed(int[] supposed) => byRole.Count == 1 ? "" : string.Join(',', Variables.Select(variable => supposed[variable.Index]));

        /// <summary>Says whether another option is better wherever the variable matters, or as good everywhere and before it.</summary>
        bool IsDominated(Variable variable, int option)
        {
            var places = choices.Where(choice => choice.Variable == variable).Select(choice => choice.Values).ToList();
            return Enumerable.Range(0, variable.Options.Count).Any(other =>
                other != option
                && places.All(values => values[other] >= values[option])
                && (other < option || places.Any(values => values[other] > values[option])));
        }
    }
}
