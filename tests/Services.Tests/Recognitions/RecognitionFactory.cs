using KosovoNato.Recognitions.V1;

namespace KosovoNato.Services.Tests.Recognitions;

/// <summary>Short factories for test facts.</summary>
static class RecognitionFactory
{
    public static Evidence.V1.Evidence Cited(Confidence confidence = Confidence.Verified) =>
        new() { Citations = { new Citation { Source = "sources/test" } }, Confidence = confidence };

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    public static Act Act(
        ActKind kind, string date = "", ClaimRank rank = ClaimRank.Preferred, string knownOn = "", bool counted = false,
        bool retracted = false) => new()
        {
            Kind = kind,
            Date = date,
            AttestedOn = knownOn,
            Rank = rank,
            CountedByThirdParties = counted,
            Retracted = retracted,
            Evidence = Cited(),
        };

    /// <summary>A recognition with these acts in the order of recording.</summary>
    public static Recognition Recognition(params IEnumerable<Act> acts) => Recognition("AL", acts);

    public static Recognition Recognition(string recognizer, params IEnumerable<Act> acts)
    {
        var recognition = new Recognition
        {
            Name = $"recognitions/{recognizer}-XK",
            Recognizer = recognizer,
            Subject = "XK",
            Status = RecognitionStatus.NotRecognized,
            Evidence = Cited(),
        };
        foreach (var act in acts)
        {
            act.Id = $"a{recognition.Acts.Count + 1}";
            recognition.Acts.Add(act);
        }

        return recognition;
    }

    public static Membership Membership(string organization, string code, params IEnumerable<MembershipPeriod> periods)
    {
        var membership = new Membership { Name = $"organizations/{organization}/memberships/{code}" };
        foreach (var period in periods)
        {
            period.Id = $"p{membership.Periods.Count + 1}";
            membership.Periods.Add(period);
        }

        return membership;
    }

    /// <summary>A ballot of states whose result has the choices.</summary>
    public static Ballot Ballot(string name, string date, params IReadOnlyList<(string State, VoteChoice Choice)> choices)
    {
        int Of(VoteChoice choice) => choices.Count(voted => voted.Choice == choice);
        return new()
        {
            Name = name,
            Body = "GENERAL_CONFERENCE",
            Date = date,
            Results = { Result(Of(VoteChoice.For), Of(VoteChoice.Against), Of(VoteChoice.Abstained)) },
            Choices = { choices.Select(voted => new BallotChoice { State = voted.State, Choice = voted.Choice }) },
            Evidence = Cited(),
        };
    }

    public static BallotResult Result(int inFavour, int against, int abstentions, bool itemized = false) => new()
    {
        Votes = new() { InFavour = inFavour, Against = against, Abstentions = abstentions },
        Itemized = itemized,
        Evidence = Cited(),
    };

    public static MembershipPeriod Period(string from, string to = "", string knownOn = "", MembershipRole role = MembershipRole.Member) =>
        new() { Role = role, ValidFrom = from, ValidTo = to, AttestedOn = knownOn, Evidence = Cited() };
}
