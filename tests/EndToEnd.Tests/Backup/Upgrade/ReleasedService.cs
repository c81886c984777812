using Google.Protobuf.Reflection;
using Grpc.Core;
using KosovoNato.EndToEnd.Tests.Together;
using KosovoNato.Milestones;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations;
using KosovoNato.Recommendations.V1;
using KosovoNato.Storage;

namespace KosovoNato.EndToEnd.Tests.Backup.Upgrade;

/// <summary>A service with recorded releases.</summary>
/// <param name="FirstList">The List RPC that tests page tokens.</param>
sealed record ReleasedService(Schema Schema, ServiceDescriptor Descriptor, string FirstList, Func<ThreeServices, CallInvoker> InvokerOf)
{
    public static IReadOnlyList<ReleasedService> All { get; } =
    [
        new(RecognitionsModule.Schema, RecognitionService.Descriptor, "ListStates", services => services.InvokerOf(services.Recognitions)),
        new(MilestonesModule.Schema, MilestoneService.Descriptor, "ListMilestones", services => services.InvokerOf(services.Milestones)),
        new(RecommendationsModule.Schema, RecommendationService.Descriptor, "ListRecommendations",
            services => services.InvokerOf(services.Recommendations)),
    ];

    public string Name => Schema.Service;
}
