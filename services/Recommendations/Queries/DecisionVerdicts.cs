using KosovoNato.Rules.Decisions;

namespace KosovoNato.Recommendations.Queries;

/// <summary>Summarizes assessments of decisions.</summary>
static class DecisionVerdicts
{
    public static DecisionVerdict Of(DecisionAssessment assessment)
    {
        var verdict = new DecisionVerdict
        {
            Verdict = assessment.Verdict,
            BlockingStates = { assessment.BlockingMembers.Select(member => member.State) },
            UnknownStates = { assessment.UnknownMembers.Select(member => member.State) },
        };
        if (assessment.NeededCount is { } needed)
        {
            verdict.NeededCount = needed;
        }

        return verdict;
    }
}
