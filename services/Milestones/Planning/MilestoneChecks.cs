using KosovoNato.Milestones.Blockers;
using KosovoNato.Milestones.Dependencies;
using KosovoNato.Rules.Criteria;

namespace KosovoNato.Milestones.Planning;

/// <summary>What a milestone must be like.</summary>
static class MilestoneChecks
{
    public static void Check(Milestone milestone, FieldSelection fields, FieldViolations violations)
    {
        MilestoneNames.Check("milestones", milestone.Name, violations);
        if (fields.Has("track"))
        {
            MilestoneNames.CheckId(milestone.Track, violations, "track");
        }

        if (fields.Has("title"))
        {
            ValueChecks.CheckTitle(milestone.Title, 300, violations, "title");
        }

        if (fields.Has("kind"))
        {
            ValueChecks.CheckListed(milestone.Kind, violations, "kind");
        }

        if (fields.Has("other_dates"))
        {
            EvidenceChecks.CheckClaims(milestone.OtherDates, violations);
        }

        if (fields.Has("criterion") && milestone.Criterion is { } criterion)
        {
            CriterionChecks.Check(criterion, violations, "criterion");
        }

        if (fields.Has("seed_wording"))
        {
            violations.Require(Enum.IsDefined(milestone.SeedWording), "seed_wording", $"must be unset or one of {string.Join(", ", EnumNames.All<SeedWording>())}");
        }

        if (fields.Has("accession_step"))
        {
            violations.Require(Enum.IsDefined(milestone.AccessionStep), "accession_step",
                $"must be unset or one of {string.Join(", ", EnumNames.All<AccessionStep>())}");
        }

        if (fields.Has("evidence"))
        {
            EvidenceChecks.Check(milestone.Evidence, violations);
        }

        if (fields.Has("note"))
        {
            ValueChecks.CheckNote(milestone.Note, violations);
        }

        if (fields.Has("corrections"))
        {
            Corrections.Check(milestone.Corrections, violations);
        }
    }

    /// <summary>What only the proposal of a milestone has; later it is changed by writes of its own.</summary>
    public static void CheckProposed(Milestone milestone, FieldViolations violations)
    {
        if (milestone.Subject.Length > 0)
        {
            StateCodes.Check(milestone.Subject, violations, "subject");
        }

        DateChecks.CheckKnown(milestone.TargetOn, violations, "target_on");
        DependencyChecks.CheckAll(milestone, violations);
        BlockerChecks.CheckAll(milestone.Blockers, violations);
        RequireUnset(milestone.Etag.Length == 0, "etag");
        RequireUnset(milestone.Status == MilestoneStatus.Unspecified, "status");
        RequireUnset(milestone.Moves.Count == 0, "moves");
        RequireUnset(milestone.AchievedOn.Length == 0, "achieved_on");
        RequireUnset(milestone.BaselineTargetOn.Length == 0, "baseline_target_on");
        RequireUnset(milestone.Outlook is null, "outlook");

        void RequireUnset(bool isUnset, string field) =>
            violations.Require(isUnset, field, "must be empty: the service sets it. A milestone is proposed, and moves by further writes");
    }

    /// <summary>Brings a milestone into the form in which it is kept.</summary>
    public static void Keep(Milestone milestone)
    {
        milestone.Evidence = EvidenceChecks.Normalized(milestone.Evidence);
        EvidenceChecks.Normalize(milestone.OtherDates);
        milestone.Criterion = milestone.Criterion is { } criterion ? CriterionChecks.Kept(criterion) : null;
    }
}
