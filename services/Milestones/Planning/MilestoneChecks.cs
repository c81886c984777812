using KosovoNato.Milestones.Blockers;
using KosovoNato.Milestones.Dependencies;
using KosovoNato.Rules.Criteria;

namespace KosovoNato.Milestones.Planning;

/// <summary>Validation rules for milestones.</summary>
static class MilestoneChecks
{
    public static void Check(Milestone milestone, FieldSelection fields, FieldViolations at)
    {
        NameChecks.Check("milestones", milestone.Name, at);
        new FieldChecks(at, fields)
            .Reference("track", "tracks", milestone.Track)
            .Title("title", milestone.Title, 300)
            .Listed("kind", milestone.Kind)
            .OtherDates(milestone.OtherDates)
            .Check("criterion", inside => CriterionChecks.CheckOptional(milestone.Criterion, inside, "criterion"))
            .Optional("paper_wording", milestone.PaperWording)
            .Optional("accession_step", milestone.AccessionStep)
            .Evidence(milestone.Evidence)
            .Note(milestone.Note)
            .Corrections(milestone.Corrections);
        if (fields == FieldSelection.All)
        {
            CheckProposed(milestone, at);
        }
    }

    /// <summary>Normalizes a milestone for storage.</summary>
    public static void Keep(Milestone milestone)
    {
        milestone.Evidence = EvidenceChecks.Normalized(milestone.Evidence);
        EvidenceChecks.Normalize(milestone.OtherDates);
        milestone.Criterion = milestone.Criterion is { } criterion ? CriterionChecks.Kept(criterion) : null;
    }

    /// <summary>Checks the fields that only a proposal may set; later, they are changed by other writes.</summary>
    static void CheckProposed(Milestone milestone, FieldViolations at)
    {
        StateCodes.CheckOptional(milestone.Subject, at, "subject");
        DateChecks.CheckKnown(milestone.TargetOn, at, "target_on");
        DependencyChecks.CheckAll(milestone, at);
        ValueChecks.CheckEach(milestone.Blockers, BlockerChecks.MaxBlockers, at, "blockers", BlockerChecks.Check);
        RequireUnset(milestone.Etag.Length == 0, "etag");
        RequireUnset(milestone.Status == MilestoneStatus.Unspecified, "status");
        RequireUnset(milestone.Transitions.Count == 0, "transitions");
        RequireUnset(milestone.AchievedOn.Length == 0, "achieved_on");
        RequireUnset(milestone.BaselineTargetOn.Length == 0, "baseline_target_on");
        RequireUnset(milestone.Outlook is null, "outlook");

        void RequireUnset(bool isUnset, string field) =>
            at.Require(isUnset, field, "must be empty: the service sets it. Other writes change the status of a milestone");
    }
}
