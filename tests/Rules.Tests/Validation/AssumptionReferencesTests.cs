using Google.Rpc;
using Grpc.Core;
using KosovoNato.Rules.Validation;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Validation;

public sealed class AssumptionReferencesTests
{
    const string Nato = "organizations/nato";

    static readonly InMemoryResources World = new(
        [.. States("AL ES XK"), Organization("nato", "GRANT_MAP", VotingRule.Consensus), Blocked(), Milestone("path-map"),
            Indicator("kfor-troops", ""), new Centre { Name = "centres/ccdcoe" }]);

    public static TheoryData<string, Assumption> Unrecorded => new()
    {
        { "recognition.recognizer", new() { Recognition = new() { Recognizer = "ZZ" } } },
        { "recognition.subject", new() { Recognition = new() { Recognizer = "ES", Subject = "ZZ" } } },
        { "membership.organization", new() { Membership = new() { Organization = "organizations/osce", State = "ES" } } },
        { "membership.state", new() { Membership = new() { Organization = Nato, State = "ZZ", Ended = true } } },
        { "position.organization", Position("organizations/osce") },
        { "position.decision", Position(Nato, "ADMIT_MEMBER") },
        { "position.subject", Position(Nato, subject: "ZZ") },
        { "position.state", Position(Nato, state: "ZZ") },
        { "outcome.organization", Outcome("organizations/osce") },
        { "outcome.decision", Outcome(Nato, "ADMIT_MEMBER") },
        { "outcome.subject", Outcome(Nato, subject: "ZZ") },
        { "ratification.state", new() { Ratification = new() { State = "ZZ" } } },
        { "ratification.subject", new() { Ratification = new() { State = "ES", Subject = "ZZ" } } },
        { "milestone.milestone", new() { Milestone = new() { Milestone = "milestones/path-pfP" } } },
        { "blocker.milestone", new() { Blocker = new() { Milestone = "milestones/none" } } },
        { "blocker.blocker_id", new() { Blocker = new() { Milestone = "milestones/path-pfp", BlockerId = "b2" } } },
        { "observation.indicator", new() { Observation = new() { Indicator = "indicators/none", Value = 1 } } },
        { "agreement.centre", new() { Agreement = new() { Centre = "centres/none" } } },
        { "partnership.partnership", new() { Partnership = new() { Partnership = "partnerships/XK-ZZ" } } },
    };

    [Theory]
    [MemberData(nameof(Unrecorded))]
    public void An_assumption_about_an_unrecorded_resource_is_rejected_with_its_field(string field, Assumption assumption)
    {
        Assert.Equal([$"assumptions[0].{field}"], Violations(assumption).Select(violation => violation.Field));
        Assert.False(AssumptionReferences.AreRecorded(assumption, World));
    }

    [Fact]
    public void All_invalid_references_are_rejected_at_once() => Assert.Equal(
        ["assumptions[1].position.organization", "assumptions[1].position.subject", "assumptions[1].position.state",
            "assumptions[2].agreement.centre"],
        Violations(
            new() { Recognition = new() { Recognizer = "ES" } }, Position("organizations/osce", subject: "ZZ", state: "ZY"),
            new() { Agreement = new() { Centre = "centres/none" } }).Select(violation => violation.Field));

    [Fact]
    public void Facts_need_not_be_recorded_before() => Assert.Empty(Violations(
        new() { Recognition = new() { Recognizer = "ES", Subject = "AL" } },
        new() { Membership = new() { Organization = Nato, State = "XKX" } },
        Position(Nato), Outcome(Nato),
        new() { Ratification = new() { State = "ES" } },
        new() { Milestone = new() { Milestone = "milestones/path-pfp" } },
        new() { Blocker = new() { Milestone = "milestones/path-pfp", BlockerId = "b1" } },
        new() { Blocker = new() { Milestone = "milestones/path-map" } },
        new() { Observation = new() { Indicator = "indicators/kfor-troops" } },
        new() { Agreement = new() { Centre = "centres/ccdcoe" } },
        new() { Partnership = new() { Partnership = "partnerships/XK-ES" } }));

    [Theory]
    [InlineData("milestones/path-pfP", "; did you mean milestones/path-pfp?")]
    [InlineData("milestones/path-ppf", "; did you mean milestones/path-pfp?")]
    [InlineData("milestones/unheard-of", "")]
    public void The_closest_name_is_suggested(string name, string suggestion) =>
        Assert.Equal(
            $"must name a milestone that is recorded, not {name}{suggestion}",
            Violations(new Assumption { Milestone = new() { Milestone = name } }).Single().Description);

    [Fact]
    public void The_decisions_of_an_organization_and_the_blockers_of_a_milestone_are_listed()
    {
        Assert.Equal(
            "must be a decision for which organizations/nato has a rule (GRANT_MAP), not GRANT_MPA; did you mean GRANT_MAP?",
            Violations(Position(Nato, "GRANT_MPA")).Single().Description);
        Assert.Equal(
            "must be the ID of a blocker of milestones/path-pfp (b1), not b2",
            Violations(new Assumption { Blocker = new() { Milestone = "milestones/path-pfp", BlockerId = "b2" } }).Single().Description);
    }

    static IEnumerable<BadRequest.Types.FieldViolation> Violations(params IReadOnlyList<Assumption> assumptions)
    {
        if (Record.Exception(() => AssumptionReferences.Check(assumptions, World)) is not { } rejection)
        {
            return [];
        }

        return Assert.IsType<ApiException>(rejection).ToRpcException().GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations;
    }

    static Milestone Blocked()
    {
        var milestone = Milestone("path-pfp");
        milestone.Blockers.Add(new Blocker { Id = "b1" });
        return milestone;
    }

    static Assumption Position(string organization, string decision = "GRANT_MAP", string subject = "", string state = "ES") => new()
    {
        Position = new()
        {
            Organization = organization,
            Decision = decision,
            Subject = subject,
            State = state,
            Stance = AssumedStance.Support,
        },
    };

    static Assumption Outcome(string organization, string decision = "GRANT_MAP", string subject = "") => new()
    {
        Outcome = new() { Organization = organization, Decision = decision, Subject = subject, Outcome = AssumedOutcome.Adopted },
    };
}
