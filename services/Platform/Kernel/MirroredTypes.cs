using Google.Protobuf.Reflection;

namespace KosovoNato.Kernel;

/// <summary>The resource types of an upstream that a service mirrors.</summary>
/// <param name="Service">The upstream's name.</param>
/// <param name="Resource">The upstream's <c>…Resource</c> message, which holds a resource of any of its types.</param>
/// <param name="Types">The mirrored types.</param>
public sealed record MirroredTypes(string Service, MessageDescriptor Resource, params IReadOnlyList<MessageDescriptor> Types);
