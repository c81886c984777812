using KosovoNato.Assumptions.V1;
using KosovoNato.Changes.V1;

namespace KosovoNato.Client;

/// <summary>The arguments of a what-if query: what would change under these assumptions?</summary>
public sealed record WhatIfRequest
{
    /// <summary>The assumptions, 1 to 200. Required.</summary>
    public required IReadOnlyList<Assumption> Assumptions { get; init; }

    /// <summary>The date that the query is about, <c>YYYY-MM-DD</c>. Default: today, by the milestone service's clock.</summary>
    public string AsOf { get; init; } = "";

    /// <summary>How partial dates are compared with the date. Default: <see cref="PartialDateMode.Possible"/>.</summary>
    public PartialDateMode PartialDateMode { get; init; }

    /// <summary>
    /// The decisions to compare. Default: all decisions about Kosovo for which an organization has a decision rule. An empty list means
    /// none.
    /// </summary>
    public IReadOnlyList<WhatIfDecision>? Decisions { get; init; }

    /// <summary>
    /// The IDs of the recommendations to compare, each with its children. Default: all recommendations without a parent, except drafts. An
    /// empty list means none.
    /// </summary>
    public IReadOnlyList<string>? Recommendations { get; init; }
}

/// <summary>A decision of an organization.</summary>
/// <param name="Organization">The ID of the organization, for example "nato".</param>
/// <param name="Decision">The decision as in the organization's decision rules, for example "GRANT_MAP".</param>
/// <param name="Subject">The code of the state that the decision is about. Empty for Kosovo.</param>
public sealed record WhatIfDecision(string Organization, string Decision, string Subject = "");
