using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using k8s.Models;
using KosovoNato.Testing;

namespace KosovoNato.Deploy.Tests.Compose;

/// <summary>The Compose file runs what the local overlay runs, with the same settings, rights and limits.</summary>
public sealed partial class ComposeTests(Deployments deployments)
{
    const string Healthy = "service_healthy";

    /// <summary>The setting of the broker that differs, because a cluster sets the owner of a volume and Compose cannot.</summary>
    const string OfVolume = "RABBITMQ_MNESIA_BASE";

    /// <summary>The variables from which the manifests compose the address of the store. The Compose file has the address itself.</summary>
    const string PartsOfAddress = "STORE_";

    readonly ComposeFile file = ComposeFile.Read();

    IReadOnlyList<Workload> Workloads => deployments.Overlay("local").Workloads;

    [Fact]
    public void Compose_runs_what_the_local_overlay_runs() =>
        Assert.Equal(Workloads.Select(workload => workload.Name).Order(), file.Services.Keys.Order());

    [Fact]
    public void Images_programs_users_and_limits_are_those_of_the_manifests() => Assert.All(Workloads, workload =>
    {
        var container = Assert.Single(workload.Containers);
        var service = file.Services[workload.Name];
        Assert.Equal(container.Image, service.Image.Replace("docker.io/library/", "", StringComparison.Ordinal));
        Assert.Equal(container.Command ?? [], service.Entrypoint);
        Assert.Equal(container.Args ?? [], service.Command);
        Assert.Equal($"{workload.Pod.SecurityContext.RunAsUser}:{workload.Pod.SecurityContext.RunAsGroup}", service.User);
        Assert.Equal(container.Resources.Limits["memory"].ToInt64(), Megabytes(service.MemLimit) << 20);
        if (workload.Pod.RestartPolicy != "Never")
        {
            Assert.Equal($"{workload.Pod.TerminationGracePeriodSeconds}s", service.StopGracePeriod);
        }
    });

