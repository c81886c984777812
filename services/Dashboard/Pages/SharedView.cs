namespace KosovoNato.Dashboard.Pages;

/// <summary>A view of the page, as the preview of a link shows it.</summary>
/// <param name="Id">The view's name in the address of the page, for example <c>what-if</c>.</param>
/// <param name="Title">The title, without the name of the page.</param>
/// <param name="Description">What a reader finds there, in one sentence.</param>
sealed record SharedView(string Id, string Title, string Description)
{
    public const string Start = "overview";
    public const string OfCountries = "countries";

    /// <summary>All views. A test compares them with those of the page.</summary>
    public static IReadOnlyList<SharedView> All { get; } =
    [
        new(Start, "Overview", "Which states recognize Kosovo, what blocks its path to NATO, and what has changed, live and with sources."),
        new("recognitions", "Recognition", "The states that recognize Kosovo, on a map and as a table, for any day since 2008."),
        new(OfCountries, "Countries", "What each state has decided about Kosovo: recognition, votes, positions, and what it blocks."),
        new("decisions", "Decisions", "The decisions of NATO, the European Union and others about Kosovo, and who would block them."),
        new("ballots", "Ballots", "How states voted on Kosovo, vote by vote, compared with recognition on that day."),
        new("what-if", "What if", "What would follow for Kosovo's path to NATO if states changed their minds."),
        new("milestones", "Milestones", "What still has to happen on Kosovo's path to NATO, and what each step waits for."),
        new("precedents", "Precedents", "How long other states took to join NATO, step by step."),
        new("recommendations", "Recommendations", "What was recommended to Kosovo and its partners, and how much of it is done."),
        new("indicators", "Indicators", "Numbers about Kosovo's path to NATO, with their sources."),
        new("charts", "Charts", "Recognitions, forces and budgets over time, with competing claims and the data behind them."),
        new("changes", "Changes", "All changes of the records, each with its author, reason and cause."),
    ];
}
