using Google.Protobuf;
using KosovoNato.Rules.Criteria;

namespace KosovoNato.Rules.WhatIf;

/// <summary>A view of resources in which assumptions are applied to copies, as if they had been recorded.</summary>
sealed class AssumedResources(IResourceView recorded) : IAssumedStatuses
{
    readonly SortedDictionary<string, IMessage> changed = new(StringComparer.Ordinal);

    public Dictionary<string, (MilestoneStatus Status, string On)> AssumedStatuses { get; } = new(StringComparer.Ordinal);

    IReadOnlyDictionary<string, (MilestoneStatus Status, string On)> IAssumedStatuses.Statuses => AssumedStatuses;

    public bool IsEmpty => changed.Count == 0 && AssumedStatuses.Count == 0;

    public bool Has(string name) => changed.ContainsKey(name) || AssumedStatuses.ContainsKey(name);

    public void Put<T>(T resource) where T : class, IMessage<T>, IResource => changed[resource.Name] = resource;

    public T? Find<T>(string name) where T : class, IMessage<T>, new() =>
        changed.TryGetValue(name, out var resource) && resource is T supposed ? supposed : recorded.Find<T>(name);

    public IEnumerable<T> List<T>(string prefix = "") where T : class, IMessage<T>, new()
    {
        var supposed = changed.Where(pair => pair.Value is T && pair.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        return supposed.Count == 0
            ? recorded.List<T>(prefix)
            : recorded.List<T>(prefix).Where(resource => !changed.ContainsKey(NameOf(resource)))
                .Concat(supposed.Select(pair => (T)pair.Value))
                .OrderBy(NameOf, StringComparer.Ordinal);
    }

    static string NameOf<T>(T resource) where T : class, IMessage<T> => ((IResource)resource).Name;
}
