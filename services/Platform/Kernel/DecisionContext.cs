namespace KosovoNato.Kernel;

/// <summary>Who writes, why and when: what a decision may know besides the facts.</summary>
public sealed record DecisionContext(string Actor, string Reason, DateTimeOffset Now);
