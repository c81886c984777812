using Google.Protobuf;
using KosovoNato.Criteria.V1;
using KosovoNato.Evidence.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Seeder;

/// <summary>The references of a message: the field, and the names of which at least one must exist.</summary>
internal static class SeedReferences
{
    internal static IEnumerable<(string Field, string[] OneOf)> Of(IMessage message) => message switch
    {
        Citation citation => [To("source", "sources", citation.Source)],
        Membership membership => [("name", [Parent(membership.Name)]), To("name", "states", LastPart(membership.Name))],
        Recognition recognition => [To("recognizer", "states", recognition.Recognizer), To("subject", "states", recognition.Subject)],
        Question question => [To("organization", "organizations", question.Organization), To("subject", "states", question.Subject)],
        Position position => [("name", [Parent(position.Name)]), To("name", "states", LastPart(position.Name))],
        Milestone milestone => [To("track", "tracks", milestone.Track), To("subject", "states", milestone.Subject)],
        Dependency dependency => [To("milestone", "milestones", dependency.Milestone)],
        Blocker { Origin.Length: > 0 } blocker => [Party("origin", blocker.Origin)],
        Precedent precedent => [To("name", "states", LastPart(precedent.Name))],
        Ratification ratification => [To("state", "states", ratification.State)],
        Centre centre => [To("host", "states", centre.Host)],
        Partnership partnership => [To("party", "states", partnership.Party), To("partner", "states", partnership.Partner)],
        Recommendation recommendation => OfRecommendation(recommendation),
        Obstacle { Origin.Length: > 0 } obstacle => [Party("origin", obstacle.Origin)],
        MilestoneLink link => [To("milestone", "milestones", link.Milestone)],
        _ => OfFact(message),
    };

    // The services accept a criterion on an unknown resource. In consistent seeds it is a mistake.
    private static IEnumerable<(string Field, string[] OneOf)> OfFact(IMessage message) => message switch
    {
        RecognitionCondition { HasState: true } fact => [To("state", "states", fact.State)],
        RecognitionCondition fact => [To("organization", "organizations", fact.Organization)],
        ConsensusCondition fact => [To("organization", "organizations", fact.Organization)],
        PositionCondition fact =>
            [To("organization", "organizations", fact.Organization), .. fact.States.Select(state => To("states", "states", state))],
        RatificationCondition fact => [To("organization", "organizations", fact.Organization)],
        MilestoneCondition fact => [To("milestone", "milestones", fact.Milestone)],
        IndicatorCondition fact => [To("indicator", "indicators", fact.Indicator)],
        AgreementCondition { HasCentre: true } fact => [To("centre", "centres", fact.Centre)],
        PartnershipCondition fact => fact.Partnerships.Select(partnership => To("partnerships", "partnerships", partnership)),
        _ => [],
    };

    private static IEnumerable<(string Field, string[] OneOf)> OfRecommendation(Recommendation recommendation)
    {
        yield return To("document", "documents", recommendation.Document);
        yield return Party("addressee", recommendation.Addressee);
        if (recommendation.ParentRecommendation.Length > 0)
        {
            yield return To("parentRecommendation", "recommendations", recommendation.ParentRecommendation);
        }
    }

    private static (string Field, string[] OneOf) To(string field, string collection, string id) => (field, [$"{collection}/{id}"]);

    private static (string Field, string[] OneOf) Party(string field, string party) =>
        (field, [$"states/{party}", $"organizations/{party}"]);

    private static string Parent(string name) => string.Join('/', name.Split('/').Take(2));

    private static string LastPart(string name) => name[(name.LastIndexOf('/') + 1)..];
}
