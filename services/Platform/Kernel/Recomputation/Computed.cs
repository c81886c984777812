namespace KosovoNato.Kernel.Recomputation;

/// <summary>A value or a resource, with the values that were computed from it.</summary>
/// <param name="forget">Called when the value is outdated.</param>
class Computed(Action forget)
{
    List<Computed>? sources;
    HashSet<Computed>? dependents;
    bool isForgotten;

    public void DependOn(Computed other)
    {
        if ((other.dependents ??= []).Add(this))
        {
            (sources ??= []).Add(other);
        }
    }

    /// <summary>Forgets all values that were computed from this one, directly or not. Returns their number.</summary>
    public int OutdateDependents()
    {
        var count = 0;
        var open = new Stack<Computed>(dependents ?? []);
        while (open.TryPop(out var outdated))
        {
            // A value that was reached in several ways is forgotten once.
            if (outdated.Forget())
            {
                count++;
                foreach (var dependent in outdated.dependents ?? [])
                {
                    open.Push(dependent);
                }
            }
        }

        return count;
    }

    bool Forget()
    {
        if (isForgotten)
        {
            return false;
        }

        isForgotten = true;
        foreach (var source in sources ?? [])
        {
            source.dependents!.Remove(this);
        }

        forget();
        return true;
    }
}

/// <summary>A value, with the values that were computed from it.</summary>
sealed class Computed<T>(T value, Action forget) : Computed(forget)
{
    public T Value { get; set; } = value;
}
