namespace KosovoNato.Kernel.Recomputation;

/// <summary>A resource, whether it exists or not.</summary>
/// <param name="Type">The class of its message.</param>
public readonly record struct ResourceKey(Type Type, string Name);
