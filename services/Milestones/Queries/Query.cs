namespace KosovoNato.Milestones.Queries;

/// <summary>
/// A question to the service: what may be wrong with it, and its answer, a function of the request and the world alone. Nothing of
/// it is stored or sent.
/// </summary>
sealed record Query<TRequest, TResponse>(Action<TRequest, FieldViolations> Check, Func<TRequest, MilestoneScenario, TResponse> Compute)
    where TRequest : IAssumingRequest;

/// <summary>A question that is answered page by page.</summary>
/// <param name="Select">The milestones that the answer is about, in the order of names.</param>
/// <param name="Show">How one of them stands.</param>
/// <param name="Answer">The answer with those of one page, and the token of the next one.</param>
sealed record PagedQuery<TRequest, TResponse>(
    Action<TRequest, FieldViolations> Check,
    Func<TRequest, MilestoneScenario, IEnumerable<Milestone>> Select,
    Func<TRequest, MilestoneScenario, Milestone, MilestoneReadiness> Show,
    Func<TRequest, MilestoneScenario, IReadOnlyList<MilestoneReadiness>, string, TResponse> Answer)
    where TRequest : IAssumingRequest, IListRequest;
