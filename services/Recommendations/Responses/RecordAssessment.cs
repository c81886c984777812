using System.Globalization;

namespace KosovoNato.Recommendations.Responses;

/// <summary>Records an assessment of how far a recommendation is implemented. Assessments are added, never changed.</summary>
static class RecordAssessment
{
    const int MaxAssessments = 200;

    public static readonly EditWrite<RecordAssessmentRequest, Recommendation> Write =
        new(Check, Change, RecommendationsEventType.AssessmentRecorded);

    static void Check(RecordAssessmentRequest request, FieldViolations violations)
    {
        NameChecks.Check("recommendations", request.Name, violations);
        ValueChecks.CheckRequired(request.Assessment, violations, "assessment", (assessment, at) =>
        {
            at.Require(assessment.Id.Length == 0, "id", "must be empty: the service sets it");
            ValueChecks.CheckListed(assessment.Completion, at, "completion");
            ValueChecks.CheckListed(assessment.Assessor, at, "assessor");
            ValueChecks.CheckTitle(assessment.AssessorName, 200, at, "assessor_name");
            DateChecks.CheckRequired(assessment.Date, at, "date");
            EvidenceChecks.Check(assessment.Evidence, at);
            ValueChecks.CheckNote(assessment.Note, at);
        });
    }

    static void Change(RecordAssessmentRequest request, Recommendation recommendation, Transaction draft)
    {
        DateChecks.RequireBegun(draft.Today, (request.Assessment.Date, "assessment.date"));
        PublicationGuard.Require(recommendation);
        Capacity.Require(
            recommendation.Assessments.Count, MaxAssessments, recommendation.Name, "assessments", rule: "TOO_MANY_ASSESSMENTS");
        var assessment = request.Assessment.Clone();
        assessment.Id = string.Create(CultureInfo.InvariantCulture, $"s{recommendation.Assessments.Count + 1}");
        assessment.Evidence = EvidenceChecks.Normalized(assessment.Evidence);
        recommendation.Assessments.Add(assessment);
    }
}
