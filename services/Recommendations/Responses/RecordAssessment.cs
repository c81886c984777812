using System.Globalization;

namespace KosovoNato.Recommendations.Responses;

/// <summary>Records how far somebody judges a recommendation to be carried out. Judgements are added, never changed.</summary>
static class RecordAssessment
{
    const int MostAssessments = 200;

    public static readonly Write<RecordAssessmentRequest, Recommendation> Write = new(Check, Decide);

    static void Check(RecordAssessmentRequest request, Violations violations)
    {
        Names.CheckRecommendation(request.Name, violations);
        if (request.Assessment is not { } assessment)
        {
            violations.Add("assessment", "is required");
            return;
        }

        var at = violations.At("assessment");
        at.Require(assessment.Id.Length == 0, "id", "must be empty: the service sets it");
        Values.CheckListed(assessment.Completion, at, "completion");
        Values.CheckListed(assessment.Assessor, at, "assessor");
        Values.CheckTitle(assessment.By, 200, at, "by");
        Dates.CheckRequired(assessment.On, at, "on");
        Evidences.Check(assessment.Evidence, at);
        Values.CheckNote(assessment.Note, at);
    }

    static Recommendation Decide(RecordAssessmentRequest request, Draft draft)
    {
        var recommendation = draft.Edit<Recommendation>(request.Name, request.Etag);
        Days.RequireHappened(request.Assessment.On, "assessment.on", draft);
        Published.Require(recommendation);
        if (recommendation.Assessments.Count == MostAssessments)
        {
            throw Refusal.RuleViolated("TOO_MANY_ASSESSMENTS", recommendation.Name,
                $"{recommendation.Name} has {MostAssessments} assessments already, and none is ever removed. Put what is new into a note.");
        }

        var assessment = request.Assessment.Clone();
        assessment.Id = string.Create(CultureInfo.InvariantCulture, $"s{recommendation.Assessments.Count + 1}");
        assessment.Evidence = Evidences.Kept(assessment.Evidence);
        recommendation.Assessments.Add(assessment);
        draft.Put(recommendation, RecommendationsEvent.AssessmentRecorded);
        return recommendation;
    }
}
