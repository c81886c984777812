using CsCheck;
using KosovoNato.Kernel;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Tests.Acts;
using KosovoNato.Testing;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Criteria;

/// <summary>Random histories of three members, and criteria on them.</summary>
public sealed class HistoryPropertyTests
{
    static readonly string[] Codes = ["AL", "BE", "ES"];
    static readonly DateOnly First = Day("2009-01-01");

    static readonly Criterion[] Criteria =
    [
        new() { Recognition = new() { State = "AL" } },
        new() { Recognition = new() { Organization = "organizations/nato" } },
        new() { Recognition = new() { Organization = "organizations/nato", MinCount = 2 } },
        new() { Negation = new() { Recognition = new() { Organization = "organizations/nato", MinCount = 1 } } },
        new() { Consensus = new() { Organization = "organizations/nato", Decision = "ADMIT_MEMBER" } },
        new() { Consensus = new() { Organization = "organizations/nato", Decision = "GRANT_MAP" } },
        new() { Position = new() { Organization = "organizations/nato", Decision = "ADMIT_MEMBER", Stance = Stance.Support,
            MinCount = 1 } },
        new() { Ratification = new() { Organization = "organizations/nato" } },
    ];

    static readonly Gen<Criterion> AnyCriterion = Gen.Select(
        Gen.Int[0, Criteria.Length - 1], Gen.Int[0, Criteria.Length - 1], Gen.Int[0, 4], (one, other, kind) => kind switch
    {
        0 => new Criterion { All = new() { Criteria = { Criteria[one], Criteria[other] } } },
        1 => new Criterion { Any = new() { Criteria = { Criteria[one], Criteria[other] } } },
        2 => new Criterion { All = new() { Criteria = { Criteria[one], new Criterion { Negation = Criteria[other] } } } },
        _ => Criteria[one],
    });

    static readonly Gen<IResource[]> Member = Gen.Select(
        Histories.Legal, Gen.Int[0, 900].Array[4], Gen.Int[0, 4].Array[3], (acts, days, kinds) => new IResource[]
    {
        Folded(Recognition("AL", acts.Select(act => act.Clone()))),
        Membership("nato", "AL", kinds[0] == 0
            ? Period("", knownOn: On(days[0]))
            : Period(On(days[0]), kinds[0] == 1 ? On(days[0] + days[1]) : "")),
        Position("q", "AL", (Stance)(kinds[1] + 1), On(days[2]), kinds[2] == 0 ? "" : On(days[2] + days[3])),
    });

