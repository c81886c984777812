namespace KosovoNato.Kernel.Texts;

/// <summary>Finds the word that a caller probably meant.</summary>
public static class ClosestMatch
{
    /// <summary>Longer words are compared only for equality, so that the cost of a comparison is bounded.</summary>
    const int MaxLength = 64;

    /// <summary>
    /// Returns the candidate that differs from the word only in case and separators or, if there is none, in one letter of every three and
    /// at most in two. Null if no candidate is close.
    /// </summary>
    public static string? Find(string word, IEnumerable<string> candidates)
    {
        var wanted = Simplify(word);
        var best = (Candidate: (string?)null, Distance: Math.Min(2, wanted.Length / 3) + 1);
        foreach (var candidate in candidates)
        {
            var other = Simplify(candidate);
            if (other == wanted)
            {
                return candidate;
            }

            if (Math.Abs(other.Length - wanted.Length) < best.Distance && Math.Max(other.Length, wanted.Length) <= MaxLength
                && Distance(wanted, other) is var distance && distance < best.Distance)
            {
                best = (candidate, distance);
            }
        }

        return best.Candidate;
    }

    static string Simplify(string word) => word.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal)
        .ToUpperInvariant();

    /// <summary>The number of letters to insert, delete, replace or swap with their neighbor (optimal string alignment).</summary>
    static int Distance(string a, string b)
    {
        var (beforeLast, last, current) = (new int[b.Length + 1], Enumerable.Range(0, b.Length + 1).ToArray(), new int[b.Length + 1]);
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                current[j] = Math.Min(Math.Min(last[j], current[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[b.Length];
    }
}
