using Grpc.Core;
using KosovoNato.Assumptions.V1;
using KosovoNato.Changes.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Client;

/// <summary>
/// What-if queries across the three services: what would change under given assumptions. Each service responds from one of its revisions,
/// and all for the same date. Nothing is stored.
/// </summary>
public sealed class WhatIf(RecognitionsClient recognitions, MilestonesClient milestones, RecommendationsClient recommendations)
{
    // The contract's limit per query.
    const int MaxAssumptions = 200;

    // Enough to hide the network latency, and few enough not to crowd out other callers.
    const int MaxAtOnce = 8;

    /// <exception cref="ArgumentException">
    /// There are no assumptions, or too many, including the milestones that follow from them.
    /// </exception>
    /// <exception cref="RpcException">A service rejected the query, for example a decision without a decision rule.</exception>
    public async Task<WhatIfResult> AskAsync(WhatIfRequest question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentOutOfRangeException.ThrowIfZero(question.Assumptions.Count, nameof(question.Assumptions));
        var states = new Dictionary<string, Revision>(StringComparer.Ordinal);
        var (reached, asOf) = await MilestonesAsync(question, states, cancellationToken).ConfigureAwait(false);
        var decided = await DecisionsAsync(question, asOf, states, cancellationToken).ConfigureAwait(false);
        var progressed = await RecommendationsAsync(question, asOf, reached, states, cancellationToken).ConfigureAwait(false);
        return new(asOf, decided, reached, progressed, states);
    }

    /// <summary>
    /// Queries the milestone service. This comes first: the recommendation service does not compute milestones and needs the result as
    /// assumptions, and all services use the date of this response.
    /// </summary>
    async Task<(IReadOnlyList<MilestoneDifference> Changed, string AsOf)> MilestonesAsync(
        WhatIfRequest question, Dictionary<string, Revision> states, CancellationToken cancellationToken)
    {
        var request = new GetReadinessRequest
        {
            ChangedByAssumptionsOnly = true,
            AsOf = question.AsOf,
            PartialDateMode = question.PartialDateMode,
            Assumptions = { question.Assumptions },
            PageSize = 1_000,
        };
        var asOf = "";
        var changed = await Pages.AllAsync(milestones.Rpc.GetReadinessAsync, request, Noted, cancellationToken)
            .Select(after => new MilestoneDifference(after.WithoutAssumptions, after))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return (changed, asOf);

        IEnumerable<MilestoneReadiness> Noted(GetReadinessResponse page)
        {
            (asOf, states["milestones"]) = (page.AsOf, page.Revision);
            return page.Milestones;
        }
    }

    async Task<IReadOnlyList<DecisionDifference>> DecisionsAsync(
        WhatIfRequest question, string asOf, Dictionary<string, Revision> states, CancellationToken cancel)
    {
        // The service rejects all other assumptions. They have no effect on the positions of members.
        List<Assumption> known = [.. question.Assumptions.Where(assumed =>
            assumed.FactCase is Assumption.FactOneofCase.Recognition or Assumption.FactOneofCase.Membership
            or Assumption.FactOneofCase.Position)];
        if (known.Count == 0 || question.Decisions is { Count: 0 })
        {
            return [];
        }

        List<WhatIfDecision> rules = [];
        var all = Pages.AllAsync(recognitions.Rpc.ListOrganizationsAsync, new ListOrganizationsRequest { PageSize = 1_000 }, Noted, cancel);
        await foreach (var organization in all.ConfigureAwait(false))
        {
            rules.AddRange(
                organization.DecisionRules.Select(rule => new WhatIfDecision(organization.Name["organizations/".Length..], rule.Decision)));
        }

        var found = await TogetherAsync(question.Decisions ?? rules, DifferenceAsync, cancel).ConfigureAwait(false);
        return [.. found.OfType<DecisionDifference>()
            .OrderBy(one => $"{one.Decision.Organization} {one.Decision.Decision} {one.Decision.Subject}", StringComparer.Ordinal)];

        IEnumerable<Organization> Noted(ListOrganizationsResponse page)
        {
            states["recognitions"] = page.Revision;
            return page.Organizations;
        }

        async ValueTask<DecisionDifference?> DifferenceAsync(WhatIfDecision decision, CancellationToken stop)
        {
            var asked = new AssessDecisionRequest
            {
                Organization = decision.Organization,
                Decision = decision.Decision,
                Subject = decision.Subject,
                AsOf = asOf,
                PartialDateMode = question.PartialDateMode,
                KnownAt = At(states["recognitions"]),
            };
            var before = await recognitions.Rpc.AssessDecisionAsync(asked, cancellationToken: stop).ConfigureAwait(false);
            var supposed = asked.Clone();
            supposed.Assumptions.AddRange(known);
            var after = await recognitions.Rpc.AssessDecisionAsync(supposed, cancellationToken: stop).ConfigureAwait(false);
            return before.Verdict != after.Verdict || !before.BlockingStates.Equals(after.BlockingStates)
                || !before.UnknownStates.Equals(after.UnknownStates) || before.NeededCount != after.NeededCount
                ? new(decision, before, after)
                : null;
        }
    }

