using KosovoNato.Recognitions.Questions;
using KosovoNato.Rules.Ballots;
using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Recognitions.Queries;

/// <summary>Ranks the electors that do not support a decision yet by their record: facts in a stated order, without scores.</summary>
static class RankElectors
{
    static readonly CountedStance[] Stances = [CountedStance.Unknown, CountedStance.Abstain, CountedStance.Oppose];

    static readonly RecognitionStatus[] Recognitions =
    [
        RecognitionStatus.Recognized, RecognitionStatus.WithdrawalClaimed, RecognitionStatus.Announced,
        RecognitionStatus.RecognitionDisputed,
    ];

    public static readonly Query<RankElectorsRequest, RecognitionScenario, RankElectorsResponse> Query = new(Check, Answer);

    static void Check(RankElectorsRequest request, FieldViolations violations)
    {
        NameChecks.Check("organizations", request.Organization, violations, "organization");
        ValueChecks.CheckUpperSnake(request.Decision, violations, "decision");
        StateCodes.CheckOptional(request.Subject, violations, "subject");
        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.OfDecisions);
    }

    static RankElectorsResponse Answer(RankElectorsRequest request, RecognitionScenario world)
    {
        var organization = world.Get<Organization>(request.Organization);
        var rule = DecisionRuleLookup.Get(organization, request.Decision, organization.Name);
        var subject = DefaultSubject.OrDefault(request.Subject);
        world.Get<State>(ResourceNames.State(subject));
        var assessment = DecisionCalculator.Assess(world.Facts, organization.Name, rule.Decision, subject)
            ?? throw new InvalidOperationException($"{organization.Name} has a rule of an unknown kind for {rule.Decision}.");
        List<(Ballot Ballot, Question Question)> ballots = [.. HeldBallots.About(subject, world.Facts)];
        return new()
        {
            Electors =
            {
                AssessedStanceMapper.Of(assessment, organization, subject, world.IsAssumed)
                    .Where(stance => Stances.Contains(stance.CountedStance))
                    .Select(stance => ElectorOf(stance, subject, ballots, world))
                    .OrderBy(elector => Array.IndexOf(Stances, elector.Stance.CountedStance))
                    .ThenBy(elector => RankOf(elector.Recognition))
                    .ThenByDescending(elector => elector.VotesForSubject)
                    .ThenBy(elector => elector.VotesAgainstSubject)
                    .ThenBy(elector => elector.Stance.State, StringComparer.Ordinal),
            },
            AsOf = world.AsOf,
            Revision = world.Provenance.Revision,
        };
    }

    static Elector ElectorOf(
        AssessedStance stance, string subject, List<(Ballot Ballot, Question Question)> ballots, RecognitionScenario world)
    {
        var recorded = world.Resources.Find<Recognition>(ResourceNames.Recognition(stance.State, subject));
        var recognition = recorded is null ? null : AsOfResources.Project(recorded, world.Day, PartialDateMode.Possible);
        List<CastVote> votes =
        [
            .. ballots.Select(held => HeldBallots.VoteOf(stance.State, held.Ballot, held.Question, world.Bases)).OfType<CastVote>()
                .OrderBy(vote => vote.Date, StringComparer.Ordinal),
        ];
        return new()
        {
            Stance = stance,
            Recognition = recognition,
            VotesForSubject = Count(Stance.Support),
            Abstentions = Count(Stance.Abstain),
            VotesAgainstSubject = Count(Stance.Oppose),
            Votes = { votes },
            LastActedOn = (recognition?.Acts.Where(act => !act.Retracted).Select(ActOrder.DateOf) ?? [])
                .Concat(votes.Select(vote => vote.Date)).MaxBy(date => PartialDate.ParseKnown(date)?.First) ?? "",
        };

        int Count(Stance toward) => votes.Count(vote => vote.StanceTowardSubject == toward);
    }

    static int RankOf(Recognition? recognition) =>
        Array.IndexOf(Recognitions, recognition?.Status ?? RecognitionStatus.Unspecified) is >= 0 and var rank
            ? rank
            : Recognitions.Length;
}
