using k8s.Models;

namespace KosovoNato.Deploy.Tests;

/// <summary>Label selectors with the semantics of Kubernetes.</summary>
static class Selectors
{
    public static bool Match(V1LabelSelector selector, IDictionary<string, string> labels) =>
        (selector.MatchLabels ?? new Dictionary<string, string>()).All(wanted => Has(labels, wanted.Key, wanted.Value))
        && (selector.MatchExpressions ?? []).All(expression => Match(expression, labels));

    public static bool IsEmpty(V1LabelSelector selector) =>
        selector is { MatchLabels: null or { Count: 0 }, MatchExpressions: null or { Count: 0 } };

    static bool Match(V1LabelSelectorRequirement expression, IDictionary<string, string> labels) => expression.OperatorProperty switch
    {
        "In" => expression.Values.Any(value => Has(labels, expression.Key, value)),
        "NotIn" => !expression.Values.Any(value => Has(labels, expression.Key, value)),
        "Exists" => labels.ContainsKey(expression.Key),
        "DoesNotExist" => !labels.ContainsKey(expression.Key),
        var other => throw new InvalidDataException($"No selector has the operator {other}."),
    };

    static bool Has(IDictionary<string, string> labels, string key, string value) =>
        labels.TryGetValue(key, out var found) && found == value;
}
