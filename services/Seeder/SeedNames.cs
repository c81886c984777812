using System.Text.RegularExpressions;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Seeder;

/// <summary>The name patterns of the resource types.</summary>
internal static class SeedNames
{
    private const string Id = "[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?";
    private const string Code = "[A-Z]{2}";

    /// <summary>Whether the name matches the type of the resource.</summary>
    internal static bool Matches(IResource resource) => Regex.IsMatch(resource.Name, $@"\A{Pattern(resource)}\z");

    /// <summary>Whether the codes in the name of a pair match the fields.</summary>
    internal static bool MatchesPair(IResource resource) => resource switch
    {
        Recognition { Recognizer: var by, Subject: var of } => resource.Name == $"recognitions/{by}-{of}",
        Partnership { Party: var party, Partner: var partner } => resource.Name == $"partnerships/{party}-{partner}",
        _ => true,
    };

    private static string Pattern(IResource resource) => resource switch
    {
        Source => $"sources/{Id}",
        State => $"states/{Code}",
        Organization => $"organizations/{Id}",
        CountingRule => $"countingRules/{Id}",
        Membership => $"organizations/{Id}/memberships/{Code}",
        Recognition => $"recognitions/{Code}-{Code}",
        Question => $"questions/{Id}",
        Position => $"questions/{Id}/positions/{Code}",
        Ballot => $"questions/{Id}/ballots/{Id}",
        Track => $"tracks/{Id}",
        Milestone => $"milestones/{Id}",
        Indicator => $"indicators/{Id}",
        Precedent => $"precedents/{Code}",
        Centre => $"centres/{Id}",
        Partnership => $"partnerships/{Code}-{Code}",
        Document => $"documents/{Id}",
        Recommendation => $"recommendations/{Id}",
        _ => throw new ArgumentException($"{resource.Name} is not a seed resource.", nameof(resource)),
    };
}
