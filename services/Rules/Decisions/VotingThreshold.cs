using System.Globalization;
using System.Text.RegularExpressions;

namespace KosovoNato.Rules.Decisions;

/// <summary>A share of votes as sources write it: "2/3" of all members, or "1/2 of votes cast" of the votes for and against.</summary>
readonly partial record struct VotingThreshold(int Part, int Whole, bool IsOfVotesCast)
{
    /// <summary>Parses a threshold; null if the text does not have this form.</summary>
    public static VotingThreshold? Parse(string text) =>
        Form().Match(text) is { Success: true } match && Number(match, "part") is var part && Number(match, "whole") is var whole
        && part > 0 && part <= whole
            ? new(part, whole, match.Groups["cast"].Success)
            : null;

    /// <summary>The share of a number, rounded up; at least 1.</summary>
    public int Of(int number) => Math.Max(1, ((number * Part) + Whole - 1) / Whole);

    static int Number(Match match, string group) =>
        int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    // Three digits are enough for a share, and few enough that no product overflows.
    [GeneratedRegex("^(?<part>[0-9]{1,3})/(?<whole>[0-9]{1,3})(?<cast> of (the )?votes cast)?\\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
