using KosovoNato.Hosting;
using KosovoNato.Milestones.Derivations;
using KosovoNato.Milestones.Queries;
using KosovoNato.Rules.Criteria;
using KosovoNato.Serving.Requests;
using KosovoNato.Serving.ValidTime;
using KosovoNato.Storage;
using KosovoNato.Storage.Derivations;

namespace KosovoNato.Milestones;

/// <summary>Registers this service with a host: its API, its resource types, and its derivations.</summary>
public static class MilestonesModule
{
    public static Schema Schema { get; } = Schema.For("milestones", MilestonesResource.Descriptor, MirroredTypeSets.OfRecognitions)
        .WithNames(ResourceNames.Canonical)
        .WithDerived<Milestone>(MilestoneOutlookDerivation.Clear)
        .WithDerived<Agreement>(agreement => agreement.Status = default)
        .WithDerived<Partnership>(partnership => partnership.Status = default);

    /// <param name="settings">Changes settings, for a host that runs several services in one process.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? settings = null) =>
        PlatformHost.Build<MilestonesApi>(args, Schema, Add, settings);

    static void Add(IServiceCollection services)
    {
        services.AddRequests(MilestonesFilters.All, MilestonesWrites.All, MilestoneScenario.Of);
        services.AddSingleton(new AsOfProjection(MilestoneAsOfProjection.On));
        services.AddSingleton(new Derivation(new IncrementalDerivation(MilestoneDerivations.On).Run));
    }
}
