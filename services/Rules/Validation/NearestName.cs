namespace KosovoNato.Rules.Validation;

/// <summary>Finds the name that a caller probably meant.</summary>
static class NearestName
{
    const int MaxEdits = 2;

    /// <summary>
    /// The known name that differs least from a given one, ignoring case: in at most two letters that are missing, added, replaced or
    /// swapped, and in at most every third letter. Null if there is none.
    /// </summary>
    public static string? Of(string given, IEnumerable<string> known) => known
        .Where(name => Math.Abs(name.Length - given.Length) <= MaxEdits)
        .Select(name => (Name: name, Edits: Edits(given.ToUpperInvariant(), name.ToUpperInvariant())))
        .Where(found => found.Edits <= Math.Min(MaxEdits, given.Length / 3))
        .OrderBy(found => found.Edits).ThenBy(found => found.Name, StringComparer.Ordinal)
        .Select(found => found.Name)
        .FirstOrDefault();

    /// <summary>The optimal string alignment distance.</summary>
    static int Edits(string from, string to)
    {
        var edits = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                edits[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1, edits[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
            }
        }

        return edits[from.Length, to.Length];
    }
}
