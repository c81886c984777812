namespace KosovoNato.Recognitions.Questions;

/// <summary>Records where a state stands on a question; ends the stance before.</summary>
static class RecordPosition
{
    const int MostStances = 50;

    public static readonly Write<RecordPositionRequest, Position> Write = new(Check, Decide);

    static void Check(RecordPositionRequest request, Violations violations)
    {
        Names.CheckUnder("questions", "positions", request.Name, violations, "name");
        if (request.Stance is not { } stance)
        {
            violations.Add("stance", "is required");
            return;
        }

        var at = violations.At("stance");
        Values.CheckListed(stance.Stance, at, "stance");
        Values.CheckListed(stance.Basis, at, "basis");
        var from = Dates.CheckRequired(stance.ValidFrom, at, "valid_from");
        var to = Dates.CheckKnown(stance.ValidTo, at, "valid_to");
        Dates.CheckOrder(from, to, at, "valid_to", "must not be before valid_from");
        at.Require((stance.Stance == Stance.Conditional) == (stance.Condition.Length > 0), "condition", "is required for CONDITIONAL, and for it alone");
        Values.CheckText(stance.Condition, 500, at, "condition");
        Evidences.Check(stance.Evidence, at);
    }

    static Position Decide(RecordPositionRequest request, Draft draft)
    {
        var name = Names.Canonical(request.Name);
        var code = Names.Id(name, 1);
        var question = draft.Get<Question>($"questions/{Names.Id(name)}");
        draft.Get<State>(Names.State(code));
        var stance = request.Stance.Clone();
        stance.Evidence = Evidences.Kept(stance.Evidence);
        Voters.Require(draft, question, code, Stances.Start(stance));
        var position = request.Etag.Length == 0 && draft.Find<Position>(name) is null
            ? new Position { Name = name }
            : draft.Edit<Position>(name, request.Etag);
        if (position.Stances.Count == MostStances)
        {
            throw Refusal.RuleViolated("TOO_MANY_STANCES", name, $"{name} has {MostStances} stances already.");
        }

        Stances.Append(position, stance);
        draft.Put(position, RecognitionsEvent.PositionChanged);
        return position;
    }
}
