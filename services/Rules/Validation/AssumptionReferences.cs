using Google.Protobuf;
using KosovoNato.Kernel.Texts;
using Fact = KosovoNato.Assumptions.V1.Assumption.FactOneofCase;

namespace KosovoNato.Rules.Validation;

/// <summary>
/// Finds what assumptions name and is not recorded. Without this check, an assumption with a misspelt name would change nothing, which a
/// caller would take for the answer. Facts that are assumed to come into being, for example a membership, need not be recorded.
/// </summary>
public static class AssumptionReferences
{
    // A caller needs no longer list to choose from.
    const int MaxShown = 20;

    /// <summary>Rejects assumptions that name something that is not recorded, all of them at once.</summary>
    /// <param name="assumptions">The assumptions, whose form is valid.</param>
    /// <param name="recorded">The recorded resources, of any date: a resource exists before its first dated fact.</param>
    public static void Check(IReadOnlyList<Assumption> assumptions, IResourceView recorded, string field = "assumptions")
    {
        var violations = new FieldViolations();
        for (var i = 0; i < assumptions.Count; i++)
        {
            foreach (var missing in MissingOf(assumptions[i], recorded))
            {
                violations.Add($"{field}[{i}].{missing.Field}", missing.Describe());
            }
        }

        violations.ThrowIfAny();
    }

    /// <summary>Whether everything that an assumption names is recorded.</summary>
    public static bool AreRecorded(Assumption assumption, IResourceView recorded) => !MissingOf(assumption, recorded).Any();

    static IEnumerable<MissingReference> MissingOf(Assumption assumption, IResourceView recorded) => assumption.FactCase switch
    {
        Fact.Recognition =>
        [
            .. State("recognition.recognizer", assumption.Recognition.Recognizer, recorded),
            .. Subject("recognition.subject", assumption.Recognition.Subject, recorded),
        ],
        Fact.Membership =>
        [
            .. Named<Organization>("membership.organization", assumption.Membership.Organization, "an organization", recorded),
            .. State("membership.state", assumption.Membership.State, recorded),
        ],
        Fact.Position =>
        [
            .. Decision("position", assumption.Position.Organization, assumption.Position.Decision, recorded),
            .. Subject("position.subject", assumption.Position.Subject, recorded),
            .. State("position.state", assumption.Position.State, recorded),
        ],
        Fact.Outcome =>
        [
            .. Decision("outcome", assumption.Outcome.Organization, assumption.Outcome.Decision, recorded),
            .. Subject("outcome.subject", assumption.Outcome.Subject, recorded),
        ],
        Fact.Ratification =>
        [
            .. State("ratification.state", assumption.Ratification.State, recorded),
            .. Subject("ratification.subject", assumption.Ratification.Subject, recorded),
        ],
        Fact.Milestone => Named<Milestone>("milestone.milestone", assumption.Milestone.Milestone, "a milestone", recorded),
        Fact.Blocker => Blocker(assumption.Blocker, recorded),
        Fact.Observation => Named<Indicator>("observation.indicator", assumption.Observation.Indicator, "an indicator", recorded),
        Fact.Agreement => Named<Centre>("agreement.centre", assumption.Agreement.Centre, "a centre", recorded),
        Fact.Partnership => Partnership(assumption.Partnership.Partnership, recorded),
        _ => [],
    };

    static IEnumerable<MissingReference> State(string field, string code, IResourceView recorded)
    {
        if (recorded.Find<State>(ResourceNames.State(code)) is null)
        {
            yield return new(field, () => $"must be the code of a state that is recorded, not {code}");
        }
    }

    /// <summary>A subject that the request leaves empty is not named, so it is not looked up.</summary>
    static IEnumerable<MissingReference> Subject(string field, string code, IResourceView recorded) =>
        code.Length == 0 ? [] : State(field, code, recorded);

    static IEnumerable<MissingReference> Named<T>(string field, string name, string what, IResourceView recorded)
        where T : class, IMessage<T>, IResource, new()
    {
        if (recorded.Find<T>(name) is null)
        {
            yield return new(field, () => $"must name {what} that is recorded, not {name}"
                + Suggestion(name, recorded.List<T>().Select(resource => resource.Name)));
        }
    }

    static IEnumerable<MissingReference> Decision(string field, string organization, string decision, IResourceView recorded)
    {
        if (recorded.Find<Organization>(organization) is not { } known)
        {
            return Named<Organization>($"{field}.organization", organization, "an organization", recorded);
        }

        List<string> decisions = [.. known.DecisionRules.Select(rule => rule.Decision).Distinct()];
        return decisions.Contains(decision) ? [] :
        [
            new($"{field}.decision", () => $"must be a decision for which {organization} has a rule ({Shown(decisions)}), not {decision}"
                + Suggestion(decision, decisions)),
        ];
    }

    static IEnumerable<MissingReference> Blocker(BlockerAssumption assumption, IResourceView recorded)
    {
        if (recorded.Find<Milestone>(assumption.Milestone) is not { } milestone)
        {
            return Named<Milestone>("blocker.milestone", assumption.Milestone, "a milestone", recorded);
        }

        List<string> blockers = [.. milestone.Blockers.Select(blocker => blocker.Id)];
        return assumption.BlockerId.Length == 0 || blockers.Contains(assumption.BlockerId) ? [] :
        [
            new("blocker.blocker_id",
                () => $"must be the ID of a blocker of {milestone.Name} ({Shown(blockers)}), not {assumption.BlockerId}"),
        ];
    }

    static IEnumerable<MissingReference> Partnership(string name, IResourceView recorded)
    {
        var (party, partner) = StatePairs.Parse(ResourceNames.Id(name))!.Value;
        const string field = "partnership.partnership";
        return State(field, party, recorded).Concat(State(field, partner, recorded));
    }

    static string Suggestion(string given, IEnumerable<string> known) =>
        ClosestMatch.Find(given, known) is { } nearest ? $"; did you mean {nearest}?" : "";

    static string Shown(List<string> values) =>
        values.Count == 0 ? "none" : string.Join(", ", values.Take(MaxShown)) + (values.Count > MaxShown ? ", …" : "");

    /// <summary>A field that names something that is not recorded. The search for the likely name is made for an error only.</summary>
    readonly record struct MissingReference(string Field, Func<string> Describe);
}
