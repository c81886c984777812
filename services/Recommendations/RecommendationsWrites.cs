using KosovoNato.Recommendations.Documents;
using KosovoNato.Recommendations.Drafting;
using KosovoNato.Recommendations.Responses;
using KosovoNato.Recommendations.Transitions;

namespace KosovoNato.Recommendations;

/// <summary>The writes of this service.</summary>
static class RecommendationsWrites
{
    public static WriteTable All { get; } = new(
        RecommendationsWrite.Descriptor,
        RegisterDocument.Write, CorrectDocument.Write,
        DraftRecommendation.Write, PublishRecommendation.Write, CloseRecommendation.Write, ReopenRecommendation.Write,
        CorrectRecommendation.Write, RecordAddresseeResponse.Write, RecordAssessment.Write);
}
