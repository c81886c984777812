using KosovoNato.Rules.Criteria;

namespace KosovoNato.Recommendations.Drafting;

/// <summary>Validation rules for recommendations.</summary>
static class RecommendationChecks
{
    const int MaxObstacles = 50;
    const int MaxLinks = 100;

    public static void Check(Recommendation recommendation, FieldSelection fields, FieldViolations at)
    {
        NameChecks.Check("recommendations", recommendation.Name, at);
        var milestones = new HashSet<string>(StringComparer.Ordinal);
        new FieldChecks(at, fields)
            .Reference("document", "documents", recommendation.Document)
            .Check("parent_recommendation", inside =>
                NameChecks.CheckOptional("recommendations", recommendation.ParentRecommendation, inside, "parent_recommendation"))
            .Title("number", recommendation.Number, 20)
            .Title("title", recommendation.Title, 300)
            .Title("summary", recommendation.Summary, 2_000)
            .Text("stated_benefit", recommendation.StatedBenefit, 1_000)
            .Note(recommendation.Note)
            .Listed("strength", recommendation.Strength)
            .Check("addressee", inside => NameChecks.CheckStateOrOrganization(recommendation.Addressee, inside, "addressee"))
            .Each("obstacles", recommendation.Obstacles, MaxObstacles, Check)
            .Each("milestone_links", recommendation.MilestoneLinks, MaxLinks, (link, inside) =>
            {
                NameChecks.Check("milestones", link.Milestone, inside, "milestone");
                inside.Require(milestones.Add(link.Milestone), "milestone", "must be unique in the recommendation");
                ValueChecks.CheckListed(link.Kind, inside, "kind");
            })
            .Check("criterion", inside => CriterionChecks.CheckOptional(recommendation.Criterion, inside, "criterion"))
            .Evidence(recommendation.Evidence)
            .Corrections(recommendation.Corrections);
        if (fields == FieldSelection.All)
        {
            CheckNew(recommendation, at);
        }
    }

    /// <summary>Normalizes a recommendation for storage: each state has its canonical code.</summary>
    public static void Keep(Recommendation recommendation)
    {
        recommendation.Addressee = StateCodes.Canonical(recommendation.Addressee);
        recommendation.Evidence = EvidenceChecks.Normalized(recommendation.Evidence);
        recommendation.Criterion = recommendation.Criterion is { } criterion ? CriterionChecks.Kept(criterion) : null;
        foreach (var obstacle in recommendation.Obstacles)
        {
            obstacle.Origin = StateCodes.Canonical(obstacle.Origin);
        }
    }

    static void Check(Obstacle obstacle, FieldViolations at)
    {
        ValueChecks.CheckUpperSnake(obstacle.Kind, at, "kind");
        if (obstacle.Origin.Length > 0)
        {
            NameChecks.CheckStateOrOrganization(obstacle.Origin, at, "origin");
        }

        ValueChecks.CheckText(obstacle.Description, 500, at, "description");
    }

    /// <summary>Rejects fields that a draft cannot set: other writes set them, or the service derives them.</summary>
    static void CheckNew(Recommendation recommendation, FieldViolations at)
    {
        at.Require(recommendation.Status == default, "status",
            "must be unset: a new recommendation is a DRAFT, and other writes, for example PublishRecommendation, change its status");
        at.Require(recommendation.Closure is null, "closure", "must be unset: use CloseRecommendation");
        at.Require(recommendation.Response is null, "response", "must be unset: use RecordAddresseeResponse after publication");
        at.Require(recommendation.EarlierResponses.Count == 0, "earlier_responses",
            "must be empty: use RecordAddresseeResponse after publication");
        at.Require(recommendation.Assessments.Count == 0, "assessments", "must be empty: use RecordAssessment after publication");
        at.Require(recommendation.Progress is null, "progress", "must be unset: the service derives it from recorded facts");
    }
}
