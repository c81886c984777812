using CsCheck;
using KosovoNato.Kernel;
using KosovoNato.Rules.Tests.Acts;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests;

/// <summary>Random resources of three members, with dates of day, month or year precision.</summary>
static class RandomResources
{
    public static readonly string[] Codes = ["AL", "BE", "ES"];
    public static readonly DateOnly First = Day("2009-01-01");

    // Before the generators, which use it when they are created.
    static readonly string[] Choices = ["FOR", "AGAINST", "ABSTAINED", "ABSENT", "NOT_VOTING", "UNCLEAR"];

    /// <summary>A day after all random dates.</summary>
    public static readonly DateOnly Today = Day("2025-12-31");

    static readonly Gen<string> Date = Gen.Select(Gen.Int[0, 2_000], Gen.Int[4, 10], On);

    static readonly Gen<string[]> Dates = Date.Array[6].Select(
        dates => dates.OrderBy(date => PartialDate.Parse(date).First).ThenBy(date => PartialDate.Parse(date).Last).ToArray());

    public static readonly Gen<Recognition> Recognition = Gen.Select(Histories.Legal, Gen.Int[4, 10].Array[8], (acts, precisions) =>
    {
        try
        {
            return Folded(
                TestFacts.Recognition(
                    "AL", acts.Select(
                        (act, i) => new Act(
                            act)
                        { Date = On(PartialDate.Parse(act.Date).First.DayNumber - First.DayNumber, precisions[i]) })));
        }
        catch (ApiException)
        {
            // Acts with partial dates may end up in an order in which they cannot follow each other.
            return Folded(TestFacts.Recognition("AL", acts.Select(act => act.Clone())));
        }
    });

    static readonly Gen<IResource[]> Member = Gen.Select(
        Recognition, Dates, Gen.Int[0, 5].Array[4], (recognition, dates, kinds) => new IResource[]
    {
        recognition,
        Membership("nato", "AL",
        [
            kinds[0] == 0
                ? Period("", kinds[1] < 3 ? LastDay(dates[3]) : "", knownOn: FirstDay(dates[0]))
                : Period(dates[0], kinds[1] < 4 ? LastDay(dates[3]) : ""),
            .. kinds[1] < 2
                ? [Period(dates[4], role: kinds[1] == 0 ? MembershipRole.Observer : MembershipRole.Member)]
                : Array.Empty<MembershipPeriod>(),
        ]),
        new Position
        {
            Name = "questions/q/positions/AL",
            Stances =
            {
                new StancePeriod { Stance = (Stance)((kinds[2] % 5) + 1), ValidFrom = dates[1],
                    ValidTo = kinds[3] < 3 ? LastDay(dates[4]) : "" },
                kinds[3] < 2 ? [new StancePeriod { Stance = Stance.Oppose, ValidFrom = dates[5] }] : Array.Empty<StancePeriod>(),
            },
        },
    });

