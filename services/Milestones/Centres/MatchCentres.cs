using KosovoNato.Milestones.Questions;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Milestones.Centres;

/// <summary>Answers which centres of excellence work on what is needed, and how Kosovo stands with them and their hosts.</summary>
static class MatchCentres
{
    const int MostNeeds = 20;

    public static readonly Question<MatchCentresRequest, MatchCentresResponse> Question = new(Check, Answer);

    static void Check(MatchCentresRequest request, Violations violations)
    {
        violations.Require(request.Needs.Count is > 0 and <= MostNeeds, "needs", $"has {request.Needs.Count} domains; give 1 to {MostNeeds}");
        for (var i = 0; i < Math.Min(request.Needs.Count, MostNeeds); i++)
        {
            Names.CheckId(request.Needs[i], violations, $"needs[{i}]");
        }
    }

    static MatchCentresResponse Answer(MatchCentresRequest request, World world)
    {
        List<string> needs = [.. request.Needs.Distinct()];
        List<CentreMatch> matches =
        [
            .. world.Resources.Under<Centre>()
                .Where(centre => centre.Domains.Any(needs.Contains) && !IsToBeFounded(centre, world))
                .Select(centre => Match(centre, needs, world))
                .OrderByDescending(match => match.MatchedNeeds.Count)
                .ThenBy(match => match.HostRecognition != RecognitionStatus.Recognized)
                .ThenBy(match => match.Centre.Name, StringComparer.Ordinal),
        ];
        return new()
        {
            Matches = { matches },
            UnmatchedNeeds = { needs.Except(matches.SelectMany(match => match.MatchedNeeds)).Order(StringComparer.Ordinal) },
            AsOf = world.AsOf,
            Revision = world.Revision,
            Followed = { world.Followed },
        };
    }

    /// <summary>One that was founded later was not there on the day. One that is not founded at all may be, and is shown.</summary>
    static bool IsToBeFounded(Centre centre, World world) =>
        centre.EstablishedOn.Length == 0 && world.Undated.Find<Centre>(centre.Name) is { EstablishedOn.Length: > 0 };

    static CentreMatch Match(Centre centre, List<string> needs, World world)
    {
        var partnership = world.Resources.Find<Partnership>($"partnerships/{Subjects.Default}-{centre.Host}");
        List<Agreement> agreements =
            [.. world.Resources.Under<Agreement>().Where(agreement => agreement.Party == Subjects.Default && Names.Centre(agreement.Centre) == centre.Name)];
        return new()
        {
            Centre = centre,
            MatchedNeeds = { needs.Where(centre.Domains.Contains) },
            HostRecognition = world.RecognitionBy(centre.Host),
            Partnership = partnership is { Status: PartnershipStatus.Active } ? Names.Id(partnership.Name) : "",
            Agreements = { agreements.Where(agreement => agreement.Status == AgreementStatus.InForce).Select(agreement => Names.Id(agreement.Name)) },
            Bases =
            {
                world.Bases.Found(centre.Name, centre, known => $"host {known.Host}, works on {string.Join(", ", known.Domains)}"),
                world.Bases.Recognition(centre.Host, Subjects.Default),
                new[] { partnership }.OfType<Partnership>().Select(with => world.Bases.Found(with.Name, with, known => Words.Of(known.Status))),
                agreements.Select(agreement => world.Bases.Found(agreement.Name, agreement, known => Words.Of(known.Status))),
            },
        };
    }
}
