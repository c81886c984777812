using KosovoNato.Rules.Criteria;

namespace KosovoNato.Recommendations.Wording;

/// <summary>What a recommendation must be like.</summary>
static class RecommendationChecks
{
    const int MostObstacles = 50;
    const int MostLinks = 100;

    public static void Check(Recommendation? recommendation, Fields fields, Violations violations)
    {
        if (recommendation is null)
        {
            violations.Add("recommendation", "is required: it holds the name and the values");
            return;
        }

        var at = violations.At("recommendation");
        Names.CheckRecommendation(recommendation.Name, at);
        CheckPlace(recommendation, fields, at);
        CheckText(recommendation, fields, at);
        if (fields.Has("force"))
        {
            Values.CheckListed(recommendation.Force, at, "force");
        }

        if (fields.Has("addressee"))
        {
            Names.CheckParty(recommendation.Addressee, at, "addressee");
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
            Evidences.Check(recommendation.Evidence, at);
        }

        if (fields.Has("corrections"))
        {
            CorrectionClaims.Check(recommendation.Corrections, at);
        }
    }

    /// <summary>Brings a recommendation into the form in which it is kept: each state has its one code.</summary>
    public static void Keep(Recommendation recommendation)
    {
        recommendation.Addressee = Codes.Canonical(recommendation.Addressee);
        recommendation.Evidence = Evidences.Kept(recommendation.Evidence);
        recommendation.Criterion = recommendation.Criterion is { } criterion ? CriterionChecks.Kept(criterion) : null;
        foreach (var obstacle in recommendation.Obstacles)
        {
            obstacle.Ref = Codes.Canonical(obstacle.Ref);
        }
    }

    static void CheckPlace(Recommendation recommendation, Fields fields, Violations violations)
    {
        if (fields.Has("document"))
        {
            Names.CheckId(recommendation.Document, violations, "document");
        }

        if (fields.Has("parent"))
        {
            Names.CheckIdOrEmpty(recommendation.Parent, violations, "parent");
        }

        if (fields.Has("number"))
        {
            Values.CheckTitle(recommendation.Number, 20, violations, "number");
        }
    }

    static void CheckText(Recommendation recommendation, Fields fields, Violations violations)
    {
        if (fields.Has("title"))
        {
            Values.CheckTitle(recommendation.Title, 300, violations, "title");
        }

        if (fields.Has("summary"))
        {
            Values.CheckTitle(recommendation.Summary, 2_000, violations, "summary");
        }

        if (fields.Has("stated_benefit"))
        {
            Values.CheckText(recommendation.StatedBenefit, 1_000, violations, "stated_benefit");
        }

        if (fields.Has("note"))
        {
            Values.CheckNote(recommendation.Note, violations);
        }
    }

    static void CheckObstacles(IReadOnlyList<Obstacle> obstacles, Violations violations)
    {
        Values.CheckCount(obstacles.Count, MostObstacles, violations, "obstacles");
        for (var i = 0; i < Math.Min(obstacles.Count, MostObstacles); i++)
        {
            var at = violations.At($"obstacles[{i}]");
            Values.CheckUpperSnake(obstacles[i].Type, at, "type");
            if (obstacles[i].Ref.Length > 0)
            {
                Names.CheckParty(obstacles[i].Ref, at, "ref");
            }

            Values.CheckText(obstacles[i].Description, 500, at, "description");
        }
    }

    static void CheckLinks(IReadOnlyList<Link> links, Violations violations)
    {
        Values.CheckCount(links.Count, MostLinks, violations, "links");
        var milestones = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(links.Count, MostLinks); i++)
        {
            var at = violations.At($"links[{i}]");
            Names.CheckId(links[i].Milestone, at, "milestone");
            at.Require(milestones.Add(links[i].Milestone), "milestone", "must be unique in the recommendation");
            Values.CheckListed(links[i].Kind, at, "kind");
        }
    }
}
