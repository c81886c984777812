namespace KosovoNato.Rules;

/// <summary>Visits nodes after the nodes that they depend on. Iterative, because a chain can be longer than the stack is deep.</summary>
public static class DependencyOrder
{
    /// <param name="begun">The nodes that were visited before or are being visited. A cycle is cut where it closes.</param>
    /// <param name="before">The nodes that a node depends on.</param>
    /// <param name="visit">Called once for each node, after the nodes that it depends on.</param>
    public static void Visit(string first, HashSet<string> begun, Func<string, IEnumerable<string>> before, Action<string> visit)
    {
        var visited = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([first]);
        while (open.TryPeek(out var next))
        {
            if (begun.Add(next))
            {
                foreach (var earlier in before(next).Where(earlier => !begun.Contains(earlier)))
                {
                    open.Push(earlier);
                }
            }
            else if (visited.Add(open.Pop()))
            {
                visit(next);
            }
        }
    }
}
