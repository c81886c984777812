namespace KosovoNato.Kernel;

/// <summary>The actor, reason and time of a write. A decision depends only on these and on the recorded facts.</summary>
public sealed record DecisionContext(string Actor, string Reason, DateTimeOffset Now);
