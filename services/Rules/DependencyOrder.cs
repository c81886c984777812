namespace KosovoNato.Rules;

/// <summary>Visits things after those that they depend on. Not by recursion: a chain can be longer than a stack is deep.</summary>
public static class DependencyOrder
{
    /// <param name="begun">What was visited before, or is about to be. A circle is cut where it closes.</param>
    /// <param name="before">The things that a thing depends on.</param>
    /// <param name="visit">Gets each thing once, after those that it depends on.</param>
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
