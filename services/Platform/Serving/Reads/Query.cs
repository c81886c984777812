using KosovoNato.Kernel.Errors;

namespace KosovoNato.Serving.Reads;

/// <summary>
/// A query: what may be wrong with its request, and its answer, a function of the request and the scenario alone. Nothing of it is
/// stored or sent.
/// </summary>
public sealed record Query<TRequest, TScenario, TResponse>(
    Action<TRequest, FieldViolations> Check, Func<TRequest, TScenario, TResponse> Compute)
    where TRequest : IAssumingRequest;

/// <summary>A query that is answered page by page.</summary>
/// <param name="Select">What the answer is about, in the order of names.</param>
/// <param name="Answer">The answer with what is on one page, and the token of the next page.</param>
public sealed record PagedQuery<TRequest, TScenario, TEntry, TResponse>(
    Action<TRequest, FieldViolations> Check,
    Func<TRequest, TScenario, IEnumerable<PageEntry<TEntry>>> Select,
    Func<TRequest, TScenario, IReadOnlyList<TEntry>, string, TResponse> Answer)
    where TRequest : IAssumingRequest, IListRequest;

/// <summary>One entry of a paged answer, computed only if it is on the page.</summary>
/// <param name="Name">The resource that it is about; entries are in the order of these names.</param>
public readonly record struct PageEntry<TEntry>(string Name, Func<TEntry> Show);
