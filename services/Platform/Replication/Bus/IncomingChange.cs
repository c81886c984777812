using KosovoNato.Changes.V1;
using KosovoNato.Kernel;

namespace KosovoNato.Replication.Bus;

/// <summary>One revision as the bus brought it.</summary>
sealed record IncomingChange(ChangeEventId Id, ChangeEnvelope Change);
