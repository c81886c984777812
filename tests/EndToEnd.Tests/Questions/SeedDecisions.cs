using System.Text.Json.Nodes;
using static KosovoNato.EndToEnd.Tests.Questions.SeedFacts;

namespace KosovoNato.EndToEnd.Tests.Questions;

/// <summary>Reads the electors of decisions and their stances on a day from the seeds.</summary>
sealed class SeedDecisions(SeedFacts facts)
{
    const string Subject = "XK";

    static readonly string[] Permanent = ["CN", "FR", "GB", "RU", "US"];

    /// <summary>The question about a decision and its status; of several, the question with the latest event.</summary>
    public (JsonObject? Question, string Status) Question(string organization, string decision) => List("questions")
        .Where(question => Text(question, "organization") == organization && Text(question, "decision") == decision
            && Text(question, "subject") == Subject)
        .Select(question => (Question: (JsonObject?)question, Last: Events(question).LastOrDefault(step => facts.HasBegun(step.Date))))
        .OrderByDescending(one => one.Last.Date ?? "", StringComparer.Ordinal)
        .Select(one => (one.Question, one.Last.Status ?? "QUESTION_STATUS_DRAFT"))
        .FirstOrDefault((null, ""));

    /// <summary>Whether the decision can still be taken.</summary>
    public bool IsOpen(string organization, string decision) => Question(organization, decision).Status is
        "" or "QUESTION_STATUS_DRAFT" or "QUESTION_STATUS_OPEN" or "QUESTION_STATUS_NO_CONSENSUS";

    public static JsonObject? Rule(string organization, string decision) =>
        Items(Find("organizations", organization), "decisionRules").FirstOrDefault(rule => Text(rule, "decision") == decision);

    /// <summary>The organization whose members decide.</summary>
    public static string Deciding(string organization, string decision) =>
        Text(Rule(organization, decision), "electorateOrganization") is { Length: > 0 } other ? other : organization;

    public string[] Electors(string organization, string decision)
    {
        var question = Question(organization, decision).Question;
        var voters = question is null ? []
            : Voters(question).Where(code => code != Subject && StanceOn(question, code) is not null).Distinct().ToArray();
        return Text(Rule(organization, decision), "votingRule") == "VOTING_RULE_SECURITY_COUNCIL" ? [.. voters.Union(Permanent)]
            : facts.Members(Deciding(organization, decision)) is { Length: > 0 } members ? members
            : voters;
    }

    /// <summary>The counted stance of an elector and its basis, for example "OPPOSE INFERRED".</summary>
    public string Stance(string organization, string decision, string code)
    {
        var question = Question(organization, decision).Question;
        if (question is not null && (StanceOn(question, code) ?? VoteBefore(question, code)) is { } stance)
        {
            return $"{(stance.Stance == "CONDITIONAL" ? "UNKNOWN" : stance.Stance)} {stance.Basis}";
        }

        var isOpposed = (bool?)question?["opposedBySubject"] == true;
        return facts.IsUncertain(Deciding(organization, decision), code) ? "UNKNOWN INFERRED" : facts.Status(code) switch
        {
            "RECOGNIZED" => isOpposed ? "OPPOSE INFERRED" : "NO_OBJECTION INFERRED",
            "NOT_RECOGNIZED" or "WITHDRAWN" => isOpposed ? "NO_OBJECTION INFERRED" : "OPPOSE INFERRED",
            _ => "UNKNOWN INFERRED",
        };
    }

    /// <summary>The choices of states in the ballots on a question up to the day, by date.</summary>
    IEnumerable<(JsonObject Ballot, JsonObject Choice)> Choices(JsonObject question) =>
        from ballot in List("ballots")
        where Text(ballot, "name").StartsWith($"{Text(question, "name")}/ballots/", StringComparison.Ordinal)
            && facts.HasBegun(Text(ballot, "date"))
        orderby Text(ballot, "date")
        from choice in Items(ballot, "choices")
        select (ballot, choice);

    IEnumerable<string> Voters(JsonObject question) => Choices(question).Select(one => Text(one.Choice, "state")).Concat(
        List("positions").Select(position => Text(position, "name").Split("/positions/"))
            .Where(name => name[0] == Text(question, "name")).Select(name => name[1]));

    (string Stance, string Basis)? StanceOn(JsonObject question, string code)
    {
        var taken = Items(Find("positions", $"{Text(question, "name")}/positions/{code}"), "stances")
            .LastOrDefault(one => facts.HasBegun(Text(one, "validFrom")) && !facts.HasEnded(Text(one, "validTo")));
        var vote = Vote(question, code);
        return taken is null || string.CompareOrdinal(vote?.Date, Text(taken, "validFrom")) > 0
            ? vote is { } cast ? (cast.Stance, "VOTED") : null
            : (Text(taken, "stance")["STANCE_".Length..], Text(taken, "basis")["STANCE_BASIS_".Length..]);
    }

    (string Stance, string Basis)? VoteBefore(JsonObject question, string code)
    {
        var last = List("questions")
            .Where(other => other != question && Text(other, "aim") is { Length: > 0 } aim && aim == Text(question, "aim")
                && Text(other, "organization") == Text(question, "organization") && Text(other, "subject") == Subject)
            .Select(other => (Vote: Vote(other, code), Opposed: (bool?)other["opposedBySubject"] == true))
            .Where(one => one.Vote is not null).OrderBy(one => one.Vote!.Value.Date, StringComparer.Ordinal).LastOrDefault();
        var isReversed = last.Opposed != ((bool?)question["opposedBySubject"] == true);
        return last.Vote is { } vote ? (isReversed ? Reversed(vote.Stance) : vote.Stance, "VOTED_BEFORE") : null;
    }

    (string Stance, string Date)? Vote(JsonObject question, string code) => Choices(question)
        .Where(one => Text(one.Choice, "state") == code)
        .Select(one => (StanceOf(Text(one.Choice, "choice")), Text(one.Ballot, "date")))
        .Where(one => one.Item1.Length > 0).Select(one => ((string, string)?)one).LastOrDefault();

    /// <summary>The stance that a choice shows; empty if it shows none.</summary>
    public static string StanceOf(string choice) => choice switch
    {
        "VOTE_CHOICE_FOR" => "SUPPORT",
        "VOTE_CHOICE_AGAINST" => "OPPOSE",
        "VOTE_CHOICE_ABSTAINED" => "ABSTAIN",
        _ => "",
    };

    public static string Reversed(string stance) => stance switch
    {
        "SUPPORT" => "OPPOSE",
        "OPPOSE" => "SUPPORT",
        _ => stance,
    };

    static IEnumerable<(string Date, string Status)> Events(JsonObject question)
    {
        foreach (var outcome in Items(question, "earlierOutcomes"))
        {
            yield return (Text(outcome, "decidedOn"), Text(outcome, "status"));
        }

        if (Text(question, "openedOn") is { Length: > 0 } opened)
        {
            yield return (opened, "QUESTION_STATUS_OPEN");
        }

        if (Text(question, "decidedOn") is { Length: > 0 } decided)
        {
            yield return (decided, Text(question, "status"));
        }
    }
}
