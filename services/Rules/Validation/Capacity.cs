namespace KosovoNato.Rules.Validation;

/// <summary>The limit on the number of elements of a list inside a resource.</summary>
public static class Capacity
{
    /// <summary>Rejects another element if the list is full.</summary>
    /// <param name="what">The elements, in the plural.</param>
    public static void Require(int count, int most, string resource, string what, string rule = "TOO_MANY")
    {
        if (count >= most)
        {
            throw ApiException.RuleViolated(rule, resource,
                $"{resource} already has {count} {what}; the maximum is {most}. Correct an existing entry, or use another resource.");
        }
    }
}
