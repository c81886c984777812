using KosovoNato.Platform.Store;
using KosovoNato.Rules.Acts;
using KosovoNato.Rules.Counting;
using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Criteria;

/// <summary>Recorded facts as they were on a day, as far as rules ask for them.</summary>
/// <param name="resources">The resources of a service and those it has learned of others.</param>
/// <param name="day">The day on which the world is looked at.</param>
public sealed class Facts(IResources resources, DateOnly day)
{
    const string Kosovo = "XK";
    const string DefaultRule = "strict";

    public IResources Resources => resources;

    public DateOnly Day => day;

    /// <summary>The same facts on another day.</summary>
    public Facts On(DateOnly other) => new(resources, other);

    /// <summary>The state that a fact is about: Kosovo, unless it names another.</summary>
    public static string Subject(string code) => code.Length == 0 ? Kosovo : code;

    public Recognition? Recognition(string recognizer, string subject) =>
        resources.Find<Recognition>($"recognitions/{recognizer}-{Subject(subject)}");

    /// <summary>The status of a recognition on the day.</summary>
    public RecognitionStatus StatusOf(Recognition recognition) =>
        recognition.Acts.All(act => ActOrder.DayOf(act) <= day) ? recognition.Status : RecognitionFold.AsOf(recognition, day).Status;

    /// <summary>Whether a recognition counts on the day, by a rule or, if that does not exist, by its status.</summary>
    /// <param name="countingRule">The id of the rule; "strict" if empty.</param>
    public bool Counts(Recognition recognition, string countingRule) =>
        resources.Find<CountingRule>($"countingRules/{(countingRule.Length == 0 ? DefaultRule : countingRule)}") is { } rule
            ? CountedHistory.Counts(recognition, rule, day)
            : StatusOf(recognition) == RecognitionStatus.Recognized;

    public Organization? Organization(string id) => resources.Find<Organization>($"organizations/{id}");

    /// <summary>The memberships of an organization, whatever the role and time.</summary>
    public IEnumerable<Membership> Memberships(string organization) => resources.Under<Membership>($"organizations/{organization}/memberships/");

    /// <summary>The members on the day by code, and those of which it is not known whether they were; without the subject itself.</summary>
    public IEnumerable<(string Code, Held Held)> Members(string organization, string subject) =>
        Memberships(organization)
            .Select(membership => (Code: LastId(membership.Name), Held: MembershipPeriods.HeldOn(membership, day, role => role == MembershipRole.Member)))
            .Where(member => member.Held != Held.No && member.Code != Subject(subject));

    /// <summary>The question about a decision; of several the one that went furthest, and of those the first by name.</summary>
    public Question? Question(string organization, string decision, string subject) =>
        resources.Under<Question>()
            .Where(question => question.Organization == organization && question.Decision == decision && question.Subject == Subject(subject))
            .OrderBy(question => question.Status == QuestionStatus.Draft)
            .FirstOrDefault();

    public IEnumerable<Position> Positions(Question question) => resources.Under<Position>($"{question.Name}/positions/");

    public Position? Position(Question question, string code) => resources.Find<Position>($"{question.Name}/positions/{code}");

    public Milestone? Milestone(string id) => resources.Find<Milestone>($"milestones/{id}");

    public Indicator? Indicator(string id) => resources.Find<Indicator>($"indicators/{id}");

    public Precedent? Precedent(string subject) => resources.Find<Precedent>($"precedents/{Subject(subject)}");

    public Partnership? Partnership(string id) => resources.Find<Partnership>($"partnerships/{id}");

    /// <summary>The id at the end of a name.</summary>
    public static string LastId(string name) => name[(name.LastIndexOf('/') + 1)..];

    /// <summary>Whether a date that may not be known had begun by the day; one that is not known is taken to have.</summary>
    public bool HasBegun(string date) => PartialDate.ParseKnown(date) is not { } known || known.First <= day;
}
