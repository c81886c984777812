namespace KosovoNato.Milestones.Centres;

/// <summary>Validation rules for centres and their accreditation steps.</summary>
static class CentreChecks
{
    const int MaxDomains = 20;
    const int MaxSteps = 20;

    public static void Check(Centre centre, FieldSelection fields, FieldViolations at)
    {
        NameChecks.Check("centres", centre.Name, at);
        new FieldChecks(at, fields)
            .Code("host", centre.Host)
            .Text("city", centre.City, 100)
            .Title("display_name", centre.DisplayName, 200)
            .Text("short_name", centre.ShortName, 40)
            .Check("domains", inside => CheckDomains(centre.Domains, inside))
            .Date("established_on", centre.EstablishedOn)
            .Evidence(centre.Evidence)
            .Note(centre.Note)
            .Corrections(centre.Corrections);
        if (fields == FieldSelection.All)
        {
            var stages = new HashSet<AccreditationStage>();
            ValueChecks.CheckEach(centre.AccreditationSteps, MaxSteps, at, "accreditation_steps", (step, inside) =>
            {
                CheckStep(step, inside);
                inside.Require(stages.Add(step.Stage), "stage", "must be unique in the centre");
            });
        }
    }

    public static void CheckStep(AccreditationStep step, FieldViolations at)
    {
        ValueChecks.CheckListed(step.Stage, at, "stage");
        DateChecks.CheckKnown(step.Date, at, "date");
        EvidenceChecks.Check(step.Evidence, at);
    }

    /// <summary>Normalizes a centre for storage, with its steps in the order of the procedure.</summary>
    public static void Keep(Centre centre)
    {
        centre.Host = StateCodes.Canonical(centre.Host);
        centre.Evidence = EvidenceChecks.Normalized(centre.Evidence);
        AccreditationStep[] steps = [.. centre.AccreditationSteps.OrderBy(step => step.Stage)];
        centre.AccreditationSteps.Clear();
        foreach (var step in steps)
        {
            step.Evidence = EvidenceChecks.Normalized(step.Evidence);
            centre.AccreditationSteps.Add(step);
        }
    }

    static void CheckDomains(IReadOnlyList<string> domains, FieldViolations at)
    {
        ValueChecks.CheckCount(domains.Count, MaxDomains, at, "domains");
        for (var i = 0; i < Math.Min(domains.Count, MaxDomains); i++)
        {
            NameChecks.CheckId(domains[i], at, $"domains[{i}]");
            at.Require(!domains.Take(i).Contains(domains[i]), $"domains[{i}]", "must be unique in the centre");
        }
    }
}
