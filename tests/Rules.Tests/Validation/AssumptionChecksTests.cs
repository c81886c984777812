using System.Collections.Frozen;
using Google.Protobuf.Collections;
using KosovoNato.Rules.Validation;

namespace KosovoNato.Rules.Tests.Validation;

public sealed class AssumptionChecksTests
{
    public static TheoryData<string, Assumption> Wrong => new()
    {
        { "assumptions[0]", new Assumption() },
        { "assumptions[0].valid_from", new() { Recognition = new() { Recognizer = "ES" }, ValidFrom = "2020" } },
        { "assumptions[0].valid_from", new() { Recognition = new() { Recognizer = "ES" }, ValidFrom = "2020-02-30" } },
        { "assumptions[0].recognition.recognizer", new() { Recognition = new() { Recognizer = "Spain" } } },
        { "assumptions[0].recognition.recognizer", new() { Recognition = new() { Recognizer = "XKX" } } },
        { "assumptions[0].recognition.subject", new() { Recognition = new() { Recognizer = "ES", Subject = "Kosovo" } } },
        { "assumptions[0].recognition.status",
            new() { Recognition = new() { Recognizer = "ES", Status = (AssumedRecognitionStatus)RecognitionStatus.Announced } } },
        { "assumptions[0].recognition.status", new() { Recognition = new() { Recognizer = "ES", Status = (AssumedRecognitionStatus)99 } } },
        { "assumptions[0].membership.organization", new() { Membership = new() { Organization = "organizations/na to", State = "ES" } } },
        { "assumptions[0].membership.state", new() { Membership = new() { Organization = "organizations/nato" } } },
        { "assumptions[0].membership.role",
            new() { Membership = new() { Organization = "organizations/nato", State = "ES", Role = (AssumedMembershipRole)99 } } },
        { "assumptions[0].membership.role",
            new() { Membership = new() { Organization = "organizations/nato", State = "ES", Role = AssumedMembershipRole.Member,
                Ended = true } } },
        { "assumptions[0].position.organization",
            new() { Position = new() { Decision = "GRANT_MAP", State = "ES", Stance = AssumedStance.Support } } },
        { "assumptions[0].position.decision",
            new() { Position = new() { Organization = "organizations/nato", Decision = "grant map", State = "ES",
                Stance = AssumedStance.Support } } },
        { "assumptions[0].position.state",
            new() { Position = new() { Organization = "organizations/nato", Decision = "GRANT_MAP", Stance = AssumedStance.Support } } },
        { "assumptions[0].position.stance",
            new() { Position = new() { Organization = "organizations/nato", Decision = "GRANT_MAP", State = "ES" } } },
        { "assumptions[0].outcome.outcome",
            new() { Outcome = new() { Organization = "organizations/nato", Decision = "GRANT_MAP",
                Outcome = (AssumedOutcome)QuestionStatus.Lapsed } } },
        { "assumptions[0].outcome.subject",
            new() { Outcome = new() { Organization = "organizations/nato", Decision = "GRANT_MAP", Outcome = AssumedOutcome.Adopted,
                Subject = "x" } } },
        { "assumptions[0].ratification.state", new() { Ratification = new() } },
        { "assumptions[0].milestone.milestone", new() { Milestone = new() } },
        { "assumptions[0].milestone.status",
            new() { Milestone = new() { Milestone = "milestones/m", Status = (AssumedMilestoneStatus)99 } } },
        { "assumptions[0].blocker.milestone", new() { Blocker = new() } },
        { "assumptions[0].blocker.blocker_id", new() { Blocker = new() { Milestone = "milestones/m", BlockerId = "b 1" } } },
        { "assumptions[0].observation.indicator", new() { Observation = new() } },
        { "assumptions[0].observation.value", new() { Observation = new() { Indicator = "indicators/i", Value = double.NaN } } },
        { "assumptions[0].agreement.centre", new() { Agreement = new() } },
        { "assumptions[0].partnership.partnership", new() { Partnership = new() { Partnership = "partnerships/XK" } } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Each_violation_names_its_field(string field, Assumption assumption) =>
        Assert.Equal([field], FieldsOf(AssumptionChecks.All, assumption));

    [Fact]
    public void All_violations_are_reported_at_once() => Assert.Equal(
        ["assumptions[0].valid_from", "assumptions[0].recognition.recognizer", "assumptions[2].milestone.milestone"],
        FieldsOf(AssumptionChecks.All, new() { Recognition = new(), ValidFrom = "now" },
            new() { Recognition = new() { Recognizer = "ES" } },
            new() { Milestone = new() }));

    [Fact]
    public void A_query_rejects_assumptions_that_do_not_affect_it()
    {
        Assumption milestone = new() { Milestone = new() { Milestone = "milestones/m" } },
            position = new()
            {
                Position = new()
                {
                    Organization = "organizations/nato",
                    Decision = "GRANT_MAP",
                    State = "ES",
                    Stance = AssumedStance.Support
                }
            };
        Assert.Equal(["assumptions[0]", "assumptions[1]"], FieldsOf(AssumptionChecks.OfCounts, milestone, position));
        Assert.Equal(["assumptions[0]"], FieldsOf(AssumptionChecks.OfDecisions, milestone, position));
        Assert.Equal(
            ["assumptions[0]"], FieldsOf(
                AssumptionChecks.OfDecisions,
                new Assumption
                {
                    Outcome = new()
                    {
                        Organization = "organizations/nato",
                        Decision = "GRANT_MAP",
                        Outcome = AssumedOutcome.Adopted
                    }
                }));
        Assert.Empty(FieldsOf(AssumptionChecks.All, milestone, position));
    }

    [Fact]
    public void At_most_two_hundred_assumptions_are_accepted()
    {
        Assumption one = new() { Agreement = new() { Centre = "centres/ccdcoe" } };
        Assert.Empty(FieldsOf(AssumptionChecks.All, [.. Enumerable.Repeat(one, 200)]));
        Assert.Equal(["assumptions"], FieldsOf(AssumptionChecks.All, [.. Enumerable.Repeat(one, 200), new Assumption()]));
    }

    /// <summary>The enums are converted into each other by number.</summary>
    [Fact]
    public void Values_that_can_be_assumed_have_the_numbers_of_the_recorded_values()
    {
        static void Same<TAssumed, T>() where TAssumed : struct, Enum where T : struct, Enum =>
            Assert.All(Enum.GetValues<TAssumed>(), assumed =>
                Assert.Equal(Enum.Parse<T>(assumed.ToString()), (T)(object)(int)(object)assumed));
        Same<AssumedRecognitionStatus, RecognitionStatus>();
        Same<AssumedMembershipRole, MembershipRole>();
        Same<AssumedStance, Stance>();
        Same<AssumedOutcome, QuestionStatus>();
        Same<AssumedMilestoneStatus, MilestoneStatus>();
        Assert.Equal(Enum.GetNames<MembershipRole>(), Enum.GetNames<AssumedMembershipRole>());
        Assert.Equal(Enum.GetNames<Stance>(), Enum.GetNames<AssumedStance>());
        Assert.Equal(Enum.GetNames<MilestoneStatus>(), Enum.GetNames<AssumedMilestoneStatus>());
    }

    static string[] FieldsOf(FrozenSet<Assumption.FactOneofCase> known, params Assumption[] assumptions)
    {
        var violations = new FieldViolations();
        AssumptionChecks.Check(new RepeatedField<Assumption> { assumptions }, violations, known);
        return violations.Any
            ? [.. Assert.Throws<ApiException>(violations.ThrowIfAny).Message.Split(' ')
                .Where(word => word.StartsWith("assumptions", StringComparison.Ordinal) && word.EndsWith(':')).Select(word => word[..^1])]
            : [];
    }
}
