using KosovoNato.Platform.Store;

namespace KosovoNato.Recognitions.Memberships;

/// <summary>Which memberships a List or a Watch selects.</summary>
static class MembershipQueries
{
    public static ListQuery Of(ListMembershipsRequest request, Schema schema, DateOnly today)
    {
        var violations = new Violations();
        var prefix = Parents.Prefix(request.Parent, "organizations", violations);
        var date = Dates.AsOf(request.AsOf) ?? today;
        var matches = Filter(request.Filter, violations.At("filter"), () => date);
        violations.ThrowIfAny();
        return new(schema.TypeOf<Membership>(), prefix) { Matches = matches is null ? null : record => matches(record.As<Membership>()) };
    }

    /// <summary>What the filter selects; nothing if it selects everything.</summary>
    /// <param name="date">The date on which roles must be held; a Watch goes on for days.</param>
    public static Func<Membership, bool>? Filter(MembershipFilter? filter, Violations violations, Func<DateOnly> date)
    {
        if (filter is null)
        {
            return null;
        }

        var organizations = Filters.Ids(filter.Organizations, violations, "organizations");
        var states = Filters.Codes(filter.States, violations, "states");
        var roles = Filters.Listed(filter.Roles, violations, "roles");
        return membership =>
            Filters.Has(organizations, Names.Id(membership.Name))
            && Filters.Has(states, Names.Id(membership.Name, 1))
            && (roles is null || MembershipPeriods.HeldOn(membership, date(), roles.Contains) == Held.Yes);
    }
}
