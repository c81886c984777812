using KosovoNato.Assumptions.V1;
using KosovoNato.Changes.V1;

namespace KosovoNato.Client;

/// <summary>Asks what would be other if something were so.</summary>
public sealed record WhatIfRequest
{
    /// <summary>What is supposed; 1 to 200 facts. Required.</summary>
    public required IReadOnlyList<Assumption> Assumptions { get; init; }

    /// <summary>The day that the question is about, <c>YYYY-MM-DD</c>. Default: today, by the milestone service's clock.</summary>
    public string AsOf { get; init; } = "";

    /// <summary>How partial dates compare with the day. Default: <see cref="DateReading.Possible"/>.</summary>
    public DateReading DateReading { get; init; }

    /// <summary>The decisions to look at. Default: all that organizations have a rule for, about Kosovo; an empty list is none.</summary>
    public IReadOnlyList<WhatIfDecision>? Decisions { get; init; }

    /// <summary>
    /// The ids of the recommendations to look at, each with its parts. Default: all that are published and part of no other; an
    /// empty list is none.
    /// </summary>
    public IReadOnlyList<string>? Recommendations { get; init; }
}

/// <summary>A decision of an organization.</summary>
/// <param name="Organization">The id of the organization, such as "nato".</param>
/// <param name="Decision">The decision as in its decision rules, such as "GRANT_MAP".</param>
/// <param name="Subject">The code of the state that it is about; empty for Kosovo.</param>
public sealed record WhatIfDecision(string Organization, string Decision, string Subject = "");
