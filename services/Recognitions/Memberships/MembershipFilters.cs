using KosovoNato.Rules.ValidTime;
using KosovoNato.Storage;

namespace KosovoNato.Recognitions.Memberships;

/// <summary>Which memberships a List or a Watch selects.</summary>
static class MembershipFilters
{
    public static ListQuery Of(ListMembershipsRequest request, ReadHandler reader, Schema schema, DateOnly today)
    {
        var violations = new FieldViolations();
        var prefix = ParentNames.Prefix(request.Parent, "organizations", violations);
        var day = RecognitionsRequestMapping.CheckedDay(request, reader, violations) ?? today;
        var matches = Filter(request.Filter, violations.At("filter"), () => day, request.DateReading);
        violations.ThrowIfAny();
        return new(schema.TypeOf<Membership>(), prefix) { Matches = matches is null ? null : record => matches(record.As<Membership>()) };
    }

    /// <summary>Returns the predicate for the filter, or null if the filter selects everything.</summary>
    /// <param name="day">The day on which roles must be held; a Watch goes on for days.</param>
    /// <param name="reading">How partial dates compare with that day.</param>
    public static Func<Membership, bool>? Filter(
        MembershipFilter? filter, FieldViolations violations, Func<DateOnly> day, DateReading reading = DateReading.Possible)
    {
        if (filter is null)
        {
            return null;
        }

        var organizations = FilterChecks.Ids(filter.Organizations, violations, "organizations");
        var states = FilterChecks.Codes(filter.States, violations, "states");
        var roles = FilterChecks.Listed(filter.Roles, violations, "roles");
        return membership =>
            FilterChecks.Has(organizations, RecognitionNames.Id(membership.Name))
            && FilterChecks.Has(states, RecognitionNames.Id(membership.Name, 1))
            && (roles is null || MembershipPeriods.RoleOn(AsOfResources.Project(membership, day(), reading), day(), roles.Contains) == HoldsRole.Yes);
    }
}
