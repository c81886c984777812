using System.Text.Json.Nodes;
using Grpc.Core;
using KosovoNato.Assumptions.V1;
using KosovoNato.Cli.Output;
using KosovoNato.Cli.Reading;
using KosovoNato.Client;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Cli.Recording;

/// <summary>Records and retracts acts of states toward Kosovo, and shows first what would follow.</summary>
sealed class ActCommand : Command
{
    readonly WriteOptions writing = new();
    readonly EvidenceOptions evidence = new();
    readonly Argument<string> state = new("country") { Description = "The acting country, as an ISO 3166-1 alpha-2 code, for example ES." };
    readonly Argument<ActKind> kind = EnumText.Argument<ActKind>("kind", "What the country did");
    readonly Argument<string> date = new("date")
    {
        Description = "When: YYYY-MM-DD, YYYY-MM or YYYY. Omit it only with --attested-on.",
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => "",
    };

    readonly Option<string> attestedOn = Text("--attested-on", "date", "A day by which a source shows that the act had happened.");
    readonly Option<string> subject = Text("--subject", "code", "The state that the act is about. By default XK.");
    readonly Option<string> overrideReason = Text("--override-reason", "text", "Why the act is recorded although a rule warns of it.");
    readonly Option<Instrument> instrument = EnumText.Option<Instrument>("--instrument", "The form of the act");
    readonly Argument<string> actId = new("act") { Description = "The ID of the act, as `kosovonato show` lists it, for example a2." };

    public ActCommand(CliRuntime runtime) : base("act", "Records and retracts acts: recognitions, denials, withdrawals.")
    {
        var record = new Command("record", "Records an act. Shows first what would follow.")
        {
            state, kind, date, attestedOn, instrument, subject, overrideReason,
        };
        evidence.AddTo(record);
        writing.AddTo(record);
        runtime.Bind(record, RecordAsync);
        Add(record);
        var retract = new Command("retract", "Marks an act as one that did not happen. It stays readable.") { state, actId, subject };
        writing.AddTo(retract);
        runtime.Bind(retract, RetractAsync);
        Add(retract);
    }

    async Task<int> RecordAsync(ParseResult parsed, Session session, CancellationToken cancellationToken)
    {
        var request = new RecordActRequest
        {
            Recognizer = StateOf(parsed),
            Subject = SubjectOf(parsed),
            Act = new()
            {
                Kind = parsed.GetRequiredValue(kind),
                Date = parsed.GetValue(date) ?? "",
                AttestedOn = parsed.GetValue(attestedOn) ?? "",
                Instrument = parsed.GetValue(instrument),
                OverrideReason = parsed.GetValue(overrideReason) ?? "",
                Note = evidence.Note(parsed),
                Evidence = evidence.Evidence(parsed),
            },
        };
        writing.Apply(parsed, request);
        var consent = writing.Consent(parsed);
        var before = consent == Consent.Given
            ? null
            : await FindAsync(session, $"recognitions/{request.Recognizer}-{request.Subject}", cancellationToken);
        // The write is made on the version that was shown; if it changes in the meantime, it is rejected.
        request.Etag = before?.Etag ?? "";
        return await new GuidedWrite<RecordActRequest, RecordActResponse>(
            request,
            (sent, stop) => session.Recognitions.Rpc.RecordActAsync(sent, cancellationToken: stop).ResponseAsync,
            (response, stop) => ShowAsync(session, before, response.Recognition, stop),
            response => new(
                "act record", response.Recognition.Name, NewestId(response.Recognition), response.Recognition.Etag,
                response.Revision.Number)).RunAsync(session, consent, cancellationToken);
    }

    async Task<int> RetractAsync(ParseResult parsed, Session session, CancellationToken cancellationToken)
    {
        var name = $"recognitions/{StateOf(parsed)}-{SubjectOf(parsed)}";
        var request = new RetractActRequest { Name = name, ActId = parsed.GetRequiredValue(actId) };
        writing.Apply(parsed, request);
        var consent = writing.Consent(parsed);
        var before = consent == Consent.Given ? null : await FindAsync(session, name, cancellationToken);
        request.Etag = before?.Etag ?? "";
        return await RetractAsync(session, request, before, consent, cancellationToken);
    }

    /// <summary>Retracts an act, also for <c>undo</c>.</summary>
    public static Task<int> RetractAsync(
        Session session, RetractActRequest request, Recognition? before, Consent consent, CancellationToken cancellationToken) =>
        new GuidedWrite<RetractActRequest, RetractActResponse>(
            request,
            (sent, stop) => session.Recognitions.Rpc.RetractActAsync(sent, cancellationToken: stop).ResponseAsync,
            (response, stop) => ShowAsync(session, before, response.Recognition, stop),
            response => new("act retract", response.Recognition.Name, "", response.Recognition.Etag, response.Revision.Number))
            .RunAsync(session, consent, cancellationToken);

    public static async Task<Recognition?> FindAsync(Session session, string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await session.Recognitions.Rpc.GetRecognitionAsync(new() { Name = name }, cancellationToken: cancellationToken))
                .Recognition;
        }
        catch (RpcException missing) when (missing.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }

    static async Task<JsonObject> ShowAsync(
        Session session, Recognition? before, Recognition after, CancellationToken cancellationToken)
    {
        var was = before?.Status ?? RecognitionStatus.NotRecognized;
        session.Line(was == after.Status
            ? $"{after.Name} would stay {EnumText.Of(was)}."
            : $"{after.Name} would change from {EnumText.Of(was)} to {EnumText.Of(after.Status)}.");
        var shown = new JsonObject { ["recognition"] = Session.Node(after) };
        if (was == after.Status)
        {
            return shown;
        }

        if (Assumed(after.Status) is not { } status)
        {
            session.Line($"What follows from {EnumText.Of(after.Status)} cannot be derived in advance.");
            return shown;
        }

        try
        {
            var assumption = new Assumption
            {
                Recognition = new() { Recognizer = after.Recognizer, Subject = after.Subject, Status = status },
            };
            var result = await session.ProgressAsync("Deriving the consequences", () =>
                new WhatIf(session.Recommendations).AskAsync(new() { Assumptions = { assumption } }, cancellationToken));
            shown["consequences"] = Consequences.Node(result);
            if (!session.IsJson)
            {
                Consequences.Write(session, result);
            }
        }
        catch (RpcException unavailable) when (unavailable.StatusCode == StatusCode.Unavailable)
        {
            // The write needs only the recognition service.
            session.Note("What follows is unknown: the recommendation service is unavailable.");
        }

        return shown;
    }

    static AssumedRecognitionStatus? Assumed(RecognitionStatus status) => status switch
    {
        RecognitionStatus.NotRecognized => AssumedRecognitionStatus.NotRecognized,
        RecognitionStatus.Recognized => AssumedRecognitionStatus.Recognized,
        RecognitionStatus.Withdrawn => AssumedRecognitionStatus.Withdrawn,
        _ => null,
    };

    // Acts are sorted by date, and numbered in the order of their recording.
    static string NewestId(Recognition recognition) => recognition.Acts.Select(act => act.Id).MaxBy(id => (id.Length, id)) ?? "";

    string StateOf(ParseResult parsed) => parsed.GetRequiredValue(state).ToUpperInvariant();

    string SubjectOf(ParseResult parsed) => parsed.GetValue(subject) is { Length: > 0 } code ? code.ToUpperInvariant() : "XK";

    static Option<string> Text(string name, string value, string description) => new(name)
    {
        HelpName = value,
        Description = description,
        DefaultValueFactory = _ => "",
    };
}
