using Google.Protobuf.Reflection;

namespace KosovoNato.Kernel;

/// <summary>The types of another service's resources that a service keeps copies of.</summary>
/// <param name="Service">The other service's name.</param>
/// <param name="Resource">Its message that holds any of its resources.</param>
/// <param name="Types">Those of its types that are kept.</param>
public sealed record MirroredTypes(string Service, MessageDescriptor Resource, params IReadOnlyList<MessageDescriptor> Types);
