using System.CommandLine.Parsing;
using System.Globalization;
using Google.Protobuf;
using KosovoNato.Assumptions.V1;
using KosovoNato.Cli.Output;

namespace KosovoNato.Cli.Input;

/// <summary>Assumptions as people write them.</summary>
static class AssumptionText
{
    public const string Forms =
        "Forms: ES (ES recognizes), ES=withdrawn, milestone:ID[=status], ratification:STATE, member:ORGANIZATION/STATE[=role], "
        + "position:ORGANIZATION/DECISION/STATE=stance, outcome:ORGANIZATION/DECISION=outcome, blocker:MILESTONE/ID, "
        + "indicator:ID=NUMBER, centre:ID, partnership:ID, or JSON as in the contracts.";

    /// <summary>Parses the values of an option or argument. Errors name the value that cannot be read.</summary>
    public static Assumption[] ParseAll(ArgumentResult result)
    {
        var read = new List<Assumption>();
        foreach (var token in result.Tokens)
        {
            if (Find(token.Value) is { } assumption)
            {
                read.Add(assumption);
            }
            else
            {
                result.AddError($"\"{token.Value}\" is not an assumption. {Forms}");
            }
        }

        return [.. read];
    }

    /// <summary>Returns the assumption, or null if the text is not one.</summary>
    public static Assumption? Find(string text)
    {
        if (text.StartsWith('{'))
        {
            return FromJson(text);
        }

        var (subject, value) = Split(text, '=');
        var (kind, rest) = Split(subject, ':');
        return rest is null
            ? Recognition(kind, value)
            : kind switch
            {
                "milestone" => If(EnumText.Find<AssumedMilestoneStatus>(value ?? "achieved"), status =>
                    new() { Milestone = new() { Milestone = rest, Status = status } }),
                "ratification" => value is null ? new() { Ratification = new() { State = rest.ToUpperInvariant() } } : null,
                "member" => Member(rest.Split('/'), value),
                "position" => Position(rest.Split('/'), value),
                "outcome" => Outcome(rest.Split('/'), value),
                "blocker" => rest.Split('/') is [var milestone, var id] && value is null
                    ? new() { Blocker = new() { Milestone = milestone, BlockerId = id } }
                    : null,
                "indicator" => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    ? new() { Observation = new() { Indicator = rest, Value = number } }
                    : null,
                "centre" => value is null ? new() { Agreement = new() { Centre = rest } } : null,
                "partnership" => value is null ? new() { Partnership = new() { Partnership = rest } } : null,
                _ => null,
            };
    }

    /// <summary>Returns the text of an assumption, which can be parsed again.</summary>
    public static string Of(Assumption assumption) => assumption switch
    {
        { Recognition: { Status: AssumedRecognitionStatus.Recognized or AssumedRecognitionStatus.Unspecified } recognition } =>
            recognition.Recognizer,
        { Recognition: { } recognition } => $"{recognition.Recognizer}={EnumText.Of(recognition.Status)}",
        { Milestone: { } milestone } => $"milestone:{Names.Id(milestone.Milestone)}={EnumText.Of(milestone.Status)}",
        { Position: { } position } =>
            $"position:{Names.Id(position.Organization)}/{position.Decision}/{position.State}={EnumText.Of(position.Stance)}",
        { Ratification: { } ratification } => $"ratification:{ratification.State}",
        { Outcome: { } outcome } => $"outcome:{Names.Id(outcome.Organization)}/{outcome.Decision}={EnumText.Of(outcome.Outcome)}",
        _ => JsonFormatter.Default.Format(assumption),
    };

    static Assumption? Recognition(string state, string? status) => state.Length == 2
        ? If(EnumText.Find<AssumedRecognitionStatus>(status ?? "recognized"), found =>
            new() { Recognition = new() { Recognizer = state.ToUpperInvariant(), Status = found } })
        : null;

    static Assumption? Member(string[] parts, string? value) => parts is [var organization, var state]
        ? If(EnumText.Find<AssumedMembershipRole>(value ?? "member"), role =>
            new() { Membership = new() { Organization = organization, State = state.ToUpperInvariant(), Role = role } })
        : null;

    static Assumption? Position(string[] parts, string? value) => parts is [var organization, var decision, var state]
        ? If(EnumText.Find<AssumedStance>(value ?? ""), stance => new()
        {
            Position = new() { Organization = organization, Decision = decision, State = state.ToUpperInvariant(), Stance = stance },
        })
        : null;

    static Assumption? Outcome(string[] parts, string? value) => parts is [var organization, var decision]
        ? If(EnumText.Find<AssumedOutcome>(value ?? "adopted"), outcome =>
            new() { Outcome = new() { Organization = organization, Decision = decision, Outcome = outcome } })
        : null;

    static Assumption? If<T>(T? value, Func<T, Assumption> make) where T : struct => value is { } found ? make(found) : null;

    static Assumption? FromJson(string text)
    {
        try
        {
            return JsonParser.Default.Parse<Assumption>(text);
        }
        catch (IOException) // invalid JSON, or JSON of another message
        {
            return null;
        }
    }

    static (string First, string? Second) Split(string text, char separator) =>
        text.IndexOf(separator, StringComparison.Ordinal) is >= 0 and var at ? (text[..at], text[(at + 1)..]) : (text, null);
}
