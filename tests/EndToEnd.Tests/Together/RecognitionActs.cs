using KosovoNato.Evidence.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Together;

/// <summary>Acts in the recognition service, and their effect in the others.</summary>
static class RecognitionActs
{
    static Evidence.V1.Evidence Evidence =>
        new() { Citations = { new Citation { Source = "sources/gk" } }, Confidence = Confidence.Verified };

    public static Task<RecordActResponse> GrantAsync(ThreeServices services, string code) =>
        services.RecognitionRpc.RecordActAsync(Grant(code)).ResponseAsync.WithinAsync(20);

    public static RecordActRequest Grant(string code) => new()
    {
        Recognizer = code,
        Subject = "XK",
        Act = new() { Kind = ActKind.Granted, Date = "2026-01-15", Evidence = Evidence },
        RequestId = TestRequests.NewId(),
    };

    public static Task<RetractActResponse> RetractAsync(ThreeServices services, string code, string act) =>
        services.RecognitionRpc.RetractActAsync(
            new() { Name = $"recognitions/{code}-XK", ActId = act, RequestId = Guid.NewGuid().ToString() })
            .ResponseAsync.WithinAsync(20);

    /// <summary>Waits until the first recommendation of the policy paper has this progress.</summary>
    public static Task ProgressIs(ThreeServices services, int met, int total) => Eventually.True(
        async () => await ProgressAsync(services) == (met, total), seconds: 30, what: $"R1 is {met} of {total}");

    public static async Task<(int Met, int Total)> ProgressAsync(ThreeServices services)
    {
        var answer = await services.RecommendationRpc.GetRecommendationAsync(new() { Name = "recommendations/R1" });
        var standing = answer.Recommendation.Progress.Criterion;
        return (standing?.MetCount ?? 0, standing?.TotalCount ?? 0);
    }
}
