using KosovoNato.Criteria.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Services.Tests.Milestones;

/// <summary>Short factories for test resources.</summary>
static class TestWrites
{
    public static Evidence.V1.Evidence Cited(Confidence confidence = Confidence.Verified) =>
        new() { Citations = { new Citation { Source = "sources/test" } }, Confidence = confidence };

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    /// <summary>A milestone as a caller proposes it.</summary>
    public static Milestone Milestone(
        string id, MilestoneKind kind = MilestoneKind.Event, Criterion? criterion = null, string targetOn = "",
        IEnumerable<Dependency>? dependencies = null, IEnumerable<Blocker>? blockers = null) => new()
        {
            Name = $"milestones/{id}",
            Track = "tracks/t",
            Title = $"Title of {id}",
            Kind = kind,
            Criterion = criterion,
            TargetOn = targetOn,
            Dependencies = { dependencies ?? [] },
            Blockers = { blockers ?? [] },
            Evidence = Cited(),
        };

    /// <summary>The milestone with these transitions, as the service stores it.</summary>
    public static Milestone Moved(this Milestone milestone, params IEnumerable<(MilestoneStatus To, string On)> moves)
    {
        foreach (var (to, on) in moves)
        {
            milestone.Transitions.Add(
                new MilestoneTransition { Id = $"t{milestone.Transitions.Count + 1}", ToStatus = to, Date = on, Evidence = Cited() });
        }

        return milestone;
    }

    /// <summary>The milestone with transitions to a status, as the service stores it.</summary>
    public static Milestone In(this Milestone milestone, MilestoneStatus status) => milestone.Moved(Way(status).Select(to => (to, "")));

    /// <summary>The milestone on another track.</summary>
    public static Milestone On(this Milestone milestone, string track)
    {
        milestone.Track = $"tracks/{track}";
        return milestone;
    }

    public static Milestone Titled(this Milestone milestone, string title)
    {
        milestone.Title = title;
        return milestone;
    }

    /// <summary>The shortest path from PROPOSED to a status.</summary>
    public static IEnumerable<MilestoneStatus> Way(MilestoneStatus to) => to switch
    {
        MilestoneStatus.Proposed => [],
        MilestoneStatus.Achieved or MilestoneStatus.Regressed or MilestoneStatus.Missed => [MilestoneStatus.InProgress, to],
        _ => [to],
    };

    public static Dependency Requires(string id) =>
        new() { Milestone = $"milestones/{id}", Kind = DependencyKind.Requires, Basis = DependencyBasis.PolicyPaper };

    public static Dependency Supports(string id) =>
        new() { Milestone = $"milestones/{id}", Kind = DependencyKind.Supports, Basis = DependencyBasis.Inferred };

    public static Blocker Blocker(
        string from = "", BlockerSeverity severity = BlockerSeverity.Unspecified, Criterion? resolvesWhen = null) =>
        new() { Kind = BlockerKind.Objection, Origin = from, Severity = severity, ResolutionCriterion = resolvesWhen, Evidence = Cited() };

    /// <summary>The blocker with its ID, as the service stores it.</summary>
    public static Blocker Kept(this Blocker blocker, string id)
    {
        blocker.Id = id;
        blocker.Severity = blocker.Severity == BlockerSeverity.Unspecified ? BlockerSeverity.Hard : blocker.Severity;
        blocker.Status = BlockerStatus.Open;
        return blocker;
    }

    public static Criterion Reached(string milestone) => new() { Milestone = new() { Milestone = $"milestones/{milestone}" } };

    public static Criterion Recognizes(string state) => new() { Recognition = new() { State = state } };

    public static Criterion Agreed(string centre) => new() { Agreement = new() { Centre = $"centres/{centre}" } };

    public static Criterion Consents(string organization = "nato", string decision = "GRANT_MAP") =>
        new() { Consensus = new() { Organization = $"organizations/{organization}", Decision = decision } };

    public static Criterion All(params IEnumerable<Criterion> of) => new() { All = new() { Criteria = { of } } };

    public static Criterion Any(params IEnumerable<Criterion> of) => new() { Any = new() { Criteria = { of } } };

    /// <summary>An agreement with a centre, as the service stores it.</summary>
    public static Agreement Agreement(string centre, AgreementStatus status, string inForceOn = "")
    {
        var agreement = new Agreement
        {
            Name = $"agreements/{centre}",
            Title = centre,
            Party = "XK",
            Centre = $"centres/{centre}",
            Status = status,
            Evidence = Cited()
        };
        if (status == AgreementStatus.InForce)
        {
            agreement.Transitions.Add(new AgreementTransition { ToStatus = AgreementStatus.Signed, Evidence = Cited() });
            agreement.Transitions.Add(new AgreementTransition { ToStatus = AgreementStatus.InForce, Date = inForceOn, Evidence = Cited() });
        }

        return agreement;
    }

    /// <summary>A recognition of Kosovo with these acts, as the recognition service stores it.</summary>
    public static Recognition Recognition(string recognizer, RecognitionStatus status, params IEnumerable<(ActKind Kind, string Date)> acts)
    {
        var recognition = new Recognition
        {
            Name = $"recognitions/{recognizer}-XK",
            Recognizer = recognizer,
            Subject = "XK",
            Status = status,
            Evidence = Cited(),
        };
        foreach (var (kind, date) in acts)
        {
            recognition.Acts.Add(
                new Act
                {
                    Id = $"a{recognition.Acts.Count + 1}",
                    Kind = kind,
                    Date = date,
                    Rank = ClaimRank.Preferred,
                    Evidence = Cited()
                });
        }

        if (status == RecognitionStatus.Recognized)
        {
            recognition.RecognizedOn = recognition.Acts.Last(act => act.Kind == ActKind.Granted).Date;
        }

        return recognition;
    }

    public static Recognition Recognized(string recognizer, string date) =>
        Recognition(recognizer, RecognitionStatus.Recognized, (ActKind.Granted, date));

    public static IEnumerable<State> States(params IEnumerable<string> codes) =>
        codes.Select(code => new State { Name = $"states/{code}" });

    public static Membership Member(string organization, string code, string from = "2000") => new()
    {
        Name = $"organizations/{organization}/memberships/{code}",
        Periods = { new MembershipPeriod { Id = "p1", Role = MembershipRole.Member, ValidFrom = from, Evidence = Cited() } },
    };

    /// <summary>An organization that decides by consensus of its members.</summary>
    public static Organization Organization(string id, string decision = "GRANT_MAP") => new()
    {
        Name = $"organizations/{id}",
        DisplayName = id,
        Kind = OrganizationKind.MilitaryAlliance,
        DecisionRules =
            { new DecisionRule { Decision = decision, VotingRule = VotingRule.Consensus, Electorate = "MEMBERS", Evidence = Cited() } },
    };

    public static Question Question(
        string id, QuestionStatus status, string organization = "nato", string decision = "GRANT_MAP", string decidedOn = "") => new()
        {
            Name = $"questions/{id}",
            Organization = $"organizations/{organization}",
            Decision = decision,
            Subject = "XK",
            Status = status,
            OpenedOn = status == QuestionStatus.Draft ? "" : "2020",
            DecidedOn = decidedOn,
            Evidence = Cited(),
        };
}
