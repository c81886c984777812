using KosovoNato.Storage.Writes;

namespace KosovoNato.Storage.Derivations;

/// <summary>
/// What a service computes of recorded facts and keeps: runs after each decision, and after each thing learned of a neighbor,
/// and puts what differs with <see cref="Transaction.PutDerived"/>. It must be a function of the facts and the day alone, so that the
/// result is the same in whatever order they arrived. With one, the commits of a service follow each other strictly: each is
/// refused if anything was committed since the state that it was computed from.
/// </summary>
public sealed record Derivation(Action<Transaction> Run);
