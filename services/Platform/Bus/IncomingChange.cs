using KosovoNato.Changes.V1;
using KosovoNato.Platform.Changes;

namespace KosovoNato.Platform.Bus;

/// <summary>One revision as the bus brought it.</summary>
sealed record IncomingChange(ChangeEventId Id, ChangeEnvelope Change);
