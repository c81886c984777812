using KosovoNato.Recommendations.V1;

namespace KosovoNato.Rules.ValidTime;

/// <summary>What had been said of a recommendation on a day.</summary>
static class RecommendationsAsOf
{
    /// <summary>
    /// The responses and judgements by the day, and the closing. When a recommendation was published, or opened again, has no
    /// date: that is as it is recorded. So is its progress: the service computes it.
    /// </summary>
    public static Recommendation Of(Recommendation recommendation, AsOfDate moment)
    {
        List<Response> responses = [.. recommendation.EarlierResponses];
        if (recommendation.Response is { } newest)
        {
            responses.Add(newest);
        }

        var isSaid = responses.All(response => moment.Includes(response.On));
        var isClosed = recommendation.Closing is null || moment.Includes(recommendation.Closing.On);
        if (isSaid && isClosed && recommendation.Assessments.All(assessment => moment.Includes(assessment.On)))
        {
            return recommendation;
        }

        var then = recommendation.Clone();
        AsOfDate.Keep(then.Assessments, i => moment.Includes(then.Assessments[i].On));
        if (!isSaid)
        {
            Answer(then, [.. responses.Where(response => moment.Includes(response.On)).Select(response => response.Clone())]);
        }

        if (!isClosed)
        {
            then.Closing = null;
            then.Status = then.Status == RecommendationStatus.Closed ? RecommendationStatus.Open : then.Status;
        }

        return then;
    }

    /// <summary>Responses are in the order of recording, and the last one is the answer.</summary>
    static void Answer(Recommendation recommendation, List<Response> said)
    {
        recommendation.EarlierResponses.Clear();
        recommendation.EarlierResponses.AddRange(said.SkipLast(1));
        recommendation.Response = said.Count > 0 ? said[^1] : null;
    }
}
