using System.Text.Json.Nodes;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Questions;

/// <summary>
/// The seeds as JSON, and what they say about a day: a second reading of the rules, which shares no code with the services. Dates are
/// compared as text: a date has begun if the day, cut to the same length, is not before it.
/// </summary>
sealed class SeedFacts(string day)
{
    const string Subject = "XK", Member = "MEMBERSHIP_ROLE_MEMBER";

    static readonly Dictionary<string, JsonObject[]> Lists = new(StringComparer.Ordinal);

    /// <summary>The resources in a file, for example "memberships".</summary>
    public static JsonObject[] List(string name)
    {
        lock (Lists)
        {
            if (!Lists.TryGetValue(name, out var list))
            {
                var file = JsonNode.Parse(File.ReadAllText(RepositoryPaths.File("seeds", $"{name}.json")))!;
                list = [.. file[name]!.AsArray().Select(resource => resource!.AsObject()).OrderBy(resource => Text(resource, "name"),
                    StringComparer.Ordinal)];
                Lists.Add(name, list);
            }

            return list;
        }
    }

    public static JsonObject? Find(string list, string name) => List(list).FirstOrDefault(resource => Text(resource, "name") == name);

    public static string Text(JsonNode? node, string field) => (string?)node?[field] ?? "";

    public static IEnumerable<JsonObject> Items(JsonNode? node, string field) =>
        (node?[field] as JsonArray ?? []).Select(item => item!.AsObject());

    public bool HasBegun(string date) => date.Length == 0 || string.CompareOrdinal(Cut(date), date) >= 0;

    public bool HasEnded(string date) => date.Length > 0 && string.CompareOrdinal(Cut(date), date) > 0;

    /// <summary>The acts of a state up to the day that count, in order.</summary>
    public JsonObject[] Acts(string code) =>
    [
        .. Items(Find("recognitions", $"recognitions/{code}-{Subject}"), "acts")
            .Where(act => HasBegun(Text(act, "date") is { Length: > 0 } date ? date : Text(act, "attestedOn"))),
    ];

    /// <summary>The status of a recognition; empty if none is recorded.</summary>
    public string Status(string code) => Find("recognitions", $"recognitions/{code}-{Subject}") is null ? "" : Acts(code)
        .Where(act => Text(act, "rank") is "" or "CLAIM_RANK_PREFERRED")
        .Aggregate("NOT_RECOGNIZED", (status, act) => (status, Text(act, "kind")["ACT_KIND_".Length..]) switch
        {
            (_, "GRANTED" or "REAFFIRMED") => "RECOGNIZED",
            ("RECOGNITION_DISPUTED", "CONFIRMED") => "RECOGNIZED",
            ("NOT_RECOGNIZED", "ANNOUNCED") => "ANNOUNCED",
            ("ANNOUNCED", "DENIED") => "NOT_RECOGNIZED",
            (_, "INVALIDATED") => "RECOGNITION_DISPUTED",
            (_, "WITHDRAWAL_CLAIMED") => "WITHDRAWAL_CLAIMED",
            (_, "WITHDRAWAL_CONFIRMED") => "WITHDRAWN",
            _ => status,
        });

    public bool Recognizes(string code) => Status(code) is "RECOGNIZED" or "WITHDRAWAL_CLAIMED";

    /// <summary>The role of a state in an organization: empty if it has none, with "?" if it is unknown whether it has begun.</summary>
    public string Role(JsonObject membership)
    {
        var periods = Items(membership, "periods").ToList();
        var present = periods.LastOrDefault(period => HasBegun(Start(period)) && !HasEnded(Text(period, "validTo")));
        return present is not null ? Text(present, "role")
            : periods.FirstOrDefault(period => !HasBegun(Start(period))) is { } next && Text(next, "validFrom") == ""
                ? $"{Text(next, "role")}?"
            : "";
    }

    /// <summary>The memberships of a state that had begun, or whose start is unknown, by organization.</summary>
    public IEnumerable<JsonObject> Memberships(string code) => List("memberships").Where(membership =>
        Text(membership, "name").EndsWith($"/memberships/{code}", StringComparison.Ordinal)
        && Items(membership, "periods").First() is var first && (HasBegun(Start(first)) || Text(first, "validFrom") == ""))
        .OrderBy(membership => Text(membership, "name").Split("/memberships/")[0], StringComparer.Ordinal);

    /// <summary>The codes of the members, those with an unknown start included.</summary>
    public string[] Members(string organization) =>
    [
        .. List("memberships")
            .Where(membership => Text(membership, "name").StartsWith($"{organization}/memberships/", StringComparison.Ordinal))
            .Where(membership => Role(membership) is Member or Member + "?")
            .Select(membership => Text(membership, "name").Split('/')[^1]).Where(code => code != Subject),
    ];

    public bool IsUncertain(string organization, string code) =>
        Find("memberships", $"{organization}/memberships/{code}") is { } membership && Role(membership) == Member + "?";

    static string Start(JsonObject period) =>
        Text(period, "validFrom") is { Length: > 0 } from ? from : Text(period, "attestedOn");

    string Cut(string date) => day[..date.Length];
}
