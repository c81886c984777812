namespace KosovoNato.Recommendations.Queries;

/// <summary>
/// What lies between a resource and what it depends on, the nearest to it first. The ways of a long chain share what they have
/// in common.
/// </summary>
sealed class DependencyPath : IComparable<DependencyPath>
{
    public static readonly DependencyPath None = new("", null, 0, 0);

    readonly string first;
    readonly DependencyPath? rest;
    readonly int length;
    readonly int links;

    DependencyPath(string first, DependencyPath? rest, int length, int links) =>
        (this.first, this.rest, this.length, this.links) = (first, rest, length, links);

    /// <summary>The names in between, in their order.</summary>
    public IEnumerable<string> Steps
    {
        get
        {
            for (var way = this; way.rest is not null; way = way.rest)
            {
                yield return way.first;
            }
        }
    }

    public static DependencyPath Of(IReadOnlyList<string> steps) => steps.Reverse().Aggregate(None, (way, step) => way.Prepend(step));

    /// <summary>The way of something that depends on the resource of this one.</summary>
    /// <param name="isLink">Whether it is only linked to it.</param>
    public DependencyPath Prepend(string step, bool isLink = false) => new(step, this, length + 1, links + (isLink ? 1 : 0));

    /// <summary>
    /// The shorter one comes first; of equally long ones the one with fewer links, because a criterion says more; then the one
    /// whose names come first.
    /// </summary>
    public int CompareTo(DependencyPath? other)
    {
        var order = other is null ? 1 : (length, links).CompareTo((other.length, other.links));
        var (way, beside) = (this, other);
        while (order == 0 && way?.rest is not null && !ReferenceEquals(way, beside))
        {
            order = string.CompareOrdinal(way.first, beside!.first);
            (way, beside) = (way.rest, beside.rest);
        }

        return order;
    }
}
