using KosovoNato.Platform.Store;

namespace KosovoNato.Recognitions;

/// <summary>What a host needs to run this service: its API and what it keeps. It needs nothing beyond the platform.</summary>
public static class RecognitionsModule
{
    public static Schema Schema { get; } = Schema.For("recognitions", RecognitionsResource.Descriptor);
}
