using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.WhatIf;

namespace KosovoNato.Rules.Search;

/// <summary>A fact that the search may assume in one of several ways. Assuming it in any way counts as one change.</summary>
/// <param name="index">The index among the variables of a search.</param>
/// <param name="role">The kind of fact, without the state or resource that it belongs to. Variables of one role can be
/// interchangeable.</param>
/// <param name="options">Enumerated when first needed: most variables turn out not to matter.</param>
sealed class SearchVariable(int index, string role, IEnumerable<Assumption> options)
{
    public int Index => index;

    public string Role => role;

    /// <summary>The ways to assume the fact, preferred ways first; none if a request could not assume it.</summary>
    public IReadOnlyList<Assumption> Options => field ??= [.. options];
}

/// <summary>The variables of one search, and the facts with one of them assumed.</summary>
sealed class SearchVariables(FactBase facts)
{
    readonly Dictionary<string, SearchVariable> byKey = new(StringComparer.Ordinal);
    readonly Dictionary<Assumption, FactBase> supposed = [];

    public int Count => byKey.Count;

    public SearchVariable Recognition(string code, string subject) => Of(
        $"recognition {subject}", code,
        new[] { AssumedRecognitionStatus.Recognized, AssumedRecognitionStatus.Withdrawn, AssumedRecognitionStatus.NotRecognized }.Select(
            status => new Assumption
            {
                Recognition = new() { Recognizer = code, Subject = subject, Status = status },
            }));

    public SearchVariable Position(string organization, string decision, string subject, string code) => Of(
        $"position {organization} {decision} {subject}", code,
        new[] { AssumedStance.NoObjection, AssumedStance.Support, AssumedStance.Abstain, AssumedStance.Oppose,
            AssumedStance.Conditional }.Select(stance => new Assumption
            {
                Position = new() { Organization = organization, Decision = decision, Subject = subject, State = code, Stance = stance },
            }));

    public SearchVariable Outcome(string organization, string decision, string subject) => Of(
        $"outcome {organization} {decision} {subject}", "",
        new[] { AssumedOutcome.Adopted, AssumedOutcome.Rejected }.Select(outcome => new Assumption
        {
            Outcome = new() { Organization = organization, Decision = decision, Subject = subject, Outcome = outcome },
        }));

    public SearchVariable Ratification(string code, string subject) =>
        Of($"ratification {subject}", code, [new Assumption { Ratification = new() { State = code, Subject = subject } }]);

    public SearchVariable Milestone(string name) =>
        Of("milestone", name, new[] { AssumedMilestoneStatus.Achieved, AssumedMilestoneStatus.Regressed }.Select(status => new Assumption
        {
            Milestone = new() { Milestone = name, Status = status },
        }));

    /// <param name="values">All values that make a difference to a condition of the criterion.</param>
    public SearchVariable Observation(string name, IEnumerable<double> values) =>
        Of("observation", name, values.Select(value => new Assumption { Observation = new() { Indicator = name, Value = value } }));

    public SearchVariable Agreement(string centre) => Of("agreement", centre, [new Assumption { Agreement = new() { Centre = centre } }]);

    public SearchVariable Partnership(string name) =>
        Of("partnership", name, [new Assumption { Partnership = new() { Partnership = name } }]);

    /// <summary>The facts with one assumption applied.</summary>
    public FactBase With(Assumption assumption)
    {
        if (!supposed.TryGetValue(assumption, out var with))
        {
            with = new FactBase(AssumptionOverlay.Apply(facts.Resources, [assumption], facts.Day), facts.Day);
            supposed.Add(assumption, with);
        }

        return with;
    }

    SearchVariable Of(string role, string whose, IEnumerable<Assumption> options)
    {
        var key = $"{role} of {whose}";
        if (!byKey.TryGetValue(key, out var variable))
        {
            // A criterion may name a resource that is not recorded, but requests may not assume anything about it.
            variable = new SearchVariable(
                byKey.Count, role, options.Where(option => AssumptionReferences.AreRecorded(option, facts.Resources)));
            byKey.Add(key, variable);
        }

        return variable;
    }
}
