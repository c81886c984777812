namespace KosovoNato.Seeder;

/// <summary>
/// The result of a run: one count per type, in the order of writing, and the differences between the services and the seeds.
/// </summary>
public sealed record SeedSummary(IReadOnlyList<SeedCount> Counts, IReadOnlyList<SeedDifference> Differences)
{
    public int Created => Counts.Sum(count => count.Created);

    public int Existing => Counts.Sum(count => count.Existing);

    public override string ToString() => string.Join(Environment.NewLine, [.. Counts, .. Differences]);
}

/// <summary>How many resources of a type this run created, and how many existed and were left unchanged.</summary>
/// <param name="Type">The type, for example "Recognition".</param>
public sealed record SeedCount(string Type, int Created, int Existing)
{
    public override string ToString() => $"{Type}: {Created} created, {Existing} already there";
}

/// <summary>A value of a seed that the stored resource does not have, because one of them was corrected.</summary>
/// <param name="Field">The path in the resource, for example "acts[0].date".</param>
/// <param name="Seed">The value in the seed.</param>
/// <param name="Stored">The value in the service. Empty if there is none.</param>
public sealed record SeedDifference(string Name, string Field, string Seed, string Stored)
{
    public override string ToString() => Stored.Length == 0
        ? $"{Name} differs: {Field}: only the seeds have {Seed}"
        : $"{Name} differs: {Field}: the seeds have {Seed}, the service {Stored}";
}
