using KosovoNato.Milestones.Outlooks;
using KosovoNato.Platform;
using KosovoNato.Platform.Store;
using KosovoNato.Rules.Criteria;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace KosovoNato.Milestones;

/// <summary>What a host needs to run this service: its API, what it keeps, and what it computes of recorded facts.</summary>
public static class MilestonesModule
{
    public static Schema Schema { get; } = Schema.For("milestones", MilestonesResource.Descriptor, LearnedFacts.OfRecognitions);

    /// <param name="settings">Changes settings, for a host that runs several services in one process.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? settings = null) =>
        PlatformHost.Build<MilestonesApi>(args, Schema, services => services.AddSingleton(new Derivation(MilestoneOutlooks.Derive)), settings);
}
