using KosovoNato.Criteria.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;
using KosovoNato.Rules.Acts;

namespace KosovoNato.Services.Tests.Recommendations;

/// <summary>Short factories for test resources.</summary>
static class TestWrites
{
    public const string Paper = "paper";

    public static Evidence.V1.Evidence Cited() =>
        new() { Citations = { new Citation { Source = "sources/test" } }, Confidence = Confidence.Verified };

    /// <summary>A document as a caller registers it.</summary>
    public static Document Document(string id = Paper) => new() { Name = $"documents/{id}", Title = $"The document {id}" };

    /// <summary>A recommendation as a caller drafts it; its number equals its ID.</summary>
    public static Recommendation Recommendation(string id, string parent = "", RecommendationStrength force = RecommendationStrength.Should,
        Criterion? criterion = null) =>
        new()
        {
            Name = $"recommendations/{id}",
            Document = $"documents/{Paper}",
            ParentRecommendation = NameOrEmpty(parent),
            Number = id,
            Title = $"Title of {id}",
            Summary = $"Summary of {id}",
            Strength = force,
            Addressee = "XK",
            Criterion = criterion,
            Evidence = Cited(),
        };

    /// <summary>The name of a recommendation; empty if the ID is.</summary>
    public static string NameOrEmpty(string id) => id.Length == 0 ? "" : $"recommendations/{id}";

    /// <summary>The recommendation in a status, as the service stores it.</summary>
    public static Recommendation In(this Recommendation recommendation, RecommendationStatus status)
    {
        recommendation.Status = status;
        return recommendation;
    }

    public static Recommendation Judged(this Recommendation recommendation, params IEnumerable<Completion> completions)
    {
        recommendation.Assessments.AddRange(completions.Select(Assessment));
        return recommendation;
    }

    public static Recommendation LinkedTo(this Recommendation recommendation, string milestone, MilestoneLinkKind kind)
    {
        recommendation.MilestoneLinks.Add(new MilestoneLink { Milestone = $"milestones/{milestone}", Kind = kind });
        return recommendation;
    }

    public static Assessment Assessment(Completion completion) =>
        new()
        {
            Completion = completion,
            Assessor = AssessorKind.Independent,
            AssessorName = "Somebody",
            Date = "2024-06",
            Evidence = Cited()
        };

    public static AddresseeResponse Response(AddresseeResponseKind kind, string on = "2024-05") =>
        new() { Kind = kind, Date = on, LeadInstitution = "Ministry", Evidence = Cited() };

    public static Closure Closing(ClosureReason outcome, string supersededBy = "", string on = "2024-07-01") =>
        new() { Reason = outcome, Date = on, SupersededBy = NameOrEmpty(supersededBy), Evidence = Cited() };

    public static Criterion Achieved(string milestone) => new() { Milestone = new() { Milestone = $"milestones/{milestone}" } };

    public static Criterion Recognizes(string code) => new() { Recognition = new() { State = code } };

    public static Criterion APartnership => new() { Partnership = new() };

    /// <summary>A criterion that is met while no facts are recorded.</summary>
    public static Criterion NoPartnership => new() { Negation = APartnership };

    public static Criterion All(params IEnumerable<Criterion> criteria) => new() { All = new() { Criteria = { criteria } } };

    /// <summary>A milestone as its service stores it, with an undated transition to its status.</summary>
    public static Milestone Milestone(string id, MilestoneStatus status) => new()
    {
        Name = $"milestones/{id}",
        Status = status,
        Transitions = { new MilestoneTransition { Id = "t1", ToStatus = status } },
    };

    /// <summary>A recognition of Kosovo as its service stores it, with the status that follows from the acts.</summary>
    public static Recognition Recognition(string code, params IEnumerable<Act> acts)
    {
        var recognition = new Recognition { Name = $"recognitions/{code}-XK", Recognizer = code, Subject = "XK", Evidence = Cited() };
        foreach (var act in acts)
        {
            recognition.Acts.Add(act.Clone());
            recognition.Acts[^1].Id = $"a{recognition.Acts.Count}";
        }

        RecognitionFold.Apply(recognition);
        return recognition;
    }

    public static Act Act(ActKind kind, string date) => new() { Kind = kind, Date = date, Rank = ClaimRank.Preferred, Evidence = Cited() };
}
