using KosovoNato.Recognitions.Questions;

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
        NameChecks.CheckId(request.Organization, violations, "organization");
        ValueChecks.CheckUpperSnake(request.Decision, violations, "decision");
        StateCodes.CheckOptional(request.Subject, violations, "subject");
        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.OfDecisions);
    }

    static AssessDecisionResponse Answer(AssessDecisionRequest request, RecognitionScenario world)
    {
        var organization = world.Get<Organization>(ResourceNames.Organization(request.Organization));
        var rule = DecisionRuleLookup.Get(organization, request.Decision, organization.Name);
        var subject = DefaultSubject.OrDefault(request.Subject);
        var assessment = DecisionCalculator.Assess(world.Facts, request.Organization, rule.Decision, subject, request.Silence)
            ?? throw new InvalidOperationException($"{organization.Name} has a rule of an unknown kind for {rule.Decision}.");
        var change = SmallestDecisionChange.Of(assessment, request.Organization, subject);
        var answer = new AssessDecisionResponse
        {
            Verdict = assessment.Verdict,
            Rule = rule,
            Stances = { AssessedStanceMapper.Of(assessment, organization, subject, world) },
            Blockers = { CodesOf(assessment.BlockingMembers) },
            InferredBlockers = assessment.InferredBlockingCount,
            Unknowns = { CodesOf(assessment.UnknownMembers) },
            UnrecordedSeats = assessment.UnrecordedSeats,
            Counts = CountsOf(assessment.Stances),
            SmallestChange = { change.Assumptions },
            Candidates = { change.Candidates },
            Bases = { world.Bases.Of(assessment, organization, subject) },
            AsOf = world.AsOf,
            Revision = world.Provenance.Revision,
        };
        SetOptional(answer, assessment);
        SetQuestion(answer, assessment.Question, world);
        return answer;
    }

    static void SetOptional(AssessDecisionResponse answer, DecisionAssessment assessment)
    {
        if (assessment.NeededCount is { } needed)
        {
            answer.Needed = needed;
        }

        if (assessment.RequiredVotes is { } threshold)
        {
            answer.Threshold = threshold;
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
            Support = counts.GetValueOrDefault(Leaning.Support),
            NoObjection = counts.GetValueOrDefault(Leaning.NoObjection),
            Abstain = counts.GetValueOrDefault(Leaning.Abstain),
            Oppose = counts.GetValueOrDefault(Leaning.Oppose),
            Unknown = counts.GetValueOrDefault(Leaning.Unknown),
        };
    }

    static IEnumerable<string> CodesOf(IEnumerable<MemberStance> stances) => stances.Select(stance => stance.State);
}
