namespace KosovoNato.Seeder;

/// <summary>All writes for the seeds of one service, in an order in which every referenced resource exists.</summary>
internal static class SeedPlan
{
    internal static IReadOnlyList<SeedItem> Of(SeedTarget target, SeedData data) =>
    [
        .. target.Sets
            .SelectMany(set => SeedOrder.DependenciesFirst(data.In(set)))
            .Select(resource => new SeedItem(resource, [.. target.WritesOf(resource)])),
    ];
}
