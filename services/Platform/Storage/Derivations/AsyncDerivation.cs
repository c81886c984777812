using KosovoNato.Storage.Writes;

namespace KosovoNato.Storage.Derivations;

/// <summary>
/// Computes derived fields shortly after the commit that changed the facts, in a commit of its own, for a service whose writes must not
/// wait for each other as they do with a <see cref="Derivation"/>. Stores changed fields with <see cref="Transaction.PutDerived"/>. It must
/// be a function of the facts and the day alone.
/// </summary>
public sealed record AsyncDerivation(Action<Transaction> Run);
