using KosovoNato.Platform;
using KosovoNato.Platform.Store;
using Microsoft.AspNetCore.Builder;

namespace KosovoNato.Recognitions;

/// <summary>What a host needs to run this service: its API and what it keeps. It needs nothing beyond the platform.</summary>
public static class RecognitionsModule
{
    public static Schema Schema { get; } = Schema.For("recognitions", RecognitionsResource.Descriptor);

    /// <param name="settings">Changes settings, for a host that runs several services in one process.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? settings = null) =>
        PlatformHost.Build<RecognitionsApi>(args, Schema, settings: settings);
}