    async Task<IReadOnlyList<RecommendationDifference>> RecommendationsAsync(
        WhatIfRequest question, string asOf, IReadOnlyList<MilestoneDifference> reached, Dictionary<string, Revision> states,
        CancellationToken cancel)
    {
        if (question.Recommendations is { Count: 0 })
        {
            return [];
        }

        var assumed = WithConsequences(question.Assumptions, reached);
        var all = await Pages.AllAsync(
            recommendations.Rpc.ListRecommendationsAsync, new ListRecommendationsRequest { PageSize = 1_000 }, Noted, cancel)
            .Where(recommendation => recommendation.Status != RecommendationStatus.Draft)
            .ToListAsync(cancel).ConfigureAwait(false);
        var parts = all.ToLookup(recommendation => recommendation.ParentRecommendation, IdOf);
        var found = new SortedDictionary<string, RecommendationDifference>(StringComparer.Ordinal);
        // A response leaves out the lower levels of a very large tree, so query these recommendations separately.
        for (IReadOnlyList<string> next = question.Recommendations ?? [.. parts[""]]; next.Count > 0;)
        {
            List<ProgressExplanation> explained = [];
            foreach (var tree in await TogetherAsync(next, ExplainAsync, cancel).ConfigureAwait(false))
            {
                explained.AddRange(Flat(tree));
            }

            foreach (var changed in explained.Where(one => one.WithoutAssumptions is not null))
            {
                found[changed.Recommendation] = new(changed.Recommendation, changed.Title, changed.WithoutAssumptions, changed.Progress);
            }

            next = [.. explained.Where(one => one.OmittedChildCount > 0)
                .SelectMany(one => parts[one.Recommendation].Except(one.Children.Select(part => part.Recommendation)))];
        }

        return [.. found.Values];

        IEnumerable<Recommendation> Noted(ListRecommendationsResponse page)
        {
            states["recommendations"] = page.Revision;
            return page.Recommendations;
        }

        async ValueTask<ProgressExplanation> ExplainAsync(string id, CancellationToken stop)
        {
            var asked = new ExplainProgressRequest
            {
                Recommendation = id,
                AsOf = asOf,
                PartialDateMode = question.PartialDateMode,
                KnownAt = At(states["recommendations"]),
                Assumptions = { assumed },
            };
            return (await recommendations.Rpc.ExplainProgressAsync(asked, cancellationToken: stop).ConfigureAwait(false)).Explanation;
        }
    }

    /// <summary>Returns the assumptions, and the statuses of the milestones that change under them.</summary>
    static List<Assumption> WithConsequences(IReadOnlyList<Assumption> assumed, IReadOnlyList<MilestoneDifference> reached)
    {
        List<Assumption> all =
        [
            .. assumed,
            .. reached.Where(milestone => milestone.Before.Status != milestone.After.Status).Select(milestone => new Assumption
            {
                Milestone = new() { Milestone = milestone.After.Milestone, Status = (AssumedMilestoneStatus)milestone.After.Status },
            }),
        ];
        return all.Count <= MaxAssumptions
            ? all
            : throw new ArgumentException(
                $"The assumptions and the milestones that follow from them are {all.Count} facts in total, more than "
                + $"{MaxAssumptions}. Assume less, or leave out the recommendations.");
    }

    static List<ProgressExplanation> Flat(ProgressExplanation top)
    {
        List<ProgressExplanation> all = [top];
        for (var i = 0; i < all.Count; i++)
        {
            all.AddRange(all[i].Children);
        }

        return all;
    }

    static async Task<TResult[]> TogetherAsync<TItem, TResult>(
        IReadOnlyList<TItem> items, Func<TItem, CancellationToken, ValueTask<TResult>> ask, CancellationToken cancel)
    {
        var answers = new TResult[items.Count];
        await Parallel.ForAsync(0, items.Count, new ParallelOptions { MaxDegreeOfParallelism = MaxAtOnce, CancellationToken = cancel },
            async (i, stop) => answers[i] = await ask(items[i], stop).ConfigureAwait(false)).ConfigureAwait(false);
        return answers;
    }

    /// <summary>Pins all calls to the same revision, so that differences come only from the assumptions.</summary>
    static KnownAt At(Revision revision) => new() { Token = revision.Token };

    static string IdOf(Recommendation recommendation) => recommendation.Name["recommendations/".Length..];
}
