using KosovoNato.Recognitions.V1;

namespace KosovoNato.Seeder;

/// <summary>What a run did, one count a type, in the order of writing.</summary>
public sealed record SeedSummary(IReadOnlyList<SeedCount> Counts)
{
    public int Created => Counts.Sum(count => count.Created);

    public int AlreadyThere => Counts.Sum(count => count.AlreadyThere);

    public override string ToString() => string.Join(Environment.NewLine, Counts);
}

/// <summary>How many resources of a type were written by this run, and how many were there and left as they are.</summary>
public sealed record SeedCount(RecognitionsType Type, int Created, int AlreadyThere)
{
    public override string ToString() => $"{Type}: {Created} created, {AlreadyThere} already there";
}
