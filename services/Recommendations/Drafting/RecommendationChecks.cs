using KosovoNato.Rules.Criteria;

namespace KosovoNato.Recommendations.Drafting;

/// <summary>What a recommendation must be like.</summary>
static class RecommendationChecks
{
    const int MaxObstacles = 50;
    const int MaxLinks = 100;

    public static void Check(Recommendation? recommendation, FieldSelection fields, FieldViolations violations)
    {
        if (recommendation is null)
        {
            violations.Add("recommendation", "is required: it holds the name and the values");
            return;
        }

        var at = violations.At("recommendation");
        RecommendationNames.CheckRecommendation(recommendation.Name, at);
        CheckPlace(recommendation, fields, at);
        CheckText(recommendation, fields, at);
        if (fields.Has("force"))
        {
            ValueChecks.CheckListed(recommendation.Force, at, "force");
        }

        if (fields.Has("addressee"))
        {
            RecommendationNames.CheckStateOrOrganization(recommendation.Addressee, at, "addressee");
        }

        if (fields.Has("obstacles"))
        {
            CheckObstacles(recommendation.Obstacles, at);
        }

        if (fields.Has("links"))
        {
            CheckLinks(recommendation.Links, at);
        }

        if (fields.Has("criterion") && recommendation.Criterion is { } criterion)
        {
            CriterionChecks.Check(criterion, at, "criterion");
        }

        if (fields.Has("evidence"))
        {
            EvidenceChecks.Check(recommendation.Evidence, at);
        }

        if (fields.Has("corrections"))
        {
            Corrections.Check(recommendation.Corrections, at);
        }
    }

    /// <summary>Brings a recommendation into the form in which it is kept: each state has its one code.</summary>
    public static void Keep(Recommendation recommendation)
    {
        recommendation.Addressee = StateCodes.Canonical(recommendation.Addressee);
        recommendation.Evidence = EvidenceChecks.Normalized(recommendation.Evidence);
        recommendation.Criterion = recommendation.Criterion is { } criterion ? CriterionChecks.Kept(criterion) : null;
        foreach (var obstacle in recommendation.Obstacles)
        {
            obstacle.Ref = StateCodes.Canonical(obstacle.Ref);
        }
    }

    static void CheckPlace(Recommendation recommendation, FieldSelection fields, FieldViolations violations)
    {
        if (fields.Has("document"))
        {
            RecommendationNames.CheckId(recommendation.Document, violations, "document");
        }

        if (fields.Has("parent"))
        {
            RecommendationNames.CheckIdOrEmpty(recommendation.Parent, violations, "parent");
        }

        if (fields.Has("number"))
        {
            ValueChecks.CheckTitle(recommendation.Number, 20, violations, "number");
        }
    }

    static void CheckText(Recommendation recommendation, FieldSelection fields, FieldViolations violations)
    {
        if (fields.Has("title"))
        {
            ValueChecks.CheckTitle(recommendation.Title, 300, violations, "title");
        }

        if (fields.Has("summary"))
        {
            ValueChecks.CheckTitle(recommendation.Summary, 2_000, violations, "summary");
        }

        if (fields.Has("stated_benefit"))
        {
            ValueChecks.CheckText(recommendation.StatedBenefit, 1_000, violations, "stated_benefit");
        }

        if (fields.Has("note"))
        {
            ValueChecks.CheckNote(recommendation.Note, violations);
        }
    }

    static void CheckObstacles(IReadOnlyList<Obstacle> obstacles, FieldViolations violations)
    {
        ValueChecks.CheckCount(obstacles.Count, MaxObstacles, violations, "obstacles");
        for (var i = 0; i < Math.Min(obstacles.Count, MaxObstacles); i++)
        {
            var at = violations.At($"obstacles[{i}]");
            ValueChecks.CheckUpperSnake(obstacles[i].Type, at, "type");
            if (obstacles[i].Ref.Length > 0)
            {
                RecommendationNames.CheckStateOrOrganization(obstacles[i].Ref, at, "ref");
            }

            ValueChecks.CheckText(obstacles[i].Description, 500, at, "description");
        }
    }

    static void CheckLinks(IReadOnlyList<Link> links, FieldViolations violations)
    {
        ValueChecks.CheckCount(links.Count, MaxLinks, violations, "links");
        var milestones = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(links.Count, MaxLinks); i++)
        {
            var at = violations.At($"links[{i}]");
            RecommendationNames.CheckId(links[i].Milestone, at, "milestone");
            at.Require(milestones.Add(links[i].Milestone), "milestone", "must be unique in the recommendation");
            ValueChecks.CheckListed(links[i].Kind, at, "kind");
        }
    }
}
