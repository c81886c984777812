using KosovoNato.Milestones.Questions;

namespace KosovoNato.Milestones.Precedents;

/// <summary>Answers how long other countries took from one step to another, and where a state stands between them.</summary>
static class BenchmarkPrecedents
{
    public static readonly Question<BenchmarkPrecedentsRequest, BenchmarkPrecedentsResponse> Question = new(Check, Answer);

    static void Check(BenchmarkPrecedentsRequest request, Violations violations)
    {
        Values.CheckListed(request.FromStep, violations, "from_step");
        Values.CheckListed(request.ToStep, violations, "to_step");
        violations.Require(request.FromStep != request.ToStep || !Values.IsListed(request.ToStep), "to_step", "must be another step than from_step");
        if (request.Subject.Length > 0)
        {
            Codes.Check(request.Subject, violations, "subject");
        }
    }

    static BenchmarkPrecedentsResponse Answer(BenchmarkPrecedentsRequest request, World world)
    {
        var subject = Subjects.Or(request.Subject);
        List<Precedent> others = [.. world.Resources.Under<Precedent>().Where(precedent => Names.Id(precedent.Name) != subject)];
        List<Precedent> begun = [.. others.Where(precedent => Steps.Find(precedent, request.FromStep) is not null)];
        List<int> days = [.. others.Select(precedent => Steps.DaysBetween(precedent, request.FromStep, request.ToStep)).OfType<int>()];
        var where = Where(subject, request.FromStep, request.ToStep, days, world);
        return new()
        {
            Countries = { begun.Select(precedent => Of(precedent, request.FromStep, request.ToStep, world)) },
            Duration = Durations.Of(days),
            Subject = where,
            Bases =
            {
                begun.Select(precedent => Steps.BasisOf(precedent, request.FromStep, request.ToStep, world)),
                new[] { where.FromMilestone, where.ToMilestone }.Where(id => id.Length > 0).SelectMany(id => world.Bases.Of(World.Reached(id))),
            },
            AsOf = world.AsOf,
            Revision = world.Revision,
            Followed = { world.Followed },
        };
    }

    static PrecedentBenchmark Of(Precedent precedent, AccessionStep from, AccessionStep to, World world)
    {
        var (first, second) = (Steps.Find(precedent, from)!, Steps.Find(precedent, to));
        var (begin, end) = (Steps.DayOf(first), second is null ? world.Day : Steps.DayOf(second));
        return new()
        {
            State = Names.Id(precedent.Name),
            FromOn = first.On,
            ToOn = second?.On ?? "",
            Days = Steps.Days(begin, end),
            Open = second is null,
            SkippedSteps = { Steps.Skipped(precedent, from, to) },
            BlockedSpans = { BlockedSpans.Between(world.Undated.Find<Precedent>(precedent.Name)!, precedent, begin, end, world.Day) },
        };
    }

    static BenchmarkSubject Where(string subject, AccessionStep from, AccessionStep to, List<int> others, World world)
    {
        var (first, second) = (StandsFor(from), StandsFor(to));
        var answer = new BenchmarkSubject
        {
            State = subject,
            FromMilestone = first is null ? "" : Names.Id(first.Name),
            FromOn = first?.AchievedOn ?? "",
            ToMilestone = second is null ? "" : Names.Id(second.Name),
            ToOn = second?.AchievedOn ?? "",
        };
        // Where the second was reached on a day that is not known, nobody can say how long it took.
        if (PartialDate.ParseKnown(answer.FromOn) is { } begin && (second?.Status != MilestoneStatus.Achieved || answer.ToOn.Length > 0))
        {
            answer.Days = Steps.Days(begin.First, PartialDate.ParseKnown(answer.ToOn)?.First ?? world.Day);
            if (others.Count > 0)
            {
                answer.LongerThan = (double)others.Count(days => days < answer.Days) / others.Count;
            }
        }

        return answer;

        // Of several it is the one that was reached, then the first by name.
        Milestone? StandsFor(AccessionStep step) => world.Milestones
            .Where(milestone => milestone.Subject == subject && milestone.AccessionStep == step)
            .OrderBy(milestone => milestone.Status != MilestoneStatus.Achieved)
            .FirstOrDefault();
    }
}
