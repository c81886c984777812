using KosovoNato.Recommendations.Documents;
using KosovoNato.Recommendations.Drafting;
using KosovoNato.Recommendations.Transitions;
using KosovoNato.Recommendations.Responses;
using KosovoNato.Storage;
using Case = KosovoNato.Recommendations.V1.RecommendationsWrite.WriteOneofCase;

namespace KosovoNato.Recommendations;

/// <summary>Does several writes as one.</summary>
static class BatchWrite
{
    public static IReadOnlyList<BatchedWrite> StepsOf(BatchWriteRequest request) => [.. request.Writes.Select(StepOf)];

    public static BatchWriteResponse Answer(IReadOnlyList<ResourceVersion> written, Changes.V1.Revision revision) =>
        new() { Resources = { written.Select(RecommendationsRequestMapping.ResourceOf) }, Revision = revision };

    static BatchedWrite StepOf(RecommendationsWrite write)
    {
        var step = Bind(write);
        // The violations of a step are found under the field that holds it: writes[3].close_recommendation.closing.on.
        return RecommendationsWrite.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(write) is { } field
            ? step with { Check = violations => step.Check(violations.At(field.Name)) }
            : step;
    }

    static BatchedWrite Bind(RecommendationsWrite write) => write.WriteCase switch
    {
        Case.RegisterDocument => RegisterDocument.Write.For(write.RegisterDocument),
        Case.CorrectDocument => CorrectDocument.Write.For(write.CorrectDocument),
        Case.DraftRecommendation => DraftRecommendation.Write.For(write.DraftRecommendation),
        Case.PublishRecommendation => PublishRecommendation.Write.For(write.PublishRecommendation),
        Case.RecordResponse => RecordAddresseeResponse.Write.For(write.RecordResponse),
        Case.RecordAssessment => RecordAssessment.Write.For(write.RecordAssessment),
        Case.CloseRecommendation => CloseRecommendation.Write.For(write.CloseRecommendation),
        Case.ReopenRecommendation => ReopenRecommendation.Write.For(write.ReopenRecommendation),
        Case.CorrectRecommendation => CorrectRecommendation.Write.For(write.CorrectRecommendation),
        _ => new BatchedWrite(new BatchWriteRequest(), violations => violations.Add("write", "is required: set one of the writes of the contract"), _ => { }),
    };
}
