namespace KosovoNato.Kernel.Recomputation;

/// <summary>
/// Values that are computed from resources and from each other, each kept until something changes that it was computed from. What that is
/// is observed while the value is computed, so no rule has to declare it, and none can forget it. Not thread-safe.
/// </summary>
public sealed class ComputedValues
{
    /// <summary>Keeps every value, for resources that never change.</summary>
    public static readonly ComputedValues OfConstantResources = new(observes: false);

    readonly bool observes;
    readonly Stack<Computed> running = new();
    readonly Dictionary<string, Computed> resources = new(StringComparer.Ordinal);
    readonly Dictionary<(Type Type, string Prefix), Computed> lists = [];

    ComputedValues(bool observes) => this.observes = observes;

    /// <summary>Keeps each value until <see cref="Outdate"/>.</summary>
    public static ComputedValues OfChangingResources() => new(observes: true);

    /// <summary>
    /// Whether a value was needed while it was being computed. The cycle was cut there, so values depend on which came first.
    /// </summary>
    public bool HasCycle { get; private set; }

    /// <summary>The number of values that are kept.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets all values that were computed from these resources, or from lists that contain or would contain them.</summary>
    public void Outdate(IEnumerable<ResourceKey> changed)
    {
        foreach (var (type, name) in changed)
        {
            Outdate(resources, name);
            Outdate(lists, (type, ""));
            for (var end = name.IndexOf('/'); end >= 0; end = name.IndexOf('/', end + 1))
            {
                Outdate(lists, (type, name[..(end + 1)]));
            }
        }
    }

    /// <summary>Reports that a value was needed while it was being computed.</summary>
    public void ReportCycle() => HasCycle |= observes;

    /// <summary>Makes the value that is being computed depend on a resource, or on anything else with a name.</summary>
    public void Read(string name)
    {
        if (running.Count > 0)
        {
            Depend(Input(resources, name));
        }
    }

    internal void ReadList(Type type, string prefix)
    {
        if (running.Count > 0)
        {
            // Names can only be grouped where a part of the name ends.
            Depend(Input(lists, (type, prefix.EndsWith('/') ? prefix : "")));
        }
    }

    /// <summary>Makes the value that is being computed depend on another one.</summary>
    internal void Depend(Computed on)
    {
        if (running.TryPeek(out var current))
        {
            current.DependOn(on);
        }
    }

    internal Computed<T> Compute<T>(Func<T> make, Action forget)
    {
        if (!observes)
        {
            return new(make(), forget);
        }

        var computed = new Computed<T>(default!, forget);
        running.Push(computed);
        try
        {
            computed.Value = make();
        }
        finally
        {
            running.Pop();
        }

        Count++;
        return computed;
    }

    static Computed Input<TKey>(Dictionary<TKey, Computed> inputs, TKey key) where TKey : notnull
    {
        if (!inputs.TryGetValue(key, out var input))
        {
            input = new Computed(() => { });
            inputs.Add(key, input);
        }

        return input;
    }

    void Outdate<TKey>(Dictionary<TKey, Computed> inputs, TKey key) where TKey : notnull
    {
        if (inputs.Remove(key, out var input))
        {
            Count -= input.OutdateDependents();
        }
    }
}
