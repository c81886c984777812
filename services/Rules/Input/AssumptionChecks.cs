using System.Collections.Frozen;
using Google.Protobuf.Collections;
using KosovoNato.Platform.Store;
using Fact = KosovoNato.Assumptions.V1.Assumption.FactOneofCase;

namespace KosovoNato.Rules.Input;

/// <summary>What the assumptions of a request must be like.</summary>
public static class AssumptionChecks
{
    // So that whatever is said to be a smallest change can be given back: the largest electorate has 193 members.
    public const int MostAssumptions = 200;

    /// <summary>What a count of recognitions looks at.</summary>
    public static FrozenSet<Fact> OfCounts { get; } = FrozenSet.Create(Fact.Recognition, Fact.Membership);

    /// <summary>What the assessment of a decision looks at. An outcome is not among it: the verdict is about where members stand.</summary>
    public static FrozenSet<Fact> OfDecisions { get; } = FrozenSet.Create(Fact.Recognition, Fact.Membership, Fact.Position);

    public static FrozenSet<Fact> All { get; } = Enum.GetValues<Fact>().Where(fact => fact != Fact.None).ToFrozenSet();

    /// <param name="known">The kinds of facts that the question knows of; others are refused.</param>
    public static void Check(RepeatedField<Assumption> assumptions, Violations violations, IReadOnlySet<Fact> known, string field = "assumptions")
    {
        Values.CheckCount(assumptions.Count, MostAssumptions, violations, field);
        for (var i = 0; i < Math.Min(assumptions.Count, MostAssumptions); i++)
        {
            var at = violations.At($"{field}[{i}]");
            Dates.CheckDay(assumptions[i].On, at, "on");
            if (known.Contains(assumptions[i].FactCase))
            {
                CheckFact(assumptions[i], at);
            }
            else
            {
                violations.Add($"{field}[{i}]", $"must suppose one of {string.Join(", ", known.Order().Select(Words.Of))}: nothing else matters to this question");
            }
        }
    }

    static void CheckFact(Assumption assumption, Violations at)
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
                CheckDecision(assumption.Position.Organization, assumption.Position.Decision, assumption.Position.Subject, at.At("position"));
                Codes.Check(assumption.Position.State, at, "position.state");
                Values.CheckListed(assumption.Position.Stance, at, "position.stance");
                break;
            case Fact.Outcome:
                CheckDecision(assumption.Outcome.Organization, assumption.Outcome.Decision, assumption.Outcome.Subject, at.At("outcome"));
                at.Require(assumption.Outcome.Outcome is AssumedOutcome.Adopted or AssumedOutcome.Rejected or AssumedOutcome.NoConsensus,
                    "outcome.outcome", "must be ADOPTED, REJECTED or NO_CONSENSUS");
                break;
            case Fact.Ratification:
                CheckPair(assumption.Ratification.By, assumption.Ratification.Subject, at.At("ratification"), "by");
                break;
            case Fact.Milestone:
                CheckId(assumption.Milestone.Milestone, at, "milestone.milestone");
                CheckOptional(assumption.Milestone.Status, at, "milestone.status");
                break;
            case Fact.Blocker:
                CheckId(assumption.Blocker.Milestone, at, "blocker.milestone");
                at.Require(assumption.Blocker.Blocker.Length == 0 || ResourceId.IsValid(assumption.Blocker.Blocker), "blocker.blocker",
                    "must be the id of a blocker, such as b1, or empty for all of them");
                break;
            case Fact.Observation:
                CheckId(assumption.Observation.Indicator, at, "observation.indicator");
                at.Require(double.IsFinite(assumption.Observation.Value), "observation.value", "must be a finite number");
                break;
            case Fact.Agreement:
                CheckId(assumption.Agreement.Centre, at, "agreement.centre");
                break;
            case Fact.Partnership:
                at.Require(Pairs.IsValid(assumption.Partnership.Partnership), "partnership.partnership", $"must be {Pairs.Rule}");
                break;
        }
    }

    static void Check(RecognitionAssumption recognition, Violations at)
    {
        CheckPair(recognition.Recognizer, recognition.Subject, at, "recognizer");
        at.Require(recognition.Status is AssumedRecognition.Unspecified or AssumedRecognition.Recognized or AssumedRecognition.Withdrawn or AssumedRecognition.NotRecognized,
            "status", "must be RECOGNIZED, WITHDRAWN or NOT_RECOGNIZED, or left out for RECOGNIZED");
    }

    static void Check(MembershipAssumption membership, Violations at)
    {
        CheckId(membership.Organization, at, "organization");
        Codes.Check(membership.State, at, "state");
        CheckOptional(membership.Role, at, "role");
        at.Require(!membership.Ended || membership.Role == AssumedRole.Unspecified, "role", "must be left out where ended is set: who has left has no role");
    }

    static void CheckDecision(string organization, string decision, string subject, Violations at)
    {
        CheckId(organization, at, "organization");
        Values.CheckUpperSnake(decision, at, "decision");
        CheckSubject(subject, at);
    }

    /// <summary>A state, and another one that it recognizes or whose accession it ratifies.</summary>
    static void CheckPair(string state, string subject, Violations at, string field)
    {
        Codes.Check(state, at, field);
        CheckSubject(subject, at);
        at.Require(Codes.Canonical(state) != Subjects.Or(subject), field, $"must be another state than the subject, {Subjects.Default} if that is left out");
    }

    static void CheckSubject(string subject, Violations at)
    {
        if (subject.Length > 0)
        {
            Codes.Check(subject, at, "subject");
        }
    }

    static void CheckOptional<TEnum>(TEnum value, Violations at, string field) where TEnum : struct, Enum =>
        at.Require(Enum.IsDefined(value), field, $"must be one of {string.Join(", ", Words.All<TEnum>())}, or left out");

    static void CheckId(string id, Violations at, string field) =>
        at.Require(ResourceId.IsValid(id), field, $"must be an id of {ResourceId.Rule}");
}
