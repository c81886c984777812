namespace KosovoNato.Milestones.Queries;

/// <summary>Measures how long other states took from one step to another, and compares a state with them.</summary>
static class BenchmarkPrecedents
{
    public static readonly Query<BenchmarkPrecedentsRequest, MilestoneScenario, BenchmarkPrecedentsResponse> Query = new(Check, Answer);

    static void Check(BenchmarkPrecedentsRequest request, FieldViolations violations)
    {
        ValueChecks.CheckListed(request.FromStep, violations, "from_step");
        ValueChecks.CheckListed(request.ToStep, violations, "to_step");
        violations.Require(request.FromStep != request.ToStep || !ValueChecks.IsListed(request.ToStep), "to_step", "must differ "
            + "from `from_step`");
        StateCodes.CheckOptional(request.Subject, violations, "subject");
        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.All);
    }

    static BenchmarkPrecedentsResponse Answer(BenchmarkPrecedentsRequest request, MilestoneScenario world)
    {
        var subject = DefaultSubject.OrDefault(request.Subject);
        world.RequireState(subject);
        List<Precedent> others = [.. world.Resources.List<Precedent>().Where(precedent => ResourceNames.Id(precedent.Name) != subject)];
        List<Precedent> begun = [.. others.Where(precedent => PrecedentSteps.Find(precedent, request.FromStep) is not null)];
        List<int> days = [.. others.Select(precedent => PrecedentSteps.DaysBetween(precedent, request.FromStep, request.ToStep))
            .OfType<int>()];
        var where = Where(subject, request.FromStep, request.ToStep, days, world);
        return new()
        {
            Precedents = { begun.Select(precedent => Of(precedent, request.FromStep, request.ToStep, world)) },
            Duration = Durations.Of(days),
            Subject = where,
            SupportingFacts =
            {
                begun.Select(precedent => PrecedentSteps.BasisOf(precedent, request.FromStep, request.ToStep, world)),
                new[] { where.FromMilestone, where.ToMilestone }.Where(name => name.Length > 0)
                    .SelectMany(name => world.Bases.Of(MilestoneScenario.Reached(name))),
            },
            AsOf = world.AsOf,
            Revision = world.Revision,
            UpstreamRevisions = { world.Followed },
        };
    }

    static PrecedentBenchmark Of(Precedent precedent, AccessionStep from, AccessionStep to, MilestoneScenario world)
    {
        var (first, second) = (PrecedentSteps.Find(precedent, from)!, PrecedentSteps.Find(precedent, to));
        var (begin, end) = (PrecedentSteps.DayOf(first), second is null ? world.Day : PrecedentSteps.DayOf(second));
        return new()
        {
            State = ResourceNames.Id(precedent.Name),
            FromDate = first.Date,
            ToDate = second?.Date ?? "",
            Days = PrecedentSteps.Days(begin, end),
            Incomplete = second is null,
            SkippedSteps = { PrecedentSteps.Skipped(precedent, from, to) },
            BlockedPeriods = { BlockedPeriods.Between(world.AllDates.Find<Precedent>(precedent.Name)!, precedent, begin, end, world.Day) },
        };
    }

    static BenchmarkSubject Where(string subject, AccessionStep from, AccessionStep to, List<int> others, MilestoneScenario world)
    {
        var (first, second) = (StandsFor(from), StandsFor(to));
        var answer = new BenchmarkSubject
        {
            State = subject,
            FromMilestone = first is null ? "" : first.Name,
            FromDate = first?.AchievedOn ?? "",
            ToMilestone = second is null ? "" : second.Name,
            ToDate = second?.AchievedOn ?? "",
        };
        // If the second step was taken on an unknown day, the duration cannot be determined.
        if (PartialDate.ParseKnown(answer.FromDate) is { } begin
            && (second?.Status != MilestoneStatus.Achieved || answer.ToDate.Length > 0))
        {
            answer.Days = PrecedentSteps.Days(begin.First, PartialDate.ParseKnown(answer.ToDate)?.First ?? world.Day);
            if (others.Count > 0)
            {
                answer.PercentRank = (double)others.Count(days => days < answer.Days) / others.Count;
            }
        }

        return answer;

        // Of several milestones, prefer an achieved milestone, then the first by name.
        Milestone? StandsFor(AccessionStep step) => world.Milestones
            .Where(milestone => milestone.Subject == subject && milestone.AccessionStep == step)
            .OrderBy(milestone => milestone.Status != MilestoneStatus.Achieved)
            .FirstOrDefault();
    }
}
