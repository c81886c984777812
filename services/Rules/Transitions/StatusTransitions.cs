namespace KosovoNato.Rules.Transitions;

/// <summary>The rules for status transitions of every resource type.</summary>
public static class StatusTransitions
{
    const int MaxTransitions = 100;

    /// <summary>Checks a transition request, except for its name.</summary>
    public static void Check(ITransitionRequest request, FieldViolations violations, bool needsEvidence = true)
    {
        DateChecks.CheckKnown(request.Date, violations, "date");
        if (needsEvidence || request.Evidence is not null)
        {
            EvidenceChecks.Check(request.Evidence, violations);
        }
    }

    /// <summary>Rejects a transition that is dated in the future, is not allowed, or is dated before an earlier transition.</summary>
    /// <param name="earlier">The date of each earlier transition, empty if unknown, and the status that it led to.</param>
    public static void Require<TStatus>(
        string resource, TStatus from, TStatus to, TStatus[] allowed,
        IReadOnlyCollection<(string On, TStatus To)> earlier, string on, DateOnly today)
        where TStatus : struct, Enum
    {
        DateChecks.RequireHappened(today, (on, "date"));
        RequireAllowed(resource, from, to, allowed);
        RequireAfter(
            resource, [.. earlier.Select(move => (move.On, $"{EnumNames.Of(move.To)} on {move.On}"))], to, on, "Give a later date.");
    }

    /// <summary>Rejects a status that cannot follow the present status.</summary>
    public static void RequireAllowed<TStatus>(string resource, TStatus from, TStatus to, TStatus[] allowed) where TStatus : struct, Enum
    {
        if (!allowed.Contains(to))
        {
            throw ApiException.TransitionNotAllowed(resource, EnumNames.Of(from), EnumNames.Of(to), allowed.Select(EnumNames.Of));
        }
    }

    /// <summary>Rejects a transition above the limit, and a transition dated before an earlier one.</summary>
    /// <param name="earlier">The date of each earlier transition, empty if unknown, and a description of its result.</param>
    public static void RequireAfter<TStatus>(
        string resource, IReadOnlyCollection<(string On, string Became)> earlier, TStatus to, string on, string advice)
        where TStatus : struct, Enum
    {
        Capacity.Require(earlier.Count, MaxTransitions, resource, "transitions");
        if (earlier.LastOrDefault(move => DateChecks.IsBefore(on, move.On)) is { Became: { } became })
        {
            throw ApiException.RuleViolated("EARLIER_THAN_MOVE", resource,
                $"{resource} cannot become {EnumNames.Of(to)} on {on}: it became {became}. {advice}");
        }
    }
}
