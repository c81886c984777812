namespace KosovoNato.Recognitions.Memberships;

/// <summary>Records a period of a membership; the first one creates the membership.</summary>
static class RecordMembership
{
    public static readonly Write<RecordMembershipRequest, Membership> Write = new(Check, Decide);

    static void Check(RecordMembershipRequest request, Violations violations)
    {
        PeriodChecks.CheckName(request.Name, violations);
        if (request.Period is null)
        {
            violations.Add("period", "is required");
            return;
        }

        PeriodChecks.Check(request.Period, Fields.All, violations.At("period"));
    }

    static Membership Decide(RecordMembershipRequest request, Draft draft)
    {
        var name = Names.Canonical(request.Name);
        var membership = request.Etag.Length == 0 && draft.Find<Membership>(name) is null
            ? NewMembership(draft, name)
            : draft.Edit<Membership>(name, request.Etag);
        if (membership.Periods.Count == PeriodChecks.MostPeriods)
        {
            throw Refusal.RuleViolated("TOO_MANY_PERIODS", name, $"{name} has {PeriodChecks.MostPeriods} periods already. Correct one of them.");
        }

        var period = request.Period.Clone();
        period.Id = MembershipPeriods.NextId(membership.Periods);
        PeriodChecks.Keep(period);
        membership.Periods.Add(period);
        MembershipPeriods.Arrange(membership);
        draft.Put(membership, RecognitionsEvent.MembershipChanged);
        return membership;
    }

    static Membership NewMembership(Draft draft, string name)
    {
        draft.Get<Organization>(Names.Organization(Names.Id(name)));
        draft.Get<State>(Names.State(Names.Id(name, 1)));
        return new Membership { Name = name };
    }
}
