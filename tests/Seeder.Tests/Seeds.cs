using KosovoNato.Testing;

namespace KosovoNato.Seeder.Tests;

/// <summary>The seeds of the repository, and what a write makes.</summary>
internal static class Seeds
{
    internal static string Folder { get; } = Repository.File("seeds");

    internal static SeedData Data { get; } = SeedData.Read(Folder);

    internal static IReadOnlyList<SeedItem> Plan { get; } = SeedPlan.Of(Data);
}
