namespace KosovoNato.Milestones;

/// <summary>How much a resource may hold of something.</summary>
static class CollectionLimits
{
    /// <summary>Refuses to add one more to a list that is full.</summary>
    public static void RequireCapacity(int count, int most, string resource, string what)
    {
        if (count >= most)
        {
            throw ApiException.RuleViolated("TOO_MANY", resource, $"{resource} has {count} {what} already, and {most} is the most. Correct one of them, or record it elsewhere.");
        }
    }
}
