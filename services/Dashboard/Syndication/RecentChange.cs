using KosovoNato.Kernel;

namespace KosovoNato.Dashboard.Syndication;

/// <summary>One change of one resource, as the feeds show it.</summary>
sealed record RecentChange
{
    public required ChangeEventId Event { get; init; }

    /// <summary>The name of the resource, for example <c>recognitions/AL-XK</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>The type of the resource in lower snake case, for example <c>counting_rule</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The domain events in words, for example "act recorded".</summary>
    public required IReadOnlyList<string> Events { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string Actor { get; init; }

    public required string Title { get; init; }

    public required string Summary { get; init; }

    /// <summary>The codes of states and the names of resources that the resource mentions, its own name included.</summary>
    public required IReadOnlySet<string> Mentions { get; init; }

    /// <summary>The permanent ID. A revision changes a resource at most once.</summary>
    public string Id => $"{Event}/{Resource}";
}
