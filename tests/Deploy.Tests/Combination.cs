namespace KosovoNato.Deploy.Tests;

/// <summary>Components that may be used together.</summary>
sealed record Combination(IReadOnlyList<string> Components)
{
    const string Secrets = "external-secrets";

    static readonly string[] Brokers = ["", "broker", "external-broker"];
    static readonly string[] Others = ["autoscaling", Secrets, "gateway", "seed-job", "telemetry"];

    /// <summary>Every set of components: at most one broker, and with external secrets those of what is there.</summary>
    public static IEnumerable<Combination> All =>
        from broker in Brokers
        from set in Enumerable.Range(0, 1 << Others.Length)
        select Of(broker, [.. Others.Where((_, index) => (set & (1 << index)) != 0)]);

    /// <summary>Their folders below components/.</summary>
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
            components.AddRange(broker == "broker" ? [$"{Secrets}/broker-users"] : []);
            components.AddRange(others.Contains("seed-job") ? [$"{Secrets}/seed-job"] : []);
        }

        return new(components);
    }
}
