using System.Collections.Frozen;
using Google.Protobuf.Collections;
using Fact = KosovoNato.Assumptions.V1.Assumption.FactOneofCase;

namespace KosovoNato.Rules.Validation;

/// <summary>Validation rules for the assumptions of a request.</summary>
public static class AssumptionChecks
{
    // Large enough to send back any smallest change: the largest electorate has 193 members.
    public const int MaxAssumptions = 200;

    /// <summary>The assumptions that affect recognition.</summary>
    public static FrozenSet<Fact> OfRecognitions { get; } = FrozenSet.Create(Fact.Recognition);

    /// <summary>The assumptions that affect a count of recognitions.</summary>
    public static FrozenSet<Fact> OfCounts { get; } = FrozenSet.Create(Fact.Recognition, Fact.Membership);

    /// <summary>
    /// The assumptions that affect the assessment of a decision. Outcomes do not: the verdict is about the members' stances.
    /// </summary>
    public static FrozenSet<Fact> OfDecisions { get; } = FrozenSet.Create(Fact.Recognition, Fact.Membership, Fact.Position);

    public static FrozenSet<Fact> All { get; } = Enum.GetValues<Fact>().Where(fact => fact != Fact.None).ToFrozenSet();

    /// <param name="known">The kinds of assumptions that affect the query; others are rejected.</param>
    public static void Check(
        RepeatedField<Assumption> assumptions, FieldViolations violations, IReadOnlySet<Fact> known, string field = "assumptions")
    {
        ValueChecks.CheckCount(assumptions.Count, MaxAssumptions, violations, field);
        for (var i = 0; i < Math.Min(assumptions.Count, MaxAssumptions); i++)
        {
            var at = violations.At($"{field}[{i}]");
            DateChecks.CheckDay(assumptions[i].ValidFrom, at, "valid_from");
            if (known.Contains(assumptions[i].FactCase))
            {
                CheckFact(assumptions[i], at);
            }
            else
            {
                violations.Add($"{field}[{i}]", "must be one of "
                    + $"{string.Join(", ", known.Order().Select(EnumNames.Of))}; other assumptions do not affect this method");
            }
        }
    }

    static void CheckFact(Assumption assumption, FieldViolations at)
    {
        switch (assumption.FactCase)
        {
            case Fact.Recognition:
                Check(assumption.Recognition, at.At("recognition"));
                break;
            case Fact.Membership:
                Check(assumption.Membership, at.At("membership"));
                break;
            case Fact.Position:
                CheckDecision(
                    assumption.Position.Organization, assumption.Position.Decision, assumption.Position.Subject, at.At("position"));
                StateCodes.Check(assumption.Position.State, at, "position.state");
                ValueChecks.CheckListed(assumption.Position.Stance, at, "position.stance");
                break;
            case Fact.Outcome:
                CheckDecision(assumption.Outcome.Organization, assumption.Outcome.Decision, assumption.Outcome.Subject, at.At("outcome"));
                at.Require(assumption.Outcome.Outcome is AssumedOutcome.Adopted or AssumedOutcome.Rejected or AssumedOutcome.NoConsensus,
                    "outcome.outcome", "must be ADOPTED, REJECTED or NO_CONSENSUS");
                break;
            case Fact.Ratification:
                CheckPair(assumption.Ratification.State, assumption.Ratification.Subject, at.At("ratification"), "state");
                break;
            case Fact.Milestone:
                NameChecks.Check("milestones", assumption.Milestone.Milestone, at, "milestone.milestone");
                CheckOptional(assumption.Milestone.Status, at, "milestone.status");
                break;
            case Fact.Blocker:
                NameChecks.Check("milestones", assumption.Blocker.Milestone, at, "blocker.milestone");
                at.Require(assumption.Blocker.BlockerId.Length == 0 || ResourceId.IsValid(assumption.Blocker.BlockerId),
                    "blocker.blocker_id",
                    "must be the ID of a blocker, for example b1, or empty for all blockers");
                break;
            case Fact.Observation:
                NameChecks.Check("indicators", assumption.Observation.Indicator, at, "observation.indicator");
                at.Require(double.IsFinite(assumption.Observation.Value), "observation.value", "must be a finite number");
                break;
            case Fact.Agreement:
                NameChecks.Check("centres", assumption.Agreement.Centre, at, "agreement.centre");
                break;
            case Fact.Partnership:
                NameChecks.CheckPair("partnerships", assumption.Partnership.Partnership, at, "partnership.partnership");
                break;
        }
    }

    static void Check(RecognitionAssumption recognition, FieldViolations at)
    {
        CheckPair(recognition.Recognizer, recognition.Subject, at, "recognizer");
        at.Require(recognition.Status is AssumedRecognitionStatus.Unspecified or AssumedRecognitionStatus.Recognized
            or AssumedRecognitionStatus.Withdrawn
            or AssumedRecognitionStatus.NotRecognized,
            "status", "must be RECOGNIZED, WITHDRAWN or NOT_RECOGNIZED, or unset for RECOGNIZED");
    }

    static void Check(MembershipAssumption membership, FieldViolations at)
    {
        NameChecks.Check("organizations", membership.Organization, at, "organization");
        StateCodes.Check(membership.State, at, "state");
        CheckOptional(membership.Role, at, "role");
        at.Require(!membership.Ended || membership.Role == AssumedMembershipRole.Unspecified, "role",
            "must be unset if `ended` is set: a state that has left has no role");
    }

    static void CheckDecision(string organization, string decision, string subject, FieldViolations at)
    {
        NameChecks.Check("organizations", organization, at, "organization");
        ValueChecks.CheckUpperSnake(decision, at, "decision");
        StateCodes.CheckOptional(subject, at, "subject");
    }

    /// <summary>Checks a state, and another state that it recognizes or whose accession it ratifies.</summary>
    static void CheckPair(string state, string subject, FieldViolations at, string field)
    {
        StateCodes.Check(state, at, field);
        StateCodes.CheckOptional(subject, at, "subject");
        at.Require(StateCodes.Canonical(state) != DefaultSubject.OrDefault(subject), field,
            $"must differ from `subject`, which is {DefaultSubject.Default} if unset");
    }

    static void CheckOptional<TEnum>(TEnum value, FieldViolations at, string field) where TEnum : struct, Enum =>
        at.Require(Enum.IsDefined(value), field, $"must be one of {string.Join(", ", EnumNames.All<TEnum>())}, or unset");
}
