using KosovoNato.Assumptions.V1;

namespace KosovoNato.Milestones.Queries;

/// <summary>Finds the milestones that would become ready if a milestone were achieved.</summary>
static class AssessUnlocks
{
    public static readonly Query<AssessUnlocksRequest, MilestoneScenario, AssessUnlocksResponse> Query = new(Check, Answer);

    static void Check(AssessUnlocksRequest request, FieldViolations violations)
    {
        NameChecks.Check("milestones", request.Milestone, violations, "milestone");
        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.All);
    }

    static AssessUnlocksResponse Answer(AssessUnlocksRequest request, MilestoneScenario world)
    {
        var name = request.Milestone;
        world.Get(name);
        var then = world.With(new() { Milestone = new() { Milestone = name, Status = AssumedMilestoneStatus.Achieved } });
        List<(Milestone Now, Milestone Then)> others =
            [.. then.Milestones.Where(milestone => milestone.Name != name)
                .Select(milestone => (world.Get(milestone.Name), milestone))];
        return new()
        {
            Unlocked = { Those(other => Has(other.Then, Readiness.Ready) && !Has(other.Now, Readiness.Ready)) },
            BroughtCloser =
            {
                Those(other => other.Now.Outlook.WaitingFor.Contains(name) && !other.Then.Outlook.WaitingFor.Contains(name)
                    && (Has(other.Then, Readiness.Waiting) || Has(other.Then, Readiness.Blocked))),
            },
            AchievedConditions =
                { Those(other => other.Then.Status == MilestoneStatus.Achieved && other.Now.Status != MilestoneStatus.Achieved) },
            AsOf = world.AsOf,
            Revision = world.Revision,
            UpstreamRevisions = { world.Followed },
        };

        IEnumerable<MilestoneReadiness> Those(Func<(Milestone Now, Milestone Then), bool> which) =>
            others.Where(which).Select(other => MilestoneReadinessMapper.Of(other.Then, then, request.IncludeSupportingFacts));
    }

    static bool Has(Milestone milestone, Readiness readiness) => milestone.Outlook.Readiness == readiness;
}