    static readonly Gen<InMemoryResources> AnyWorld = Gen.Select(
        Member.Array[3], Gen.Int[0, 900].Array[5], Gen.Int[0, 5], (members, days, kind) => new InMemoryResources(
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
        .. members.SelectMany((resources, i) => resources.Select(resource => Of(Codes[i], resource))),
        .. kind < 5 ? [Asked((QuestionStatus)(kind + 1), days)] : Array.Empty<IResource>(),
        new Precedent { Name = "precedents/XK",
            Ratifications = { Codes.Select((code, i) => new Ratification { State = code, DepositedOn = On(days[2 + i]) })
                .Take(days[0] % 4) } },
    ]));

    [Fact]
    public void Met_since_and_met_before_match_an_evaluation_of_every_day() =>
        Gen.Select(AnyWorld, AnyCriterion, Gen.Int[0, 2_000]).Sample((world, criterion, days) =>
    {
        FactBase today = new(world, First.AddDays(days));
        var truths = Enumerable.Range(-2, days + 3)
            .Select(day => CriterionEvaluator.Evaluate(criterion, today.On(First.AddDays(day))).Truth).ToList();
        var began = truths.FindLastIndex(truth => truth != Truth.True);
        var since = truths[^1] == Truth.True && began >= 0 && truths[began] == Truth.False ? On(began - 1) : "";
        var found = CriterionEvaluator.Evaluate(criterion, today).MetSince;
        // A membership that is attested on the same day as another change leaves the day of the change unknown.
        var attested = world.List<Membership>().SelectMany(membership => membership.Periods).Select(period => period.AttestedOn);
        Assert.True(found == since || (found.Length == 0 && attested.Contains(since)), $"{found} instead of {since}");
        Assert.Equal(truths[^1] != Truth.True && truths.Contains(Truth.True), CriterionEvaluator.WasMetBefore(criterion, today));
    }, iter: StressMode.Rounds(40, 300, 3_000));

    [Fact]
    public void Earlier_queries_do_not_change_a_result() =>
        Gen.Select(AnyWorld, AnyCriterion.Array[2], Gen.Int[0, 2_000].Array[2]).Sample((world, criteria, days) =>
    {
        FactBase used = new(world, First.AddDays(days[0]));
        CriterionEvaluator.Evaluate(criteria[0], used);
        CriterionEvaluator.WasMetBefore(criteria[0], used.On(First.AddDays(days[1])));
        Assert.Equal(
            CriterionEvaluator.Evaluate(criteria[1], new(world, First.AddDays(days[0]))), CriterionEvaluator.Evaluate(criteria[1], used));
    });

    [Fact]
    public void The_order_of_recording_acts_does_not_matter() =>
        Gen.Select(AnyWorld, AnyCriterion, Gen.Int).Sample((world, criterion, seed) =>
    {
        FactBase today = new(world, Day("2015-01-01"));
        var shuffled = world.With(Codes.Select(code => Shuffled(world.Find<Recognition>($"recognitions/{code}-XK")!, new Random(seed))));
        Assert.Equal(
            CriterionEvaluator.Evaluate(criterion, today), CriterionEvaluator.Evaluate(criterion, new(shuffled, Day("2015-01-01"))));
        Assert.Equal(
            CriterionEvaluator.WasMetBefore(criterion, today),
            CriterionEvaluator.WasMetBefore(criterion, new(shuffled, Day("2015-01-01"))));
    });

    [Fact]
    public void An_additional_recognition_never_makes_a_decision_less_likely() =>
        Gen.Select(AnyWorld, Gen.Int[0, 2], Gen.Int[4, 5], Gen.Int[0, 2_000]).Sample((world, member, criterion, days) =>
    {
        var day = First.AddDays(days);
        var after = world.With(Granted(Codes[member], "2008"));
        CriterionResult one = CriterionEvaluator.Evaluate(Criteria[criterion], new(world, day)),
            other = CriterionEvaluator.Evaluate(Criteria[criterion], new(after, day));
        Assert.True(
            Rank(other.Truth) >= Rank(one.Truth) && other.MetCount >= one.MetCount && other.TotalCount == one.TotalCount,
            $"{one} became {other}");
    });

    static int Rank(Truth truth) => truth switch { Truth.True => 2, Truth.Unknown => 1, _ => 0 };

    static string On(int days) => PartialDate.Of(First.AddDays(days)).ToString();

    static Question Asked(QuestionStatus status, int[] days) => Question("q", status,
        status == QuestionStatus.Draft ? "" : On(days[0]),
        status is QuestionStatus.Draft or QuestionStatus.Open ? "" : On(days[0] + days[1]));

    static Recognition Shuffled(Recognition recognition, Random random)
    {
        var acts = recognition.Acts.Select(act => act.Clone()).ToArray();
        random.Shuffle(acts);
        return Folded(Recognition(recognition.Recognizer, acts));
    }

    static IResource Of(string code, IResource resource) => resource switch
    {
        Recognition recognition => new Recognition(recognition) { Name = $"recognitions/{code}-XK", Recognizer = code },
        Membership membership => new Membership(membership) { Name = $"organizations/nato/memberships/{code}" },
        _ => new Position((Position)resource) { Name = $"questions/q/positions/{code}" },
    };
}
