namespace KosovoNato.Recommendations.Queries;

/// <summary>
/// The path from a dependent resource to the resource that it depends on, nearest to the dependent first. Long paths share their tails.
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

    /// <summary>The names in between, in order.</summary>
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

    /// <summary>The path of a resource that depends on <paramref name="step"/>, the dependent of this path.</summary>
    /// <param name="isLink">Whether the dependency is only a link.</param>
    public DependencyPath Prepend(string step, bool isLink = false) => new(step, this, length + 1, links + (isLink ? 1 : 0));

    /// <summary>
    /// Shorter paths come first; among equally long paths, those with fewer links, because a criterion says more; then by name.
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
