using KosovoNato.Storage.Writes;

namespace KosovoNato.Storage.Derivations;

/// <summary>
/// What a service computes of recorded facts and keeps, a moment after the commit that changed them and in a commit of its own:
/// for a service whose writers must not wait for each other, as they do with a <see cref="Derivation"/>. Puts what differs with
/// <see cref="Transaction.PutDerived"/>, and must be a function of the facts and the day alone.
/// </summary>
public sealed record AsyncDerivation(Action<Transaction> Run);
