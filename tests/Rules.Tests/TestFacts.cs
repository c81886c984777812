using System.Globalization;
using KosovoNato.Rules.Acts;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Validation;

namespace KosovoNato.Rules.Tests;

/// <summary>Short factories for test facts.</summary>
static class TestFacts
{
    public static Evidence.V1.Evidence Cited(Confidence confidence = Confidence.Verified) =>
        new() { Citations = { new Citation { Source = "sources/test" } }, Confidence = confidence };

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    public static Act Act(
        ActKind kind, string date = "", ClaimRank rank = ClaimRank.Preferred, string knownOn = "", bool counted = false,
        bool retracted = false) => new()
        {
            Kind = kind,
            Date = date,
            AttestedOn = knownOn,
            Rank = rank,
            CountedByThirdParties = counted,
            Retracted = retracted,
            Evidence = Cited(),
        };

    /// <summary>A recognition with these acts in the order of recording.</summary>
    public static Recognition Recognition(params IEnumerable<Act> acts) => Recognition("AL", acts);

    public static Recognition Recognition(string recognizer, params IEnumerable<Act> acts)
    {
        var recognition = new Recognition
        {
            Name = $"recognitions/{recognizer}-XK",
            Recognizer = recognizer,
            Subject = "XK",
            Status = RecognitionStatus.NotRecognized,
            Evidence = Cited(),
        };
        foreach (var act in acts)
        {
            act.Id = $"a{recognition.Acts.Count + 1}";
            recognition.Acts.Add(act);
        }

        return recognition;
    }

    public static Membership Membership(string organization, string code, params IEnumerable<MembershipPeriod> periods)
    {
        var membership = new Membership { Name = $"organizations/{organization}/memberships/{code}" };
        foreach (var period in periods)
        {
            period.Id = $"p{membership.Periods.Count + 1}";
            membership.Periods.Add(period);
        }

        return membership;
    }

    public static MembershipPeriod Period(string from, string to = "", string knownOn = "", MembershipRole role = MembershipRole.Member) =>
        new() { Role = role, ValidFrom = from, ValidTo = to, AttestedOn = knownOn, Evidence = Cited() };

    /// <summary>A recognition of XK that was granted on a date; without a date, there was no grant.</summary>
    public static Recognition Granted(string recognizer, string date) =>
        Folded(Recognition(recognizer, date.Length == 0 ? [] : [Act(ActKind.Granted, date)]));

    public static Recognition Folded(Recognition recognition)
    {
        RecognitionFold.Apply(recognition);
        return recognition;
    }

