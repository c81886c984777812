using System.Collections.Concurrent;
using Grpc.Core;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Client.Tests.Questions;

/// <summary>Three services scripted by the test. Writes are UNIMPLEMENTED. Records the requests of each service.</summary>
sealed class FakeServices : IAsyncDisposable
{
    FakeHost[] hosts = [];
    RecognitionsClient recognitions = null!;
    MilestonesClient milestones = null!;
    RecommendationsClient recommendations = null!;

    public Deciders Recognitions { get; } = new();

    public Road Milestones { get; } = new();

    public Advice Recommendations { get; } = new();

    public WhatIf WhatIf => new(recognitions, milestones, recommendations);

    public static async Task<FakeServices> StartAsync()
    {
        var services = new FakeServices();
        services.hosts =
        [
            await FakeHost.StartAsync(services.Recognitions), await FakeHost.StartAsync(services.Milestones),
            await FakeHost.StartAsync(services.Recommendations),
        ];
        services.recognitions = new(FakeResponses.Options(services.hosts[0].Address));
        services.milestones = new(FakeResponses.Options(services.hosts[1].Address));
        services.recommendations = new(FakeResponses.Options(services.hosts[2].Address));
        return services;
    }

    public async ValueTask DisposeAsync()
    {
        await recognitions.DisposeAsync();
        await milestones.DisposeAsync();
        await recommendations.DisposeAsync();
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    public sealed class Deciders : RecognitionService.RecognitionServiceBase
    {
        public List<Organization> Organizations { get; } = [];

        public Func<AssessDecisionRequest, AssessDecisionResponse> Assess { get; set; } = _ => new();

        public ConcurrentQueue<AssessDecisionRequest> Asked { get; } = new();

        public override Task<ListOrganizationsResponse> ListOrganizations(ListOrganizationsRequest request, ServerCallContext context) =>
            Task.FromResult(
                new ListOrganizationsResponse { Organizations = { Organizations }, Revision = new() { Number = 11, Token = "r11" } });

        public override Task<AssessDecisionResponse> AssessDecision(AssessDecisionRequest request, ServerCallContext context)
        {
            Asked.Enqueue(request);
            return Task.FromResult(Assess(request));
        }
    }

    public sealed class Road : MilestoneService.MilestoneServiceBase
    {
        public List<MilestoneReadiness> Changed { get; } = [];

        public ConcurrentQueue<GetReadinessRequest> Asked { get; } = new();

        /// <summary>Returns one milestone per page.</summary>
        public override Task<GetReadinessResponse> GetReadiness(GetReadinessRequest request, ServerCallContext context)
        {
            Asked.Enqueue(request);
            var place = request.PageToken.Length == 0 ? 0 : int.Parse(request.PageToken, null);
            return Task.FromResult(new GetReadinessResponse
            {
                Milestones = { Changed.Skip(place).Take(1) },
                NextPageToken = place + 1 < Changed.Count ? $"{place + 1}" : "",
                AsOf = request.AsOf.Length > 0 ? request.AsOf : "2025-12-23",
                Revision = new() { Number = 22, Token = "r22" },
            });
        }
    }

    public sealed class Advice : RecommendationService.RecommendationServiceBase
    {
        public List<Recommendation> All { get; } = [];

        public Func<ExplainProgressRequest, ProgressExplanation> Explain { get; set; } = request =>
            new() { Recommendation = request.Recommendation };

        public ConcurrentQueue<ExplainProgressRequest> Asked { get; } = new();

        public override Task<ListRecommendationsResponse> ListRecommendations(
            ListRecommendationsRequest request, ServerCallContext context) =>
            Task.FromResult(new ListRecommendationsResponse { Recommendations = { All }, Revision = new() { Number = 33, Token = "r33" } });

        public override Task<ExplainProgressResponse> ExplainProgress(ExplainProgressRequest request, ServerCallContext context)
        {
            Asked.Enqueue(request);
            return Task.FromResult(new ExplainProgressResponse { Explanation = Explain(request) });
        }
    }
}
