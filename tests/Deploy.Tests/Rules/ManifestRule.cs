namespace KosovoNato.Deploy.Tests.Rules;

/// <summary>One rule for all rendered manifests. It returns the violations, each as "object: problem".</summary>
sealed record ManifestRule(string Name, Func<Manifests, IEnumerable<string>> Violations)
{
    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        .. SchemaRules.All, .. HardeningRules.All, .. ProbeRules.All, .. RolloutRules.All, .. DataRules.All, .. ObjectRules.All,
        .. ImageRules.All, .. SecretRules.All, .. SettingRules.All, .. NetworkRules.All, .. TlsRules.All, .. ExtensionRules.All,
        .. DefaultRules.All, .. NameRules.All, .. BoundRules.All, .. ScheduleRules.All, .. BrokerRules.All, .. GatewayRules.All,
        .. BackupRules.All,
    ];

    /// <summary>Whether the rule runs only with --all.</summary>
    public bool Explicit { get; init; }

    public static ManifestRule Named(string name) => All.Single(rule => rule.Name == name);
}
