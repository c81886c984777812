using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;
using KosovoNato.Seeder;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Seeder;

/// <summary>The seeds of the repository, and the writes that load them.</summary>
internal static class Seeds
{
    private static readonly CallInvoker nowhere = new NameIndexService();

    internal static string Folder { get; } = RepositoryPaths.File("seeds");

    internal static SeedData Data { get; } = SeedData.Read(Folder);

    internal static SeedTarget Recognitions { get; } = new RecognitionsTarget(new RecognitionService.RecognitionServiceClient(nowhere));

    internal static SeedTarget Milestones { get; } = new MilestonesTarget(new MilestoneService.MilestoneServiceClient(nowhere));

    internal static SeedTarget Recommendations { get; } = new RecommendationsTarget(
        new RecommendationService.RecommendationServiceClient(nowhere));

    /// <summary>All writes, in the order of the services.</summary>
    internal static IReadOnlyList<SeedItem> Plan { get; } =
        [.. new[] { Recognitions, Milestones, Recommendations }.SelectMany(target => SeedPlan.Of(target, Data))];

    internal static IReadOnlyList<SeedItem> RecognitionsPlan { get; } = SeedPlan.Of(Recognitions, Data);

    internal static SeedItem Item(string name) => Plan.Single(item => item.Name == name);

    internal static T Find<T>(string name) where T : class, IResource => Data.Of<T>().Single(resource => resource.Name == name);

    /// <summary>All messages of a type inside a message, including the message itself.</summary>
    internal static IEnumerable<T> Inside<T>(object? value) where T : class, IMessage => value switch
    {
        IMessage message =>
        [
            .. message is T found ? [found] : Array.Empty<T>(),
            .. message.Descriptor.Fields.InFieldNumberOrder().SelectMany(field => Inside<T>(field.Accessor.GetValue(message))),
        ],
        System.Collections.IList list => list.Cast<object>().SelectMany(Inside<T>),
        _ => [],
    };
}
