using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using k8s.Models;
using KosovoNato.Backup;
using KosovoNato.Backup.Locations;
using KosovoNato.Storage;
using Microsoft.Extensions.Configuration;

namespace KosovoNato.Deploy.Tests.Rules;

/// <summary>Each store is exported, its backup is tried out, and it can be restored from there.</summary>
static class BackupRules
{
    const string Image = "kosovonato/backup";

    static readonly BackupCommand Program = new((_, _, _) => Task.FromResult(ExitCodes.Success));

    static readonly Dictionary<string, Type> Sections = new() { ["S3"] = typeof(S3Options), ["Store"] = typeof(StoreOptions) };

    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        new("Arguments of the backup program are valid", manifests =>
            from run in Runs(manifests)
            from error in run.Parsed.Errors
            select $"{run.Workload}, container {run.Container.Name}: {error.Message}"),

        new("Settings of the backup program are valid", manifests =>
            from run in ValidRuns(manifests)
            from violation in OfSettings(run)
            select $"{run.Workload}, container {run.Container.Name}: {violation}"),

        new("Every service is exported, restored and drilled", manifests =>
        {
            var runs = ValidRuns(manifests).Select(run => (run.Command, run.Service)).ToList();
            return from command in new[] { BackupOptions.Export, BackupOptions.Import, BackupOptions.Drill }
                   where runs.Count > 0
                   from service in SettingRules.Schemas.Keys
                   let count = runs.Count(run => run == (command, service))
                   where count != 1
                   select $"{service}: has {count} containers that run {command}";
        }),

        new("Backups are read where they are written", manifests =>
        {
            var runs = ValidRuns(manifests).ToList();
            var written = runs.Where(run => run.Command == BackupOptions.Export).Select(run => run.Place).Distinct().ToList();
            return from run in runs
                   where written is not [var place] || run.Place != place
                   select $"{run.Workload}, container {run.Container.Name}: uses {run.Place}, and exports {string.Join(" and ", written)}";
        }),

        new("A drill fills no store of a service", manifests =>
            from run in ValidRuns(manifests)
            where run.Command == BackupOptions.Drill && run.Setting("Store:Configuration") != "127.0.0.1:6379"
            select $"{run.Workload}, container {run.Container.Name}: fills {run.Setting("Store:Configuration")}"),
    ];

    static IEnumerable<Run> Runs(Manifests manifests) =>
        from workload in manifests.Workloads
        from container in workload.Containers
        where container.Image.Contains(Image, StringComparison.Ordinal)
        select new Run(manifests, workload, container);

    /// <summary>The runs with valid arguments; others have no command to judge.</summary>
    static IEnumerable<Run> ValidRuns(Manifests manifests) => Runs(manifests).Where(run => run.Parsed.Errors.Count == 0);

    static IEnumerable<string> OfSettings(Run run)
    {
        foreach (var section in run.Settings.GetChildren().Where(section => !Sections.ContainsKey(section.Key)))
        {
            yield return $"there is no section {section.Key}";
        }

        foreach (var (name, type) in Sections.Where(section => section.Key == "Store" || run.IsInBucket))
        {
            List<ValidationResult> violations = [];
            string? unknown = null;
            try
            {
                var options = run.Settings.GetSection(name).Get(type, binder => binder.ErrorOnUnknownConfiguration = true)
                    ?? Activator.CreateInstance(type)!;
                Validator.TryValidateObject(options, new ValidationContext(options), violations, validateAllProperties: true);
            }
            catch (InvalidOperationException failure)
            {
                unknown = failure.Message;
            }

            foreach (var violation in violations.Select(violation => violation.ErrorMessage).Append(unknown).OfType<string>())
            {
                yield return violation;
            }
        }
    }

    /// <summary>A container that runs the backup program.</summary>
    sealed record Run(Manifests Manifests, Workload Workload, V1Container Container)
    {
        const string Prefix = "KOSOVONATO_";

        public ParseResult Parsed { get; } =
            Program.Parse([.. (Container.Args ?? []).Select(argument => Manifests.Expand(Container, argument))]);

        public IConfiguration Settings { get; } = new ConfigurationBuilder().AddInMemoryCollection(
            from variable in Container.Env ?? []
            where variable.Name.StartsWith(Prefix, StringComparison.Ordinal)
            select KeyValuePair.Create<string, string?>(
                variable.Name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal),
                Manifests.Expand(Container, $"$({variable.Name})"))).Build();

        public string Command => Parsed.CommandResult.Command.Name;

        public string? Service => Parsed.GetValue<BackupService>("--service")?.Name;

        public bool IsInBucket => S3Address.IsS3(Parsed.GetValue<string>("--directory") ?? "");

        /// <summary>The directory, and the claim that is mounted there unless it is in a bucket.</summary>
        public string Place
        {
            get
            {
                var directory = Parsed.GetValue<string>("--directory") ?? "";
                var volume = Container.VolumeMounts?.SingleOrDefault(mount => mount.MountPath == directory)?.Name;
                var claim = Workload.Pod.Volumes?.SingleOrDefault(one => one.Name == volume)?.PersistentVolumeClaim?.ClaimName;
                return IsInBucket ? directory : $"{directory} of the claim {claim ?? "nobody"}";
            }
        }

        public string? Setting(string name) => Settings[name];
    }
}
