using System.Globalization;
using System.Text.RegularExpressions;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Dashboard.Syndication;

/// <summary>The changes that a feed has, from the query of its address. The values of one parameter are alternatives.</summary>
sealed partial class RecentChangeFilter
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;
    const int MaxValues = 20;

    static readonly string[] Parameters = ["state", "organization", "track", "recommendation", "kind", "service", "limit"];

    RecentChangeFilter()
    {
    }

    public IReadOnlyList<string> States { get; private init; } = [];

    public IReadOnlyList<string> Organizations { get; private init; } = [];

    public IReadOnlyList<string> Tracks { get; private init; } = [];

    public IReadOnlyList<string> Recommendations { get; private init; } = [];

    /// <summary>Types of resources in lower snake case.</summary>
    public IReadOnlyList<string> Kinds { get; private init; } = [];

    /// <summary>The services whose changes are wanted; all if empty.</summary>
    public IReadOnlyList<string> Services { get; private init; } = [];

    public int Limit { get; private init; } = DefaultLimit;

    /// <summary>The query in one canonical form, which is part of the feed's ID. Empty without a filter.</summary>
    public string Canonical => string.Join('&', new (string Parameter, IReadOnlyList<string> Values)[]
    {
        ("state", States), ("organization", Organizations), ("track", Tracks), ("recommendation", Recommendations), ("kind", Kinds),
        ("service", Services),
    }.SelectMany(one => one.Values.Order(StringComparer.Ordinal).Select(value => $"{one.Parameter}={value}")));

    /// <param name="kinds">The kinds of resources, by service.</param>
    /// <exception cref="ApiException">A parameter is unknown or has a wrong value; all are named.</exception>
    public static RecentChangeFilter Parse(IQueryCollection query, ILookup<string, string> kinds)
    {
        var violations = new FieldViolations();
        foreach (var unknown in query.Keys.Except(Parameters, StringComparer.Ordinal))
        {
            violations.Add(unknown, $"is not a parameter of this feed; use {string.Join(", ", Parameters)}");
        }

        var allKinds = kinds.SelectMany(service => service).ToArray();
        var services = kinds.Select(service => service.Key).ToArray();
        var filter = new RecentChangeFilter
        {
            States = Values("state", StateCode().IsMatch, "must be an ISO 3166-1 alpha-2 code in capitals, for example ES"),
            Organizations = Names("organization", "organizations", "nato"),
            Tracks = Names("track", "tracks", "nato-path"),
            Recommendations = Names("recommendation", "recommendations", "R1"),
            Kinds = Values("kind", allKinds.Contains, $"must be one of {string.Join(", ", allKinds)}"),
            Services = Values("service", services.Contains, $"must be one of {string.Join(", ", services)}"),
            Limit = LimitOf(query, violations),
        };
        violations.ThrowIfAny();
        return filter;

        string[] Names(string parameter, string collection, string example) =>
            [.. Values(
                parameter, value => ResourceId().IsMatch(Id(value, collection)),
                $"must be an ID or a resource name, for example {example} or {collection}/{example}")
                .Select(value => $"{collection}/{Id(value, collection)}")];

        string[] Values(string parameter, Func<string, bool> isValid, string rule)
        {
            var values = query[parameter].OfType<string>().Distinct().ToArray();
            violations.Require(values.Length <= MaxValues, parameter, $"must have at most {MaxValues} values");
            violations.Require(values.All(isValid), parameter, rule);
            return values;
        }
    }

    /// <summary>Rejects names that are not recorded: a misspelt name would give a feed that is empty for good.</summary>
    /// <exception cref="ApiException">A name is not recorded; all are named.</exception>
    public void CheckNames(RecordedNames names)
    {
        var violations = new FieldViolations();
        Check("state", States.Select(code => $"states/{code}"));
        Check("organization", Organizations);
        Check("track", Tracks);
        Check("recommendation", Recommendations);
        violations.ThrowIfAny();

        void Check(string parameter, IEnumerable<string> wanted)
        {
            foreach (var name in wanted.Where(name => !names.Contains(name)))
            {
                violations.Add(parameter, $"{name} is not recorded");
            }
        }
    }

    public bool Matches(RecentChange change) =>
        MatchesAny(States, change.Mentions) && MatchesAny(Organizations, change.Mentions) && MatchesAny(Tracks, change.Mentions)
        && MatchesAny(Recommendations, change.Mentions)
        && (Kinds.Count == 0 || Kinds.Contains(change.Kind))
        && (Services.Count == 0 || Services.Contains(change.Event.Service));

    static bool MatchesAny(IReadOnlyList<string> wanted, IReadOnlySet<string> mentions) =>
        wanted.Count == 0 || wanted.Any(mentions.Contains);

    static int LimitOf(IQueryCollection query, FieldViolations violations)
    {
        if (query["limit"] is not { Count: > 0 } text)
        {
            return DefaultLimit;
        }

        var isNumber = int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var limit);
        violations.Require(isNumber && limit is >= 1 and <= MaxLimit, "limit", $"must be a number from 1 to {MaxLimit}");
        return limit;
    }

    static string Id(string value, string collection) =>
        value.StartsWith($"{collection}/", StringComparison.Ordinal) ? value[(collection.Length + 1)..] : value;

    [GeneratedRegex("^[A-Z]{2}$")]
    private static partial Regex StateCode();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$")]
    private static partial Regex ResourceId();
}
