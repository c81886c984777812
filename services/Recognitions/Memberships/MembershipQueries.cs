using KosovoNato.Platform.Store;
using KosovoNato.Rules.Worlds;

namespace KosovoNato.Recognitions.Memberships;

/// <summary>Which memberships a List or a Watch selects.</summary>
static class MembershipQueries
{
    public static ListQuery Of(ListMembershipsRequest request, Reader reader, Schema schema, DateOnly today)
    {
        var violations = new Violations();
        var prefix = Parents.Prefix(request.Parent, "organizations", violations);
        var day = RecognitionsReads.CheckedDay(request, reader, violations) ?? today;
        var matches = Filter(request.Filter, violations.At("filter"), () => day, request.DateReading);
        violations.ThrowIfAny();
        return new(schema.TypeOf<Membership>(), prefix) { Matches = matches is null ? null : record => matches(record.As<Membership>()) };
    }

    /// <summary>What the filter selects; nothing if it selects everything.</summary>
    /// <param name="day">The day on which roles must be held; a Watch goes on for days.</param>
    /// <param name="reading">How partial dates compare with that day.</param>
    public static Func<Membership, bool>? Filter(
        MembershipFilter? filter, Violations violations, Func<DateOnly> day, DateReading reading = DateReading.Possible)
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
            && (roles is null || MembershipPeriods.HeldOn(Dated.Of(membership, day(), reading), day(), roles.Contains) == Held.Yes);
    }
}
