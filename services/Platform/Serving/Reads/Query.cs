using KosovoNato.Kernel.Errors;

namespace KosovoNato.Serving.Reads;

/// <summary>
/// A query: the check of its request, and a pure function of the request and the scenario that computes the response. Nothing is stored.
/// </summary>
public sealed record Query<TRequest, TScenario, TResponse>(
    Action<TRequest, FieldViolations> Check, Func<TRequest, TScenario, TResponse> Compute)
    where TRequest : IAssumptionRequest;

/// <summary>A query with a paged response.</summary>
/// <param name="Select">Selects the entries of the response, ordered by name.</param>
/// <param name="Answer">Creates the response from the entries of a page and the token of the next page.</param>
public sealed record PagedQuery<TRequest, TScenario, TEntry, TResponse>(
    Action<TRequest, FieldViolations> Check,
    Func<TRequest, TScenario, IEnumerable<PageEntry<TEntry>>> Select,
    Func<TRequest, TScenario, IReadOnlyList<TEntry>, string, TResponse> Answer)
    where TRequest : IAssumptionRequest, IListRequest;

/// <summary>An entry of a paged response, computed only if it is on the page.</summary>
/// <param name="Name">The name of the entry's resource. Entries are ordered by these names.</param>
public readonly record struct PageEntry<TEntry>(string Name, Func<TEntry> Show);
