using System.Numerics;
using KosovoNato.Testing;

namespace KosovoNato.Deploy.Tests;

/// <summary>Components that may be used together.</summary>
sealed record Combination(IReadOnlyList<string> Components)
{
    const string Secrets = "external-secrets";
    const string Tls = "mutual-tls";
    const string Backup = "backup";
    const string BackupS3 = "backup-s3";
    const string Replicas = "replicated-store";

    static readonly string[] Brokers = ["", "broker", "broker-cluster", "broker-operator", "external-broker"];
    static readonly string[] Others =
        ["autoscaling", Backup, BackupS3, Secrets, "gateway", "issuer", Tls, Replicas, "seed-job", "telemetry"];

    /// <summary>Components that change the pods, accounts or policies of all others, so they come last.</summary>
    static readonly string[] Last = ["dns-node", "dns-openshift", "priorities", "registry-credentials"];

    static readonly string[] WithSecrets = [Backup, BackupS3, Replicas, "seed-job"];
    static readonly string[] WithTls = [Replicas, Backup, "gateway", "seed-job"];

    /// <summary>Each component alone, all together with each broker, and further ones.</summary>
    public static IEnumerable<Combination> Few =>
        Where((broker, count) => count == Others.Length || (count <= 1 && broker.Length == 0) || count == 0).Concat(Further);

    /// <summary>
    /// Each component alone, each pair, all, and all but one, with each broker, and further ones; in a stress run, every set.
    /// </summary>
    public static IEnumerable<Combination> All =>
        Where((_, count) => StressMode.IsOn || count <= 2 || count >= Others.Length - 1).Concat(Further);

    /// <summary>Each component that comes last, with the base alone and with all others; and TLS without the stores.</summary>
    static IEnumerable<Combination> Further =>
    [
        .. from last in Last
           from before in new[] { Of("", []), Of("broker", Others) }
           select new Combination([.. before.Components, last]),
        new([Tls]),
    ];

    /// <summary>
    /// Valid sets of components: at most one broker, an issuer only with TLS, a bucket only with backups, and the external-secrets and TLS
    /// parts of the components in the set.
    /// </summary>
    static IEnumerable<Combination> Where(Func<string, int, bool> isWanted) =>
        from broker in Brokers
        from set in Enumerable.Range(0, 1 << Others.Length)
        where isWanted(broker, BitOperations.PopCount((uint)set))
        let others = Others.Where((_, index) => (set & (1 << index)) != 0).ToList()
        where !others.Contains("issuer") || others.Contains(Tls)
        where !others.Contains(BackupS3) || others.Contains(Backup)
        select Of(broker, others);

    /// <summary>The folders of the components below components/.</summary>
    public static IReadOnlyList<string> Folders { get; } = [.. All.SelectMany(combination => combination.Components).Distinct().Order()];

    public override string ToString() => $"base with {string.Join(", ", Components)}";

    static Combination Of(string broker, IReadOnlyList<string> others)
    {
        List<string> components = [.. others];
        if (broker.Length > 0)
        {
            components.Insert(0, broker);
        }

        if (others.Contains(Secrets))
        {
            components.AddRange(broker.Length > 0 ? [$"{Secrets}/bus"] : []);
            components.AddRange(broker is "broker" or "broker-cluster" or "broker-operator" ? [$"{Secrets}/broker-users"] : []);
            components.AddRange(broker == "broker-cluster" ? [$"{Secrets}/broker-cookie"] : []);
            components.AddRange(WithSecrets.Where(others.Contains).Select(one => $"{Secrets}/{one}"));
        }

        if (others.Contains(Tls))
        {
            components.Add($"{Tls}/stores");
            components.AddRange(broker == "broker" ? [$"{Tls}/broker"] : []);
            components.AddRange(WithTls.Where(others.Contains).Select(one => $"{Tls}/{one}"));
        }

        components.AddRange(others.Contains(Replicas) && others.Contains(Backup) ? [$"{Replicas}/{Backup}"] : []);
        return new(components);
    }
}
