using KosovoNato.Recommendations.V1;

namespace KosovoNato.Rules.ValidTime;

/// <summary>Recommendations as of a day.</summary>
static class RecommendationsAsOf
{
    /// <summary>
    /// The recommendation with the responses, assessments and closure up to the day. Publication and reopening have no date and are as
    /// recorded. The progress is unchanged: the service derives it.
    /// </summary>
    public static Recommendation Of(Recommendation recommendation, AsOfDate moment)
    {
        List<AddresseeResponse> responses = [.. recommendation.EarlierResponses];
        if (recommendation.Response is { } newest)
        {
            responses.Add(newest);
        }

        var isSaid = responses.All(response => moment.Includes(response.Date));
        var isClosed = recommendation.Closure is null || moment.Includes(recommendation.Closure.Date);
        if (isSaid && isClosed && recommendation.Assessments.All(assessment => moment.Includes(assessment.Date)))
        {
            return recommendation;
        }

        var then = recommendation.Clone();
        AsOfDate.Keep(then.Assessments, i => moment.Includes(then.Assessments[i].Date));
        if (!isSaid)
        {
            Answer(then, [.. responses.Where(response => moment.Includes(response.Date)).Select(response => response.Clone())]);
        }

        if (!isClosed)
        {
            then.Closure = null;
            then.Status = then.Status == RecommendationStatus.Closed ? RecommendationStatus.Open : then.Status;
        }

        return then;
    }

    /// <summary>Sets the responses, which are in the order of recording; the last one is the current response.</summary>
    static void Answer(Recommendation recommendation, List<AddresseeResponse> said)
    {
        recommendation.EarlierResponses.Clear();
        recommendation.EarlierResponses.AddRange(said.SkipLast(1));
        recommendation.Response = said.Count > 0 ? said[^1] : null;
    }
}
