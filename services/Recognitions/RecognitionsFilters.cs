using KosovoNato.Rules.ValidTime;
using KosovoNato.Serving.Requests;

namespace KosovoNato.Recognitions;

/// <summary>The filters of List, Watch and Diff.</summary>
static class RecognitionsFilters
{
    public static ResourceFilters All { get; } = new ResourceFilters(RecognitionsModule.Schema)
        .WithTypes((RecognitionsFilter filter, FieldViolations at) => FilterChecks.Listed(filter.ResourceTypes, at, "resource_types"))
        .Add((StateFilter filter, FilterScope scope) => new FilterConditions<State>(scope.Violations)
            .Codes(filter.Codes, "codes", state => ResourceNames.Id(state.Name))
            .Flag(filter.HasUnMember ? filter.UnMember : null, state => state.UnMember)
            .Matches)
        .Add((OrganizationFilter filter, FilterScope scope) => new FilterConditions<Organization>(scope.Violations)
            .Listed(filter.Kinds, "kinds", organization => organization.Kind)
            .Matches)
        .Add((SourceFilter filter, FilterScope scope) => new FilterConditions<Source>(scope.Violations)
            .Listed(filter.Kinds, "kinds", source => source.Kind)
            .Matches)
        .Add((CountingRuleFilter filter, FilterScope scope) => new FilterConditions<CountingRule>(scope.Violations)
            .Names("countingRules", filter.Names, "names", rule => rule.Name)
            .Matches)
        .Add((MembershipFilter filter, FilterScope scope) => new FilterConditions<Membership>(scope.Violations)
            .Names("organizations", filter.Organizations, "organizations", membership => ResourceNames.Parent(membership.Name))
            .Codes(filter.States, "states", membership => ResourceNames.Id(membership.Name, 1))
            .Listed(scope.Day.For(filter.Roles), "roles", (membership, roles) => HasRole(membership, roles.Contains, scope))
            .Matches)
        .Add((QuestionFilter filter, FilterScope scope) => new FilterConditions<Question>(scope.Violations)
            .Names("organizations", filter.Organizations, "organizations", question => question.Organization)
            .UpperSnake(filter.Decisions, "decisions", question => question.Decision)
            .Codes(filter.Subjects, "subjects", question => question.Subject)
            .Listed(filter.Statuses, "statuses", question => question.Status)
            .Matches)
        .Add((PositionFilter filter, FilterScope scope) => new FilterConditions<Position>(scope.Violations)
            .Names("questions", filter.Questions, "questions", position => ResourceNames.Parent(position.Name))
            .Codes(filter.States, "states", position => ResourceNames.Id(position.Name, 1))
            .Listed(scope.Day.For(filter.Stances), "stances",
                (position, stances) => StanceIn(position, scope) is { } held && stances.Contains(held.Stance))
            .Matches)
        .Add((BallotFilter filter, FilterScope scope) => Ballots(filter, scope.Violations).Matches)
        .Add((RecognitionFilter filter, FilterScope scope) => Recognitions(filter, scope.Violations).Matches);

    static FilterConditions<Recognition> Recognitions(RecognitionFilter filter, FieldViolations at)
    {
        var conditions = new FilterConditions<Recognition>(at)
            .Codes(filter.Recognizers, "recognizers", recognition => recognition.Recognizer)
            .Codes(filter.Subjects, "subjects", recognition => recognition.Subject)
            .Listed(filter.Statuses, "statuses", recognition => recognition.Status)
            .Listed(filter.Confidences, "confidences",
                recognition => recognition.Acts.Select(act => act.Evidence.Confidence).Append(recognition.Evidence.Confidence))
            .Flag(filter.HasContested ? filter.Contested : null, recognition => recognition.Contested);
        return InRange(
            conditions, filter.RecognizedFrom, filter.RecognizedTo, at, "recognized", recognition => recognition.RecognizedOn);
    }

    static FilterConditions<Ballot> Ballots(BallotFilter filter, FieldViolations at)
    {
        var conditions = new FilterConditions<Ballot>(at)
            .Names("questions", filter.Questions, "questions", ballot => ResourceNames.Parent(ballot.Name))
            .UpperSnake(filter.Bodies, "bodies", ballot => ballot.Body);
        var states = FilterChecks.Codes(filter.States, at, "states");
        var choices = FilterChecks.Listed(filter.Choices, at, "choices");
        if (states is not null || choices is not null)
        {
            conditions.Where(ballot =>
                ballot.Choices.Any(voted => states?.Contains(voted.State) != false && choices?.Contains(voted.Choice) != false)
                || (choices is null && ballot.Delegations.Any(sent => states!.Contains(sent.State))));
        }

        return InRange(conditions, filter.HeldFrom, filter.HeldTo, at, "held", ballot => ballot.Date);
    }

    /// <summary>Adds a condition on a date, which a partial date meets with its first day and an empty date never.</summary>
    /// <param name="field">The name of the fields without _from and _to.</param>
    static FilterConditions<T> InRange<T>(
        FilterConditions<T> conditions, string earliest, string latest, FieldViolations at, string field, Func<T, string> of)
    {
        var from = DateChecks.CheckDay(earliest, at, $"{field}_from")?.First;
        var to = DateChecks.CheckDay(latest, at, $"{field}_to")?.First;
        at.Require(from is null || to is null || from <= to, $"{field}_to", $"must not be before `{field}_from`");
        return from is null && to is null ? conditions : conditions.Where(resource =>
            PartialDate.ParseKnown(of(resource))?.First is { } day && (from is null || day >= from) && (to is null || day <= to));
    }

    static bool HasRole(Membership membership, Func<MembershipRole, bool> role, FilterScope scope)
    {
        var day = scope.Day.Value;
        return MembershipPeriods.RoleOn(AsOfResources.Project(membership, day, scope.Reading), day, role) == HoldsRole.Yes;
    }

    static StancePeriod? StanceIn(Position position, FilterScope scope)
    {
        var day = scope.Day.Value;
        return StancePeriods.On(AsOfResources.Project(position, day, scope.Reading), day);
    }
}