    public static readonly Gen<InMemoryResources> Any = Gen.Select(
        Member.Array[3], Dates.Array[5], Gen.Int[0, 5].Array[4], (members, dates, kinds) => new InMemoryResources(
    [
        new Organization
        {
            Name = "organizations/nato",
            DecisionRules =
            {
                new DecisionRule { Decision = "ADMIT_MEMBER", VotingRule = VotingRule.Consensus, Electorate = "MEMBERS" },
                new DecisionRule { Decision = "GRANT_MAP", VotingRule = VotingRule.QualifiedMajority, Threshold = "2/3",
                    Electorate = "MEMBERS" },
            },
        },
        new CountingRule { Name = "countingRules/mfa", CountedActKinds = { ActKind.Granted },
            WithdrawalPolicy = WithdrawalPolicy.AnyClaim },
        .. members.SelectMany((resources, i) => resources.Select(resource => Of(Codes[i], resource))),
        .. kinds[0] < 5 ? [Asked((QuestionStatus)(kinds[0] + 1), dates[0], wasDecidedBefore: kinds[3] < 2)] : Array.Empty<IResource>(),
        Related(opposed: kinds[1] == 0),
        Ballot("q", FirstDay(dates[0][3]), $"AL {Choices[kinds[2]]}, ES {Choices[kinds[3]]}"),
        Ballot("related", FirstDay(dates[1][2]), $"AL {Choices[kinds[3]]}, BE {Choices[kinds[1]]}"),
        new Precedent { Name = "precedents/XK",
            Ratifications = { Codes.Take(kinds[1] % 4)
                .Select((code, i) => new Ratification { State = code, DepositedOn = dates[1][i] }) } },
        Milestone("m", kinds[2] switch
        {
            < 3 => $"IN_PROGRESS {dates[2][0]}, ACHIEVED {dates[2][1]}, REGRESSED {dates[2][2]}",
            3 => $"IN_PROGRESS, ACHIEVED, REGRESSED {dates[2][2]}",
            4 => $"IN_PROGRESS {dates[2][0]}, ACHIEVED",
            _ => $"IN_PROGRESS {dates[2][0]}, ACHIEVED {dates[2][1]}",
        }),
        Condition("c", new() { Recognition = new() { State = "AL" } }, kinds[1]),
        Condition("d", new() { Any = new() { Criteria =
        {
            new Criterion { Milestone = new() { Milestone = "milestones/c" } },
            new Criterion { Consensus = new() { Organization = "organizations/nato", Decision = "ADMIT_MEMBER" } },
        } } }, kinds[3]),
        Agreement("a", "ccdcoe", $"SIGNED {dates[3][0]}, IN_FORCE {dates[3][1]}{(kinds[2] < 3 ? $", ENDED {dates[3][2]}" : "")}"),
        Partnership("XK-DE", $"ACTIVE {dates[4][0]}, SUSPENDED {dates[4][1]}, ACTIVE {dates[4][2]}"),
        Indicator("i", string.Join(", ", dates[4].Distinct().Select((date, i) => $"{date}={i}"))),
    ]));

    /// <summary>A date with the given precision: 4 characters for a year, 7 for a month, 10 for a day.</summary>
    public static string On(int days, int precision = 10) =>
        PartialDate.Of(First.AddDays(days)).ToString()[..(precision < 5 ? 4 : precision < 6 ? 7 : 10)];

    /// <summary>The last day of a date, so that a period ends after its start in both partial-date modes.</summary>
    static string LastDay(string date) => PartialDate.Of(PartialDate.Parse(date).Last).ToString();

    static string FirstDay(string date) => PartialDate.Of(PartialDate.Parse(date).First).ToString();

    /// <summary>A question on which a vote is a vote before on the question about ADMIT_MEMBER.</summary>
    static Question Related(bool opposed)
    {
        var question = Question("related", QuestionStatus.Adopted, "2009", "2009", decision: "FORWARD_APPLICATION");
        (question.Aim, question.OpposedBySubject) = ("MEMBERSHIP", opposed);
        return question;
    }

    static Question Asked(QuestionStatus status, string[] dates, bool wasDecidedBefore)
    {
        var question = Question("q", status,
            status == QuestionStatus.Draft ? "" : dates[1], status is QuestionStatus.Draft or QuestionStatus.Open ? "" : dates[2]);
        question.Aim = "MEMBERSHIP";
        if (wasDecidedBefore && status != QuestionStatus.Draft)
        {
            question.EarlierOutcomes.Add(new QuestionOutcome { Status = QuestionStatus.NoConsensus, DecidedOn = dates[0] });
        }

        return question;
    }

    /// <summary>A standing condition with any status: services store the status of the day on which they derived it.</summary>
    static Milestone Condition(string id, Criterion criterion, int stored) => new()
    {
        Name = $"milestones/{id}",
        Kind = MilestoneKind.StandingCondition,
        Criterion = criterion,
        Status = stored % 2 == 0 ? MilestoneStatus.Achieved : MilestoneStatus.Proposed,
    };

    static IResource Of(string code, IResource resource) => resource switch
    {
        Recognition recognition => new Recognition(recognition) { Name = $"recognitions/{code}-XK", Recognizer = code },
        Membership membership => new Membership(membership) { Name = $"organizations/nato/memberships/{code}" },
        _ => new Position((Position)resource) { Name = $"questions/q/positions/{code}" },
    };
}
