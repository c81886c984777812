namespace KosovoNato.Seeder;

/// <summary>What a run did, one count a type, in the order of writing, and where a service no longer says what the seeds say.</summary>
public sealed record SeedSummary(IReadOnlyList<SeedCount> Counts, IReadOnlyList<SeedDifference> Differences)
{
    public int Created => Counts.Sum(count => count.Created);

    public int Existing => Counts.Sum(count => count.Existing);

    public override string ToString() => string.Join(Environment.NewLine, [.. Counts, .. Differences]);
}

/// <summary>How many resources of a type were written by this run, and how many were there and left as they are.</summary>
/// <param name="Type">The type, such as "Recognition".</param>
public sealed record SeedCount(string Type, int Created, int Existing)
{
    public override string ToString() => $"{Type}: {Created} created, {Existing} already there";
}

/// <summary>Something that the seeds say of a resource and the service does not: it was corrected there, or else in the seeds.</summary>
/// <param name="Field">Where in the resource, such as "acts[0].date".</param>
/// <param name="Seed">What the seeds say.</param>
/// <param name="Stored">What the service says in its place; empty if nothing.</param>
public sealed record SeedDifference(string Name, string Field, string Seed, string Stored)
{
    public override string ToString() => Stored.Length == 0
        ? $"{Name} differs: {Field}: only the seeds have {Seed}"
        : $"{Name} differs: {Field}: the seeds have {Seed}, the service {Stored}";
}
