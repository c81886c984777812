namespace KosovoNato.Contract.Tests.Rules;

/// <summary>One rule of protos/README.md. It returns the violations, each as "where: problem".</summary>
internal sealed record ContractRule(string Name, Func<Contracts, IEnumerable<string>> Violations)
{
    public static IReadOnlyList<ContractRule> All { get; } =
    [
        .. PackageRules.All, .. CommentRules.All, .. RequestRules.All, .. AnswerRules.All, .. HttpRules.All,
        .. ResourceRules.All, .. ChangeRules.All, .. EnumRules.All,
    ];

    public static ContractRule Named(string name) => All.Single(rule => rule.Name == name);
}
