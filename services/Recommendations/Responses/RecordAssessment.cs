using System.Globalization;

namespace KosovoNato.Recommendations.Responses;

/// <summary>Records how far somebody judges a recommendation to be carried out. Judgements are added, never changed.</summary>
static class RecordAssessment
{
    const int MaxAssessments = 200;

    public static readonly Write<RecordAssessmentRequest, Recommendation> Write = new(Check, Decide);

    static void Check(RecordAssessmentRequest request, FieldViolations violations)
    {
        RecommendationNames.CheckRecommendation(request.Name, violations);
        if (request.Assessment is not { } assessment)
        {
            violations.Add("assessment", "is required");
            return;
        }

        var at = violations.At("assessment");
        at.Require(assessment.Id.Length == 0, "id", "must be empty: the service sets it");
        ValueChecks.CheckListed(assessment.Completion, at, "completion");
        ValueChecks.CheckListed(assessment.Assessor, at, "assessor");
        ValueChecks.CheckTitle(assessment.By, 200, at, "by");
        DateChecks.CheckRequired(assessment.On, at, "on");
        EvidenceChecks.Check(assessment.Evidence, at);
        ValueChecks.CheckNote(assessment.Note, at);
    }

    static Recommendation Decide(RecordAssessmentRequest request, Transaction draft)
    {
        var recommendation = draft.Edit<Recommendation>(request.Name, request.Etag);
        EventDates.RequireHappened(request.Assessment.On, "assessment.on", draft);
        PublicationGuard.Require(recommendation);
        if (recommendation.Assessments.Count == MaxAssessments)
        {
            throw ApiException.RuleViolated("TOO_MANY_ASSESSMENTS", recommendation.Name,
                $"{recommendation.Name} has {MaxAssessments} assessments already, and none is ever removed. Put what is new into a note.");
        }

        var assessment = request.Assessment.Clone();
        assessment.Id = string.Create(CultureInfo.InvariantCulture, $"s{recommendation.Assessments.Count + 1}");
        assessment.Evidence = EvidenceChecks.Normalized(assessment.Evidence);
        recommendation.Assessments.Add(assessment);
        draft.Put(recommendation, RecommendationsEvent.AssessmentRecorded);
        return recommendation;
    }
}
