namespace KosovoNato.Kernel;

/// <summary>The actor, reason and time of a write. A decision depends on these and on the facts, and on nothing else.</summary>
public sealed record DecisionContext(string Actor, string Reason, DateTimeOffset Now);
