namespace KosovoNato.Rules.Validation;

/// <summary>How many elements a list inside a resource may have.</summary>
public static class Capacity
{
    /// <summary>Refuses to add one more to a list that is full.</summary>
    /// <param name="what">The elements, in the plural.</param>
    public static void Require(int count, int most, string resource, string what, string rule = "TOO_MANY")
    {
        if (count >= most)
        {
            throw ApiException.RuleViolated(rule, resource,
                $"{resource} has {count} {what} already, and {most} is the most. Correct one of them, or record it elsewhere.");
        }
    }
}
