using KosovoNato.Recognitions.V1;

namespace KosovoNato.Milestones.Queries;

/// <summary>Finds the centres of excellence that work on the requested domains, and Kosovo's relations with them and their hosts.</summary>
static class MatchCentres
{
    const int MaxNeeds = 20;

    public static readonly Query<MatchCentresRequest, MilestoneScenario, MatchCentresResponse> Query = new(Check, Answer);

    static void Check(MatchCentresRequest request, FieldViolations violations)
    {
        violations.Require(
            request.Needs.Count is > 0 and <= MaxNeeds, "needs", $"must have 1 to {MaxNeeds} domains, has {request.Needs.Count}");
        for (var i = 0; i < Math.Min(request.Needs.Count, MaxNeeds); i++)
        {
            NameChecks.CheckId(request.Needs[i], violations, $"needs[{i}]");
        }

        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.All);
    }

    static MatchCentresResponse Answer(MatchCentresRequest request, MilestoneScenario world)
    {
        List<string> needs = [.. request.Needs.Distinct()];
        List<CentreMatch> matches =
        [
            .. world.Resources.List<Centre>()
                .Where(centre => centre.Domains.Any(needs.Contains) && !IsToBeFounded(centre, world))
                .Select(centre => Match(centre, needs, world))
                .OrderByDescending(match => match.MatchedNeeds.Count)
                .ThenBy(match => match.HostRecognitionStatus != RecognitionStatus.Recognized)
                .ThenBy(match => match.Centre.Name, StringComparer.Ordinal),
        ];
        return new()
        {
            Matches = { matches },
            UnmatchedNeeds = { needs.Except(matches.SelectMany(match => match.MatchedNeeds)).Order(StringComparer.Ordinal) },
            AsOf = world.AsOf,
            Revision = world.Revision,
            UpstreamRevisions = { world.Followed },
        };
    }

    /// <summary>Whether the centre was founded after the day. A centre without a founding date is shown.</summary>
    static bool IsToBeFounded(Centre centre, MilestoneScenario world) =>
        centre.EstablishedOn.Length == 0 && world.AllDates.Find<Centre>(centre.Name) is { EstablishedOn.Length: > 0 };

    static CentreMatch Match(Centre centre, List<string> needs, MilestoneScenario world)
    {
        var partnership = world.Resources.Find<Partnership>(ResourceNames.Partnership(DefaultSubject.Default, centre.Host));
        List<Agreement> agreements =
            [.. world.Resources.List<Agreement>().Where(
                agreement => agreement.Party == DefaultSubject.Default && agreement.Centre == centre.Name)];
        return new()
        {
            Centre = centre,
            MatchedNeeds = { needs.Where(centre.Domains.Contains) },
            HostRecognitionStatus = world.RecognitionBy(centre.Host),
            Partnership = partnership is { Status: PartnershipStatus.Active } ? partnership.Name : "",
            Agreements =
                { agreements.Where(agreement => agreement.Status == AgreementStatus.InForce).Select(agreement => agreement.Name) },
            SupportingFacts =
            {
                world.Bases.ForResource(centre.Name, centre, known => $"host {known.Host}, works on {string.Join(", ", known.Domains)}"),
                world.Bases.Recognition(centre.Host, DefaultSubject.Default),
                new[] { partnership }.OfType<Partnership>()
                    .Select(with => world.Bases.ForResource(with.Name, with, known => EnumNames.Of(known.Status))),
                agreements.Select(agreement => world.Bases.ForResource(agreement.Name, agreement, known => EnumNames.Of(known.Status))),
            },
        };
    }
}
