using Google.Protobuf.WellKnownTypes;
using KosovoNato.Recommendations.V1;
using static KosovoNato.Services.Tests.Recommendations.TestWrites;

namespace KosovoNato.Services.Tests.Recommendations;

/// <summary>Puts a service into a situation through its public API, in domain terms.</summary>
sealed class Situations(RecommendationService.RecommendationServiceClient client, CancellationToken cancellation)
{
    public async Task<Document> DocumentAsync(string id = Paper) =>
        (await client.RegisterDocumentAsync(
            new() { Document = Document(id), RequestId = NewId() }, cancellationToken: cancellation)).Document;

    public Task<Recommendation> DraftAsync(string id, string parent = "") => DraftAsync(Recommendation(id, parent));

    public async Task<Recommendation> DraftAsync(Recommendation recommendation) =>
        (await client.DraftRecommendationAsync(
            new() { Recommendation = recommendation, RequestId = NewId() }, cancellationToken: cancellation)).Recommendation;

    /// <summary>Drafts and publishes a recommendation.</summary>
    public async Task<Recommendation> OpenAsync(Recommendation recommendation)
    {
        await DraftAsync(recommendation);
        return await PublishAsync(ResourceNames.Id(recommendation.Name));
    }

    public Task<Recommendation> OpenAsync(string id, string parent = "") => OpenAsync(Recommendation(id, parent));

    /// <summary>A recommendation in a status, reached through its transitions.</summary>
    public async Task<Recommendation> InAsync(RecommendationStatus status, string id)
    {
        var recommendation = await DraftAsync(id);
        recommendation = status == RecommendationStatus.Draft ? recommendation : await PublishAsync(id);
        return status == RecommendationStatus.Closed ? await CloseAsync(id, Closing(ClosureReason.Expired)) : recommendation;
    }

    public async Task<Recommendation> PublishAsync(string id, string etag = "") =>
        (await client.PublishRecommendationAsync(
            new() { Name = Name(id), Etag = etag, RequestId = NewId() }, cancellationToken: cancellation)).Recommendation;

    public async Task<Recommendation> CloseAsync(string id, Closure closing) =>
        (await client.CloseRecommendationAsync(
            new() { Name = Name(id), Closure = closing, RequestId = NewId() }, cancellationToken: cancellation)).Recommendation;

    public async Task<Recommendation> ReopenAsync(string id) =>
        (await client.ReopenRecommendationAsync(
            new() { Name = Name(id), Evidence = Cited(), RequestId = NewId() }, cancellationToken: cancellation)).Recommendation;

    public async Task<Recommendation> RespondAsync(string id, AddresseeResponse response) =>
        (await client.RecordAddresseeResponseAsync(
            new() { Name = Name(id), Response = response, RequestId = NewId() }, cancellationToken: cancellation)).Recommendation;

    public async Task<Recommendation> AssessAsync(string id, Assessment assessment) =>
        (await client.RecordAssessmentAsync(
            new() { Name = Name(id), Assessment = assessment, RequestId = NewId() }, cancellationToken: cancellation)).Recommendation;

    public async Task<Recommendation> CorrectAsync(string id, Recommendation values, params string[] fields)
    {
        values.Name = Name(id);
        var request = new CorrectRecommendationRequest
        {
            Recommendation = values,
            UpdateMask = new FieldMask { Paths = { fields } },
            RequestId = NewId(),
            Reason = "a better source",
        };
        return (await client.CorrectRecommendationAsync(request, cancellationToken: cancellation)).Recommendation;
    }

    public async Task<Recommendation> GetAsync(string id) =>
        (await client.GetRecommendationAsync(new() { Name = Name(id) }, cancellationToken: cancellation)).Recommendation;

    public async Task<BatchWriteResponse> WriteAsync(params IEnumerable<RecommendationsWrite> writes) =>
        await client.BatchWriteAsync(new() { Writes = { writes }, RequestId = NewId() }, cancellationToken: cancellation);

    public static string NewId() => Guid.NewGuid().ToString();

    static string Name(string id) => $"recommendations/{id}";
}
