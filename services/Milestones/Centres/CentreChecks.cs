namespace KosovoNato.Milestones.Centres;

/// <summary>What a centre and the steps of its accreditation must be like.</summary>
static class CentreChecks
{
    const int MaxDomains = 20;
    const int MaxSteps = 20;

    public static void Check(Centre? centre, FieldSelection fields, FieldViolations violations)
    {
        if (centre is null)
        {
            violations.Add("centre", "is required: it holds the name and the values");
            return;
        }

        var at = violations.At("centre");
        MilestoneNames.Check("centres", centre.Name, at);
        CheckPlace(centre, fields, at);
        if (fields.Has("display_name"))
        {
            ValueChecks.CheckTitle(centre.DisplayName, 200, at, "display_name");
        }

        if (fields.Has("short_name"))
        {
            ValueChecks.CheckText(centre.ShortName, 40, at, "short_name");
        }

        if (fields.Has("domains"))
        {
            CheckDomains(centre.Domains, at);
        }

        if (fields.Has("established_on"))
        {
            DateChecks.CheckKnown(centre.EstablishedOn, at, "established_on");
        }

        if (fields.Has("evidence"))
        {
            EvidenceChecks.Check(centre.Evidence, at);
        }

        if (fields.Has("note"))
        {
            ValueChecks.CheckNote(centre.Note, at);
        }

        if (fields.Has("corrections"))
        {
            Corrections.Check(centre.Corrections, at);
        }

        if (fields == FieldSelection.All)
        {
            CheckSteps(centre.Steps, at);
        }
    }

    public static void CheckStep(AccreditationStep step, FieldViolations violations)
    {
        ValueChecks.CheckListed(step.Stage, violations, "stage");
        DateChecks.CheckKnown(step.On, violations, "on");
        EvidenceChecks.Check(step.Evidence, violations);
    }

    /// <summary>Brings a centre into the form in which it is kept: its steps in the order of the procedure.</summary>
    public static void Keep(Centre centre)
    {
        centre.Host = StateCodes.Canonical(centre.Host);
        centre.Evidence = EvidenceChecks.Normalized(centre.Evidence);
        AccreditationStep[] steps = [.. centre.Steps.OrderBy(step => step.Stage)];
        centre.Steps.Clear();
        foreach (var step in steps)
        {
            step.Evidence = EvidenceChecks.Normalized(step.Evidence);
            centre.Steps.Add(step);
        }
    }

    static void CheckPlace(Centre centre, FieldSelection fields, FieldViolations violations)
    {
        if (fields.Has("host"))
        {
            StateCodes.Check(centre.Host, violations, "host");
        }

        if (fields.Has("city"))
        {
            ValueChecks.CheckText(centre.City, 100, violations, "city");
        }
    }

    static void CheckDomains(IReadOnlyList<string> domains, FieldViolations violations)
    {
        ValueChecks.CheckCount(domains.Count, MaxDomains, violations, "domains");
        for (var i = 0; i < Math.Min(domains.Count, MaxDomains); i++)
        {
            MilestoneNames.CheckId(domains[i], violations, $"domains[{i}]");
            violations.Require(!domains.Take(i).Contains(domains[i]), $"domains[{i}]", "must be unique in the centre");
        }
    }

    static void CheckSteps(IReadOnlyList<AccreditationStep> steps, FieldViolations violations)
    {
        ValueChecks.CheckCount(steps.Count, MaxSteps, violations, "steps");
        for (var i = 0; i < Math.Min(steps.Count, MaxSteps); i++)
        {
            var at = violations.At($"steps[{i}]");
            CheckStep(steps[i], at);
            at.Require(steps.Take(i).All(earlier => earlier.Stage != steps[i].Stage), "stage", "must be unique in the centre");
        }
    }
}
