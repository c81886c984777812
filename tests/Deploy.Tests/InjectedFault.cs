namespace KosovoNato.Deploy.Tests;

/// <summary>
/// A possible mistake, as a change to a rendered overlay, with the rule that must report it and the text that the report must contain.
/// </summary>
/// <param name="Rule">The name of the rule.</param>
/// <param name="Blamed">A part of the report.</param>
/// <param name="Change">The change, as a part of a kustomization.</param>
/// <param name="Overlay">
/// The overlay to change, or a component, which is added to the base. Production uses TLS everywhere, the local overlay nowhere.
/// </param>
public sealed record InjectedFault(string Rule, string Blamed, string Change, string Overlay = "production")
{
    internal const string Container = "/spec/template/spec/containers/0";
    internal const string Pod = "/spec/template/spec";
    internal const string OnMilestones = "kind: Deployment, name: milestones";
    internal const string OnStore = "kind: StatefulSet, name: milestones-store";
    internal const string OnBroker = "kind: StatefulSet, name: rabbitmq";
    internal const string OnService = "kind: Service, name: milestones";
    internal const string OnPolicy = "kind: NetworkPolicy, name: milestones";

    public static IReadOnlyList<InjectedFault> All { get; } =
        [.. ObjectFaults.All, .. ConnectionFaults.All, .. BrokerFaults.All, .. GatewayFaults.All, .. BackupFaults.All];

    internal static string Json(string target, string operation, string? option = null) =>
        $"patches:\n  - target: {{{target}}}\n    options: {{{(option is null ? "" : $"{option}: true")}}}\n    patch: |\n"
        + $"      - {operation}";

    /// <summary>Adds a setting to milestones, or to another workload.</summary>
    internal static string Env(string name, string value, string target = OnMilestones, string container = "service") =>
        $$"""
        patches:
          - target: { {{target}} }
            patch: |
              apiVersion: apps/v1
              kind: Deployment
              metadata:
                name: any
              spec:
                template:
                  spec:
                    containers:
                      - name: {{container}}
                        env:
                          - name: {{name}}
                            value: {{value}}
        """;

    internal static string Delete(string apiVersion, string kind, string name) =>
        $$"""
        patches:
          - target: {kind: {{kind}}, name: {{name}}}
            patch: |
              {apiVersion: {{apiVersion}}, kind: {{kind}}, metadata: {name: any}, $patch: delete}
        """;
}
