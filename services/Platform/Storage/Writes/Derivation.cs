namespace KosovoNato.Storage.Writes;

/// <summary>
/// Computes the derived fields that a service stores. Runs after each decision and after each change to mirrored resources, and stores
/// changed fields with <see cref="Transaction.PutDerived"/>. It must be a function of the facts and the day alone, so that the result does
/// not depend on the order in which facts arrive. It serializes the commits of the service: a commit is rejected if there has been any
/// other commit since its snapshot.
/// </summary>
public sealed record Derivation(Action<Transaction> Run);
