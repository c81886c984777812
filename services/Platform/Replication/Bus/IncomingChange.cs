using KosovoNato.Changes.V1;
using KosovoNato.Kernel;

namespace KosovoNato.Replication.Bus;

/// <summary>A revision received from the bus.</summary>
sealed record IncomingChange(ChangeEventId Id, ChangeEnvelope Change);
