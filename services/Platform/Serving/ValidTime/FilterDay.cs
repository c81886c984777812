namespace KosovoNato.Serving.ValidTime;

/// <summary>
/// The day on which a filter is applied. A Watch can run for days: it sets the day, and sends what begins or ceases to match.
/// </summary>
public sealed class FilterDay(DateOnly day)
{
    /// <summary>The day.</summary>
    public DateOnly Value { get; set; } = day;

    /// <summary>Whether the result of the filter can change with the day, without a change of the resource.</summary>
    public bool Matters { get; private set; }

    /// <summary>Returns the values of a condition that depends on the day; without values there is no condition.</summary>
    public IReadOnlyCollection<T> For<T>(IReadOnlyCollection<T> values)
    {
        Matters |= values.Count > 0;
        return values;
    }
}