    [Fact]
    public void Settings_are_those_of_the_manifests() => Assert.All(Workloads, workload =>
    {
        var wanted = workload.Settings
            .Where(variable => variable.Value is not null && variable.Name != OfVolume)
            .Where(variable => !variable.Name.StartsWith(PartsOfAddress, StringComparison.Ordinal))
            .Select(variable => $"{variable.Name}={variable.Value}");
        var told = file.Services[workload.Name].Environment.Where(variable => variable.Key != OfVolume)
            .Select(variable => $"{variable.Key}={PasswordOf(workload.Name).Replace(variable.Value, "$($1_PASSWORD)")}");
        Assert.Equal(wanted.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    });

    [Fact]
    public void Stores_and_broker_read_the_files_of_the_manifests()
    {
        var mounts = from workload in Workloads
                     from mount in workload.Containers.Single().VolumeMounts ?? []
                     where mount.Name == "configuration"
                     select (workload.Name, Path: mount.MountPath);
        Assert.All(mounts, mount => Assert.Contains(
            file.Services[mount.Name].Volumes,
            volume => volume.Split(':') is [_, var target, "ro"] && $"{target}/".StartsWith($"{mount.Path}/", StringComparison.Ordinal)));
        var contents = deployments.Overlay("local").Of<V1ConfigMap>().SelectMany(map => map.Data.Values).ToHashSet();
        Assert.All(MountedFiles, source => Assert.Contains(File.ReadAllText(Path.Combine(ComposeFile.Folder, source)), contents));
    }

    [Fact]
    public void Containers_are_read_only_and_reachable_only_from_this_machine() => Assert.All(file.Services, service =>
    {
        Assert.True(service.Value.ReadOnly, service.Key);
        Assert.Equal(["ALL"], service.Value.CapDrop);
        Assert.Equal(["no-new-privileges:true"], service.Value.SecurityOpt);
        Assert.All(service.Value.Ports, port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
        Assert.NotEmpty(service.Value.Networks);
    });

    [Fact]
    public void A_store_shares_a_network_only_with_its_service()
    {
        var stores = Workloads.Where(workload => workload.Component == "store").Select(workload => workload.Name).ToList();
        Assert.Equal(3, stores.Count);
        Assert.All(stores, store =>
        {
            var network = Assert.Single(file.Services[store].Networks);
            Assert.True(file.Networks[network].Internal);
            Assert.Equal([store[..^"-store".Length], store], MembersOf(network));
        });
        Assert.True(file.Networks[Assert.Single(file.Services["rabbitmq"].Networks)].Internal);
        Assert.Equal(
            ["rabbitmq", .. deployments.Overlay("local").Services.Select(service => service.Name).Order()],
            MembersOf("bus").OrderBy(member => member != "rabbitmq").ThenBy(member => member));
        Assert.Empty(file.Services.SelectMany(service => service.Value.Networks).Except(file.Networks.Keys));
    }

    [Fact]
    public void Services_wait_for_their_store_and_the_seeder_waits_for_the_services()
    {
        var services = deployments.Overlay("local").Services.Select(service => service.Name).ToList();
        Assert.All(services, service => Assert.Equal(Healthy, file.Services[service].DependsOn[$"{service}-store"].Condition));
        Assert.Equal(
            services.Select(service => (service, Healthy)).Order(),
            file.Services["seeder"].DependsOn.Select(other => (other.Key, other.Value.Condition)).Order());
        Assert.All(
            file.Services.SelectMany(service => service.Value.DependsOn).Where(other => other.Value.Condition == Healthy),
            other => Assert.NotNull(file.Services[other.Key].Healthcheck));
    }

    [Fact]
    public void Health_checks_test_what_the_probes_of_the_manifests_test() => Assert.All(Workloads, workload =>
    {
        var test = file.Services[workload.Name].Healthcheck?.Test;
        IEnumerable<string>? wanted = workload.Component switch
        {
            "service" or "dashboard" =>
                ["dotnet", $"/app/KosovoNato.{Project(workload.Name)}.dll", "probe", "http://127.0.0.1:8082/health/ready"],
            "seeder" => null,
            "broker" => workload.Containers.Single().LivenessProbe.Exec.Command,
            _ => workload.Containers.Single().ReadinessProbe.Exec.Command,
        };
        string[]? expected = wanted is null ? null : ["CMD", .. wanted];
        Assert.Equal(expected, test);
    });

    [Fact]
    public void No_password_is_in_the_file_and_created_passwords_are_not_committed()
    {
        Assert.All(Secret().Matches(ComposeFile.Text), match => Assert.StartsWith("${", match.Groups[1].Value, StringComparison.Ordinal));
        Assert.Equal(6, Secret().Count(ComposeFile.Text));
        Assert.Equal([".env", "secrets/"], File.ReadLines(Path.Combine(ComposeFile.Folder, ".gitignore")).Where(line => line[0] != '#'));
    }

    [Fact]
    public void Every_mounted_file_and_every_variable_exists_after_secrets_are_created()
    {
        using var copy = new TemporaryDirectory();
        foreach (var folder in new[] { "base", "components", "overlays", "compose" })
        {
            Programs.Run("cp", copy.Path, "", "-r", RepositoryPaths.File("deploy", folder), copy.Path);
        }

        var compose = Path.Combine(copy.Path, "compose");
        Programs.Run("rm", compose, "", "-rf", ".env", "secrets");
        Programs.Run("bash", compose, "", "make-secrets.sh");
        Assert.All(
            MountedFiles.Concat(file.Secrets.Values.Select(secret => secret.File)),
            source => Assert.True(File.Exists(Path.Combine(compose, source)), source));
        var made = Variables(compose);
        Assert.Equal(made.Keys.Order(), Variable().Matches(ComposeFile.Text).Select(match => match.Groups[1].Value).Order());
        Assert.All(made.Values, password => Assert.Matches("^[0-9a-f]{48}$", password));

        // The users of a store, with the hash of the password that its service gets.
        Assert.All(deployments.Overlay("local").Services, service =>
        {
            var users = File.ReadAllText(Path.Combine(compose, "secrets", $"{service.Name}-store.acl"));
            var password = Encoding.UTF8.GetBytes(made[$"{service.Name.ToUpperInvariant()}_STORE_PASSWORD"]);
            Assert.Contains($"user service on #{Convert.ToHexStringLower(SHA256.HashData(password))} ", users, StringComparison.Ordinal);
            Assert.DoesNotMatch("@(PASSWORDS|BACKUP)@", users);
        });

        Programs.Run("bash", compose, "", "make-secrets.sh");
        Assert.Equal(made, Variables(compose));
    }

    /// <summary>The files of the repository that containers read.</summary>
    IEnumerable<string> MountedFiles =>
        file.Services.Values.SelectMany(service => service.Volumes).Select(volume => volume.Split(':')[0])
            .Where(source => source.StartsWith('.'));

    static Dictionary<string, string> Variables(string folder) =>
        File.ReadLines(Path.Combine(folder, ".env")).Select(line => line.Split('=')).ToDictionary(line => line[0], line => line[1]);

    IEnumerable<string> MembersOf(string network) =>
        file.Services.Where(service => service.Value.Networks.Contains(network)).Select(service => service.Key);

    static string Project(string service) => char.ToUpperInvariant(service[0]) + service[1..];

    static long Megabytes(string limit) => long.Parse(limit.TrimEnd('m'), CultureInfo.InvariantCulture);

    static Regex PasswordOf(string service) => new(
        $$"""\$\{{{service.ToUpperInvariant()}}_(STORE|BUS)_PASSWORD:\?[^}]+\}""", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"(?:password=|amqp://[a-z]+:)([^,@]*)")]
    private static partial Regex Secret();

    [GeneratedRegex(@"\$\{([A-Z_]+):\?Run make-secrets\.sh\}")]
    private static partial Regex Variable();
}
