namespace KosovoNato.Testing;

/// <summary>The two store servers every guarantee must hold on. Use it as theory data.</summary>
public enum StoreBackend
{
    /// <summary>Redis 7, the production store.</summary>
    Redis,

    /// <summary>The embedded server of the one-process default.</summary>
    Embedded,
}
