using Google.Protobuf;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Rules.Ballots;
using KosovoNato.Rules.Explanations;
using KosovoNato.Rules.Memberships;
using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Recommendations.Queries;

/// <summary>The recorded facts about one state and Kosovo, as of the day of a scenario.</summary>
/// <param name="code">The code of the state.</param>
sealed class CountryRecord(string code, RecommendationScenario world)
{
    const string Subject = DefaultSubject.Default;

    readonly SupportingFacts bases = world.Bases;
    readonly IResourceView resources = world.Tree.Facts.Resources;

    public CountryRecognition Recognition => new()
    {
        Recognition = Find<Recognition>(ResourceNames.Recognition(code, Subject)),
        SupportingFact = bases.Recognition(code, Subject),
    };

    public IEnumerable<CountryMembership> Memberships =>
        from organization in resources.List<Organization>()
        let membership = Find<Membership>(ResourceNames.Membership(organization.Name, code))
        where membership is { Periods.Count: > 0 }
        select new CountryMembership
        {
            Membership = membership,
            Role = MembershipPeriods.On(membership, world.Day)?.Role ?? MembershipRole.Unspecified,
            Unknown = MembershipPeriods.RoleOn(membership, world.Day, _ => true) == HoldsRole.Unknown,
            SupportingFact = bases.Membership(organization.Name, code),
        };

    public IEnumerable<CountryPosition> Positions =>
        from question in resources.List<Question>()
        where question.Subject == Subject
        let position = Find<Position>(ResourceNames.Position(question.Name, code))
        where position is { Stances.Count: > 0 }
        select new CountryPosition
        {
            Position = position,
            Organization = question.Organization,
            Decision = question.Decision,
            Stance = StancePeriods.On(position, world.Day)?.Stance ?? Stance.Unspecified,
            SupportingFact = bases.Position(question, code),
        };

    public IEnumerable<CastVote> Votes =>
        HeldBallots.About(Subject, world.Tree.Facts)
            .Select(held => HeldBallots.VoteOf(code, held.Ballot, held.Question, bases)).OfType<CastVote>()
            .OrderBy(vote => vote.Date, StringComparer.Ordinal);

    /// <summary>The partnership; null if none is recorded.</summary>
    public CountryPartnership? Partnership =>
        ResourceNames.Partnership(Subject, code) is var name && Find<Partnership>(name) is { } partnership
            ? new() { Partnership = partnership, SupportingFact = bases.Partnership(name) }
            : null;

    /// <summary>
    /// A resource as of the day. In POSSIBLE mode, the scenario has some types as recorded. In CERTAIN mode, the dates that remain have
    /// passed in either mode.
    /// </summary>
    T? Find<T>(string name) where T : class, IMessage<T>, new() =>
        resources.Find<T>(name) is { } found ? AsOfResources.Project(found, world.Day, PartialDateMode.Possible) : null;
}
