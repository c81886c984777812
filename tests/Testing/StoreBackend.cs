namespace KosovoNato.Testing;

/// <summary>The two store servers on which every guarantee must hold. Use it as theory data.</summary>
public enum StoreBackend
{
    /// <summary>Redis 7, the production store.</summary>
    Redis,

    /// <summary>The embedded server of the standalone program.</summary>
    Embedded,
}
