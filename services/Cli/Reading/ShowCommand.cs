using KosovoNato.Cli.Input;
using KosovoNato.Cli.Output;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Cli.Reading;

/// <summary>Shows everything about one country.</summary>
sealed class ShowCommand : Command
{
    readonly ReadOptions reading = new();
    readonly Argument<string> state = new("country") { Description = "The country, as an ISO 3166-1 alpha-2 code, for example ES." };

    public ShowCommand(CliRuntime runtime)
        : base("show", "Shows a country: its acts, memberships, positions, votes, and the decisions and milestones that depend on it.")
    {
        Add(state);
        reading.AddTo(this);
        runtime.Bind(this, RunAsync);
    }

    async Task<int> RunAsync(ParseResult parsed, Session session, CancellationToken cancellationToken)
    {
        var request = new GetCountryProfileRequest
        {
            State = parsed.GetRequiredValue(state).ToUpperInvariant(),
            Assumptions = { parsed.GetValue(reading.Assumptions) ?? [] },
        };
        reading.Apply(parsed, request);
        var profile = await session.ProgressAsync("Reading", () =>
            session.Recommendations.Rpc.GetCountryProfileAsync(request, cancellationToken: cancellationToken).ResponseAsync);
        if (session.IsJson)
        {
            session.Json(profile);
            return ExitCodes.Success;
        }

        Write(session, profile);
        return ExitCodes.Success;
    }

    static void Write(Session session, GetCountryProfileResponse profile)
    {
        var recognition = profile.Recognition?.Recognition;
        session.Line($"{profile.State.DisplayName} ({Names.Id(profile.State.Name)}) on {profile.AsOf}: "
            + (recognition is null ? "no recognition recorded" : EnumText.Of(recognition.Status))
            + (recognition is { RecognizedOn.Length: > 0 } ? $" since {recognition.RecognizedOn}" : "")
            + (recognition is { Contested: true } ? ", contested" : ""));
        Section(session, "Acts", ["id", "act", "date", "confidence", "sources", "note"], recognition?.Acts.Select(act => Row(
            act.Id, EnumText.Of(act.Kind) + (act.Retracted ? " (retracted)" : ""), act.Date.Length > 0 ? act.Date : $"by {act.AttestedOn}",
            EnumText.Of(act.Evidence?.Confidence ?? default), Names.Ids(act.Evidence?.Citations.Select(each => each.Source) ?? []),
            act.Note)));
        Section(session, "Memberships", ["organization", "role"], profile.Memberships.Select(membership => Row(
            membership.Membership.Name.Split('/')[1], membership.Unknown ? "unknown" : EnumText.Of(membership.Role))));
        Section(session, "Positions", ["organization", "decision", "stance"], profile.Positions.Select(position => Row(
            Names.Id(position.Organization), position.Decision, EnumText.Of(position.Stance))));
        Section(session, "Votes", ["date", "ballot", "choice", "recognized then"], profile.Votes.Select(vote => Row(
            vote.Date, vote.Ballot, EnumText.Of(vote.Choice), vote.Recognized ? "yes" : "no")));
        Section(session, "Decisions", ["organization", "decision", "stance", "verdict", "blocks"], profile.Decisions.Select(decision => Row(
            Names.Id(decision.Organization), decision.Decision, EnumText.Of(decision.Stance?.CountedStance ?? default),
            EnumText.Of(decision.Verdict?.Verdict ?? default), EnumText.Of(decision.BlockingRole))));
        Section(session, "Milestones that depend on it", ["milestone", "title", "status"], profile.Milestones.Select(milestone => Row(
            Names.Id(milestone.Milestone), milestone.Title, $"{EnumText.Of(milestone.Status)}, {EnumText.Of(milestone.Readiness)}")));
        Section(session, "Recommendations that depend on it", ["recommendation", "title", "missing"],
            profile.Recommendations.Select(dependent => Row(
                Names.Id(dependent.Recommendation), dependent.Title, dependent.Missing ? "yes" : "no")));
    }

    static void Section(Session session, string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>>? rows)
    {
        if (rows?.ToList() is { Count: > 0 } some)
        {
            session.Table(columns, some, title);
        }
    }

    static IReadOnlyList<string> Row(params string[] cells) => cells;
}
