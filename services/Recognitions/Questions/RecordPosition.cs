namespace KosovoNato.Recognitions.Questions;

/// <summary>Records the stance of a state on a question and ends its previous stance.</summary>
static class RecordPosition
{
    const int MaxStances = 50;

    public static readonly WriteOperation<RecordPositionRequest, Position> Write = new(Check, Decide);

    static void Check(RecordPositionRequest request, FieldViolations violations)
    {
        NameChecks.CheckUnder("questions", "positions", request.Name, violations);
        ValueChecks.CheckRequired(request.Stance, violations, "stance", (stance, at) =>
        {
            ValueChecks.CheckListed(stance.Stance, at, "stance");
            ValueChecks.CheckListed(stance.Basis, at, "basis");
            var from = DateChecks.CheckRequired(stance.ValidFrom, at, "valid_from");
            var to = DateChecks.CheckKnown(stance.ValidTo, at, "valid_to");
            DateChecks.CheckOrder(from, to, at, "valid_to", "must not be before `valid_from`");
            at.Require((stance.Stance == Stance.Conditional) == (stance.Condition.Length > 0), "condition",
                "is required if `stance` is CONDITIONAL, and must be empty otherwise");
            ValueChecks.CheckText(stance.Condition, 500, at, "condition");
            EvidenceChecks.Check(stance.Evidence, at);
        });
    }

    static Position Decide(RecordPositionRequest request, Transaction draft)
    {
        // The stance is one that the state has taken; its announced end may lie in the future.
        DateChecks.RequireHappened(draft.Today, (request.Stance.ValidFrom, "stance.valid_from"));
        var name = ResourceNames.Canonical(request.Name);
        var code = ResourceNames.Id(name, 1);
        var question = draft.Get<Question>(ResourceNames.Parent(name));
        draft.Get<State>(ResourceNames.State(code));
        var stance = request.Stance.Clone();
        stance.Evidence = EvidenceChecks.Normalized(stance.Evidence);
        ElectorateChecks.Require(draft, question, code, StancePeriods.Start(stance));
        var position = request.Etag.Length == 0 && draft.Find<Position>(name) is null
            ? new Position { Name = name }
            : draft.Edit<Position>(name, request.Etag);
        Capacity.Require(position.Stances.Count, MaxStances, name, "stances", rule: "TOO_MANY_STANCES");
        StancePeriods.Append(position, stance);
        return draft.Put(position, RecognitionsEventType.PositionChanged);
    }
}
