using System.Collections.Concurrent;
using Google.Protobuf;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Dashboard.Syndication;

/// <summary>The resources by which others are named: states, organizations, questions, tracks and recommendations.</summary>
sealed class RecordedNames
{
    readonly ConcurrentDictionary<string, string> titles = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, string> organizations = new(StringComparer.Ordinal);

    public bool Contains(string name) => titles.ContainsKey(name);

    /// <summary>The display name of a resource, or the last part of its name if it is not recorded.</summary>
    public string TitleOf(string name) => titles.GetValueOrDefault(name) ?? name[(name.LastIndexOf('/') + 1)..];

    public string State(string code) => TitleOf($"states/{code}");

    /// <summary>The organization that decides a question. Null if the question is not recorded.</summary>
    public string? OrganizationOf(string question) => organizations.GetValueOrDefault(question);

    public void Add(IMessage resource)
    {
        switch (resource)
        {
            case State state:
                titles[state.Name] = state.DisplayName;
                break;
            case Organization organization:
                titles[organization.Name] = organization.ShortName.Length > 0 ? organization.ShortName : organization.DisplayName;
                break;
            case Question question:
                organizations[question.Name] = question.Organization;
                titles[question.Name] = $"{TitleOf(question.Organization)}: {DecisionWords.Of(question.Decision)}";
                break;
            case Track track:
                titles[track.Name] = track.DisplayName;
                break;
            case Recommendation recommendation:
                titles[recommendation.Name] = $"{recommendation.Number} {recommendation.Title}";
                break;
        }
    }
}
