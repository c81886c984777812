using KosovoNato.Storage.Writes;

namespace KosovoNato.Storage.Derivations;

/// <summary>
/// Computes, when a day begins and at the start, derived fields that otherwise change only with a write to the same resource, for a service
/// whose writes compute them. Stores changed fields with <see cref="Transaction.PutDerived"/>. It must be a function of the facts and the
/// day alone. A service with a <see cref="Derivation"/> needs none.
/// </summary>
public sealed record DayDerivation(Action<Transaction> Run);
