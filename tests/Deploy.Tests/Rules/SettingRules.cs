using System.ComponentModel.DataAnnotations;
using KosovoNato.Dashboard;
using KosovoNato.Milestones;
using KosovoNato.Recognitions;
using KosovoNato.Recommendations;
using KosovoNato.Replication.Bus;
using KosovoNato.Replication.Upstreams;
using KosovoNato.Serving.Access;
using KosovoNato.Serving.Transport;
using KosovoNato.Serving.Watch;
using KosovoNato.Storage;
using Microsoft.Extensions.Configuration;

namespace KosovoNato.Deploy.Tests.Rules;

/// <summary>The services accept the settings in the manifests.</summary>
static class SettingRules
{
    const string Prefix = "KOSOVONATO_";

    /// <summary>The schema of each service, with its resources and upstreams, from its code.</summary>
    public static IReadOnlyDictionary<string, Schema> Schemas { get; } =
        new[] { RecognitionsModule.Schema, MilestonesModule.Schema, RecommendationsModule.Schema }.ToDictionary(schema => schema.Service);

    static readonly Dictionary<string, Type> Sections = new()
    {
        ["Access"] = typeof(AccessOptions),
        ["Bus"] = typeof(BusOptions),
        ["Dashboard"] = typeof(DashboardOptions),
        ["Listen"] = typeof(ListenerOptions),
        ["Upstreams"] = typeof(UpstreamOptions),
        ["RateLimit"] = typeof(RateLimitOptions),
        ["Store"] = typeof(StoreOptions),
        ["Watch"] = typeof(WatchServerOptions),
    };

    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        new("There is each service of the code, and no other", manifests =>
            Schemas.Keys.Except(manifests.Services.Select(service => service.Name)).Select(name => $"{name}: is missing")
                .Concat(manifests.Services.Select(service => service.Name).Except(Schemas.Keys).Select(name => $"{name}: is no service"))),

        new("Settings are those of the service, and valid", manifests =>
            from service in manifests.Servers
            from violation in OfSettings(service)
            select $"{service}: {violation}"),

        new("Services listen where their ports say, for everybody", manifests =>
            from service in manifests.Servers
            let listen = Configuration(service).GetSection("Listen").Get<ListenerOptions>() ?? new()
            let ports = service.Ports.ToDictionary(port => port.Name, port => port.ContainerPort)
            where listen.Address != "0.0.0.0" || ports.GetValueOrDefault("grpc") != listen.GrpcPort
                || ports.GetValueOrDefault("http") != listen.HttpPort || ports.GetValueOrDefault("metrics") != listen.MetricsPort
            select $"{service}: listens at {listen.Address}, {listen.GrpcPort}, {listen.HttpPort} and {listen.MetricsPort}"),

        new("Services know where all their upstreams are", manifests =>
            from service in manifests.Services
            where Schemas.ContainsKey(service.Name)
            let told = Configuration(service).GetSection("Upstreams:Addresses").GetChildren().Select(child => child.Key).Order()
            let wanted = Schemas[service.Name].Upstreams.Order()
            where !told.SequenceEqual(wanted)
            select $"{service}: learns from {string.Join(", ", wanted)} and is told of {string.Join(", ", told)}"),

        new("The dashboard knows where every service is", manifests =>
            from dashboard in manifests.Servers.Except(manifests.Services)
            let told = Configuration(dashboard).GetSection("Upstreams:Addresses").GetChildren().Select(child => child.Key).Order()
            where !told.SequenceEqual(Schemas.Keys.Order())
            select $"{dashboard}: is told of {string.Join(", ", told)}"),

        new("Services are told where their store and their keys are", manifests =>
            from service in manifests.Services
            from name in new[] { "Store__Configuration", "Access__ApiKeyFile" }
            where string.IsNullOrEmpty(service.Setting(Prefix + name))
            select $"{service}: has no {name}"),
    ];

    static IEnumerable<string> OfSettings(Workload service)
    {
        var configuration = Configuration(service);
        foreach (var section in configuration.GetChildren())
        {
            if (!Sections.TryGetValue(section.Key, out var type))
            {
                yield return $"there is no section {section.Key}";
                continue;
            }

            foreach (var violation in OfSection(section, type))
            {
                yield return violation;
            }
        }
    }

    static IReadOnlyList<string> OfSection(IConfigurationSection section, Type type)
    {
        object? options;
        try
        {
            options = section.Get(type, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException unknown)
        {
            return [$"{section.Key}: {unknown.Message}"];
        }

        // Required settings may be allowed only together with other settings; a separate rule checks them.
        List<ValidationResult> violations = [];
        Validator.TryValidateObject(options!, new ValidationContext(options!), violations, validateAllProperties: true);
        return [.. violations.Select(violation => $"{section.Key}: {violation.ErrorMessage}")];
    }

    static IConfigurationRoot Configuration(Workload service) => new ConfigurationBuilder().AddInMemoryCollection(
        from variable in service.Settings
        where variable.Name.StartsWith(Prefix, StringComparison.Ordinal) && variable.Value is not null
        // With variables expanded as in Kubernetes; letters replace values from a Secret.
        let value = variable.Value.Replace("$(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal)
        select KeyValuePair.Create<string, string?>(variable.Name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal), value))
            .Build();
}
