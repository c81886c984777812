using System.Collections.Concurrent;
using Grpc.Core;
using KosovoNato.Assumptions.V1;
using KosovoNato.Changes.V1;
using KosovoNato.Errors.V1;
using KosovoNato.Explanations.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Client.Tests;

public sealed class WhatIfTests
{
    static readonly Consequence[] All =
    [
        new() { RecognitionCount = new() { Organization = "organizations/nato" } },
        new() { Decision = new() { Organization = "organizations/nato", Decision = "GRANT_MAP" } },
        new() { Milestone = new() { Milestone = "milestones/path-map" } },
        new() { Milestone = new() { Milestone = "milestones/recognition-nato" } },
        new() { Recommendation = new() { Recommendation = "recommendations/R1" } },
    ];

    [Fact]
    public async Task The_result_groups_the_consequences_of_all_pages_by_kind()
    {
        var service = new PagedService();
        await using var host = await FakeHost.StartAsync(service);
        await using var client = new RecommendationsClient(FakeResponses.Options(host.Address));
        var result = await new WhatIf(client).AskAsync(Question(), FakeResponses.Stop);
        Assert.Equal(("2025-12-23", 33), (result.AsOf, result.Revision.Number));
        Assert.Equal([("recognitions", 11L)], result.UpstreamRevisions.Select(one => (one.Service, one.Revision)));
        Assert.Equal(["organizations/nato"], result.RecognitionCounts.Select(one => one.Organization));
        Assert.Equal([("organizations/nato", "GRANT_MAP")], result.Decisions.Select(one => (one.Organization, one.Decision)));
        Assert.Equal(["milestones/path-map", "milestones/recognition-nato"], result.Milestones.Select(one => one.Milestone));
        Assert.Equal(["recommendations/R1"], result.Recommendations.Select(one => one.Recommendation));
    }

    [Fact]
    public async Task Each_page_is_requested_with_the_arguments_of_the_caller_and_the_maximum_size()
    {
        var service = new PagedService();
        await using var host = await FakeHost.StartAsync(service);
        await using var client = new RecommendationsClient(FakeResponses.Options(host.Address));
        var question = Question();
        await new WhatIf(client).AskAsync(question, FakeResponses.Stop);
        Assert.Equal(Question(), question);
        Assert.Equal(["", "1", "2", "3", "4"], service.Asked.Select(asked => asked.PageToken));
        question.PageSize = 1_000;
        Assert.All(service.Asked, asked =>
        {
            asked.PageToken = "";
            Assert.Equal(question, asked);
        });
        service.Asked.Clear();
        question.PageSize = 7;
        await new WhatIf(client).AskAsync(question, FakeResponses.Stop);
        Assert.All(service.Asked, asked => Assert.Equal(7, asked.PageSize));
    }

    [Fact]
    public async Task An_error_from_the_service_is_thrown()
    {
        var service = new PagedService { Error = FakeResponses.Error(StatusCode.InvalidArgument, ErrorReason.InvalidRequest) };
        await using var host = await FakeHost.StartAsync(service);
        await using var client = new RecommendationsClient(FakeResponses.Options(host.Address));
        var error = await Assert.ThrowsAsync<RpcException>(() => new WhatIf(client).AskAsync(new(), FakeResponses.Stop));
        Assert.Equal(ErrorReason.InvalidRequest, error.GetErrorDetails().Reason);
    }

    static AssessAssumptionsRequest Question() => new()
    {
        Assumptions = { new Assumption { Recognition = new() { Recognizer = "ES" } } },
        PartialDateMode = PartialDateMode.Certain,
        KnownAt = new() { Revision = 33 },
    };

    /// <summary>Returns one consequence per page.</summary>
    sealed class PagedService : RecommendationService.RecommendationServiceBase
    {
        public RpcException? Error { get; init; }

        public ConcurrentQueue<AssessAssumptionsRequest> Asked { get; } = new();

        public override Task<AssessAssumptionsResponse> AssessAssumptions(AssessAssumptionsRequest request, ServerCallContext context)
        {
            Asked.Enqueue(request);
            var place = request.PageToken.Length == 0 ? 0 : int.Parse(request.PageToken, null);
            return Error is not null ? Task.FromException<AssessAssumptionsResponse>(Error) : Task.FromResult(new AssessAssumptionsResponse
            {
                Consequences = { All[place] },
                NextPageToken = place + 1 < All.Length ? $"{place + 1}" : "",
                AsOf = "2025-12-23",
                Revision = new() { Number = 33, Token = "r33" },
                UpstreamRevisions = { new UpstreamRevision { Service = "recognitions", Revision = 11 } },
            });
        }
    }
}
