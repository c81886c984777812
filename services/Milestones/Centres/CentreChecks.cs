namespace KosovoNato.Milestones.Centres;

/// <summary>What a centre and the steps of its accreditation must be like.</summary>
static class CentreChecks
{
    const int MostDomains = 20;
    const int MostSteps = 20;

    public static void Check(Centre? centre, Fields fields, Violations violations)
    {
        if (centre is null)
        {
            violations.Add("centre", "is required: it holds the name and the values");
            return;
        }

        var at = violations.At("centre");
        Names.Check("centres", centre.Name, at);
        CheckPlace(centre, fields, at);
        if (fields.Has("display_name"))
        {
            Values.CheckTitle(centre.DisplayName, 200, at, "display_name");
        }

        if (fields.Has("short_name"))
        {
            Values.CheckText(centre.ShortName, 40, at, "short_name");
        }

        if (fields.Has("domains"))
        {
            CheckDomains(centre.Domains, at);
        }

        if (fields.Has("established_on"))
        {
            Dates.CheckKnown(centre.EstablishedOn, at, "established_on");
        }

        if (fields.Has("evidence"))
        {
            Evidences.Check(centre.Evidence, at);
        }

        if (fields.Has("note"))
        {
            Values.CheckNote(centre.Note, at);
        }

        if (fields.Has("corrections"))
        {
            Corrections.Check(centre.Corrections, at);
        }

        if (fields == Fields.All)
        {
            CheckSteps(centre.Steps, at);
        }
    }

    public static void CheckStep(AccreditationStep step, Violations violations)
    {
        Values.CheckListed(step.Stage, violations, "stage");
        Dates.CheckKnown(step.On, violations, "on");
        Evidences.Check(step.Evidence, violations);
    }

    /// <summary>Brings a centre into the form in which it is kept: its steps in the order of the procedure.</summary>
    public static void Keep(Centre centre)
    {
        centre.Host = Codes.Canonical(centre.Host);
        centre.Evidence = Evidences.Kept(centre.Evidence);
        AccreditationStep[] steps = [.. centre.Steps.OrderBy(step => step.Stage)];
        centre.Steps.Clear();
        foreach (var step in steps)
        {
            step.Evidence = Evidences.Kept(step.Evidence);
            centre.Steps.Add(step);
        }
    }

    static void CheckPlace(Centre centre, Fields fields, Violations violations)
    {
        if (fields.Has("host"))
        {
            Codes.Check(centre.Host, violations, "host");
        }

        if (fields.Has("city"))
        {
            Values.CheckText(centre.City, 100, violations, "city");
        }
    }

    static void CheckDomains(IReadOnlyList<string> domains, Violations violations)
    {
        Values.CheckCount(domains.Count, MostDomains, violations, "domains");
        for (var i = 0; i < Math.Min(domains.Count, MostDomains); i++)
        {
            Names.CheckId(domains[i], violations, $"domains[{i}]");
            violations.Require(!domains.Take(i).Contains(domains[i]), $"domains[{i}]", "must be unique in the centre");
        }
    }

    static void CheckSteps(IReadOnlyList<AccreditationStep> steps, Violations violations)
    {
        Values.CheckCount(steps.Count, MostSteps, violations, "steps");
        for (var i = 0; i < Math.Min(steps.Count, MostSteps); i++)
        {
            var at = violations.At($"steps[{i}]");
            CheckStep(steps[i], at);
            at.Require(steps.Take(i).All(earlier => earlier.Stage != steps[i].Stage), "stage", "must be unique in the centre");
        }
    }
}
