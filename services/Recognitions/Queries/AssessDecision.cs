using KosovoNato.Recognitions.Questions;
using KosovoNato.Rules.Ballots;
using KosovoNato.Rules.Transitions;

namespace KosovoNato.Recognitions.Queries;

/// <summary>
/// Assesses whether an organization would take a decision, which members block it, and what would have to change. Only a recorded outcome
/// changes a question; this query does not.
/// </summary>
static class AssessDecision
{
    public static readonly Query<AssessDecisionRequest, RecognitionScenario, AssessDecisionResponse> Query = new(Check, Answer);

    static void Check(AssessDecisionRequest request, FieldViolations violations)
    {
        NameChecks.Check("organizations", request.Organization, violations, "organization");
        ValueChecks.CheckUpperSnake(request.Decision, violations, "decision");
        StateCodes.CheckOptional(request.Subject, violations, "subject");
        ValueChecks.CheckOptional(request.Basis, violations, "basis");
        AssumptionChecks.Check(
            request.Assumptions, violations,
            request.Basis == DecisionBasis.RecognitionAlone ? AssumptionChecks.OfCounts : AssumptionChecks.OfDecisions);
    }

    static AssessDecisionResponse Answer(AssessDecisionRequest request, RecognitionScenario world)
    {
        var organization = world.Get<Organization>(request.Organization);
        var rule = DecisionRuleLookup.Get(organization, request.Decision, organization.Name);
        var subject = DefaultSubject.OrDefault(request.Subject);
        world.Get<State>(ResourceNames.State(subject));
        var basis = request.Basis == DecisionBasis.Unspecified ? DecisionBasis.BehaviorFirst : request.Basis;
        var assessment = Assess(basis);
        var other = Assess(basis == DecisionBasis.BehaviorFirst ? DecisionBasis.RecognitionAlone : DecisionBasis.BehaviorFirst);
        // The change consists of positions, which do not affect an assessment by recognition alone.
        var change = basis == DecisionBasis.RecognitionAlone
            ? SmallestDecisionChange.None
            : Acceptable(SmallestDecisionChange.Of(assessment, request.Organization, subject), world);
        var answer = new AssessDecisionResponse
        {
            Verdict = assessment.Verdict,
            Rule = rule,
            Stances = { AssessedStanceMapper.Of(assessment, organization, subject, world.IsAssumed) },
            BlockingStates = { CodesOf(assessment.BlockingMembers) },
            InferredBlockingCount = assessment.InferredBlockingCount,
            UnknownStates = { CodesOf(assessment.UnknownMembers) },
            UnrecordedSeatCount = assessment.UnrecordedSeats,
            StanceCounts = CountsOf(assessment.Stances),
            SmallestChange = { change.Assumptions },
            SmallestChangeStates = { change.Candidates },
            SupportingFacts = { world.Bases.Of(assessment, organization, subject) },
            AsOf = world.AsOf,
            Revision = world.Provenance.Revision,
            Basis = basis,
            InferenceBacktest = assessment.Stances.Any(stance => stance.Basis == AssessedStanceBasis.Inferred)
                ? InferenceBacktest.TotalOf(subject, world.Facts)
                : null,
            OtherBasisVerdict = other.Verdict != assessment.Verdict ? other.Verdict : Verdict.Unspecified,
        };
        SetOptional(answer, assessment);
        SetQuestion(answer, assessment.Question, world);
        return answer;

        DecisionAssessment Assess(DecisionBasis from) =>
            DecisionCalculator.Assess(world.Facts, request.Organization, rule.Decision, subject, request.SilenceProcedure, from)
            ?? throw new InvalidOperationException($"{organization.Name} has a rule of an unknown kind for {rule.Decision}.");
    }

    /// <summary>
    /// The change, unless a request could not assume it: a permanent member of the Security Council need not be recorded.
    /// </summary>
    static SmallestDecisionChange Acceptable(SmallestDecisionChange change, RecognitionScenario world) =>
        change.Assumptions.All(assumption => AssumptionReferences.AreRecorded(assumption, world.Resources))
            ? change
            : SmallestDecisionChange.None;

    static void SetOptional(AssessDecisionResponse answer, DecisionAssessment assessment)
    {
        if (assessment.NeededCount is { } needed)
        {
            answer.NeededCount = needed;
        }

        if (assessment.RequiredVotes is { } threshold)
        {
            answer.RequiredVotes = threshold;
        }
    }

    /// <summary>Sets the question unless it exists only as an assumption.</summary>
    static void SetQuestion(AssessDecisionResponse answer, Question? question, RecognitionScenario world)
    {
        if (question is not null && world.Provenance.RevisionOf(question.Name) > 0)
        {
            answer.Question = question.Name;
            answer.RecordedOutcome = QuestionTransitions.IsOutcome(question.Status) ? question.Status : QuestionStatus.Unspecified;
        }
    }

    static StanceCounts CountsOf(IEnumerable<MemberStance> stances)
    {
        var counts = stances.CountBy(stance => stance.Leaning).ToDictionary();
        return new()
        {
            Support = counts.GetValueOrDefault(CountedStance.Support),
            NoObjection = counts.GetValueOrDefault(CountedStance.NoObjection),
            Abstain = counts.GetValueOrDefault(CountedStance.Abstain),
            Oppose = counts.GetValueOrDefault(CountedStance.Oppose),
            Unknown = counts.GetValueOrDefault(CountedStance.Unknown),
        };
    }

    static IEnumerable<string> CodesOf(IEnumerable<MemberStance> stances) => stances.Select(stance => stance.State);
}