    /// <summary>Recorded states, by code: "AL BE".</summary>
    public static IEnumerable<IResource> States(string codes) =>
        codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => new State { Name = $"states/{code}" });

    /// <summary>Members of an organization since 2000, by code: "AL BE".</summary>
    public static IEnumerable<IResource> Members(string organization, string codes) =>
        codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => Membership(organization, code, Period("2000")));

    public static Organization Organization(
        string id, string decision, VotingRule rule, string threshold = "", string electorateOrganization = "") =>
        new()
        {
            Name = $"organizations/{id}",
            DecisionRules =
            {
                new DecisionRule { Decision = decision, VotingRule = rule, Threshold = threshold, Electorate = "MEMBERS",
                    ElectorateOrganization = electorateOrganization },
            },
        };

    /// <summary>A question to nato about ADMIT_MEMBER or another decision.</summary>
    public static Question Question(
        string id, QuestionStatus status, string opened = "", string decided = "", string decision = "ADMIT_MEMBER") => new()
        {
            Name = $"questions/{id}",
            Organization = "organizations/nato",
            Decision = decision,
            Subject = "XK",
            Status = status,
            OpenedOn = opened,
            DecidedOn = decided,
        };

    public static Position Position(
        string question, string code, Stance stance, string from = "2010", string to = "", StanceBasis basis = StanceBasis.Declared) =>
            new()
            {
                Name = $"questions/{question}/positions/{code}",
                Stances = { new StancePeriod { Stance = stance, Basis = basis, ValidFrom = from, ValidTo = to } },
            };

    /// <summary>A ballot on a question with choices by code: "ES FOR, AL AGAINST".</summary>
    public static Ballot Ballot(string question, string date, string choices) => new()
    {
        Name = $"questions/{question}/ballots/{date}",
        Date = date,
        Choices =
        {
            choices.Split(", ").Select(voted => voted.Split(' ')).Select(voted => new BallotChoice
            {
                State = voted[0],
                Choice = Enum.GetValues<VoteChoice>().Single(choice => EnumNames.Of(choice) == voted[1]),
            }),
        },
    };

    /// <summary>
    /// A milestone with transitions in order: "IN_PROGRESS 2020, ACHIEVED 2021-05". "?2021" is the attested day of a transition.
    /// </summary>
    public static Milestone Milestone(string id, string moves = "")
    {
        var milestone = new Milestone { Name = $"milestones/{id}", Kind = MilestoneKind.Event, Status = MilestoneStatus.Proposed };
        foreach (var (to, on, knownOn) in Moves<MilestoneStatus>(moves))
        {
            milestone.Transitions.Add(new MilestoneTransition { ToStatus = to, Date = on, AttestedOn = knownOn });
            milestone.Status = to;
            milestone.AchievedOn = to == MilestoneStatus.Achieved ? on : "";
        }

        return milestone;
    }

    public static Agreement Agreement(string id, string centre, string moves = "", string party = "XK")
    {
        var agreement = new Agreement
        {
            Name = $"agreements/{id}",
            Party = party,
            Centre = $"centres/{centre}",
            Status = AgreementStatus.Proposed
        };
        foreach (var (to, on, _) in Moves<AgreementStatus>(moves))
        {
            agreement.Transitions.Add(new AgreementTransition { ToStatus = to, Date = on });
            agreement.Status = to;
        }

        return agreement;
    }

    public static Partnership Partnership(string pair, string moves = "")
    {
        var partnership = new Partnership
        {
            Name = $"partnerships/{pair}",
            Party = pair[..2],
            Partner = pair[3..],
            Status = PartnershipStatus.Proposed
        };
        foreach (var (to, on, _) in Moves<PartnershipStatus>(moves))
        {
            partnership.Transitions.Add(new PartnershipTransition { ToStatus = to, Date = on });
            partnership.Status = to;
        }

        return partnership;
    }

    /// <summary>An indicator with preferred values by period: "2021=3500, 2025=4700".</summary>
    public static Indicator Indicator(string id, string values)
    {
        var indicator = new Indicator { Name = $"indicators/{id}" };
        foreach (var value in values.Split(", ", StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = value.Split('=');
            indicator.Observations.Add(
                new Observation
                {
                    Period = parts[0],
                    Value = double.Parse(parts[1], CultureInfo.InvariantCulture),
                    Rank = ClaimRank.Preferred
                });
        }

        return indicator;
    }

    /// <summary>A criterion result in one line: "FALSE 1/3 missing ES unknown VA".</summary>
    public static string Text(CriterionResult standing) =>
        $"{EnumNames.Of(standing.Truth)} {standing.MetCount}/{standing.TotalCount}"
        + (standing.Missing.Count > 0 ? $" missing {string.Join(' ', standing.Missing)}" : "")
        + (standing.Unknown.Count > 0 ? $" unknown {string.Join(' ', standing.Unknown)}" : "");

    public static string Text(Criterion criterion, InMemoryResources world, string day = "2025-12-23") =>
        Text(CriterionEvaluator.Evaluate(criterion, new(world, Day(day))));

    static IEnumerable<(T To, string On, string KnownOn)> Moves<T>(string moves) where T : struct, Enum =>
        moves.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(move => move.Split(' ')).Select(parts => (
            Enum.GetValues<T>().Single(value => EnumNames.Of(value) == parts[0]),
            parts.Length > 1 && parts[1][0] != '?' ? parts[1] : "",
            parts.Length > 1 && parts[1][0] == '?' ? parts[1][1..] : ""));
}
