using System.Text.Json.Nodes;
using Google.Protobuf;
using KosovoNato.Cli.Contexts;
using KosovoNato.Cli.Output;
using Spectre.Console;

namespace KosovoNato.Cli.Recording;

/// <summary>A write in two steps: it is validated and shown, and made if the user agrees.</summary>
/// <param name="Request">The request. It is sent as it is, also to be validated.</param>
/// <param name="Send">Sends the request.</param>
/// <param name="Show">Shows the response that the write would have, and what would follow. Returns it as JSON too.</param>
/// <param name="Recorded">Reports the write, and returns what <c>undo</c> needs.</param>
sealed record GuidedWrite<TRequest, TResponse>(
    TRequest Request,
    Func<TRequest, CancellationToken, Task<TResponse>> Send,
    Func<TResponse, CancellationToken, Task<JsonObject>> Show,
    Func<TResponse, LastWrite> Recorded)
    where TRequest : IWriteRequest, IMessage
    where TResponse : IMessage
{
    public async Task<int> RunAsync(Session session, Consent consent, CancellationToken cancellationToken)
    {
        if (consent != Consent.Given)
        {
            Request.ValidateOnly = true;
            var shown = await Show(await Send(Request, cancellationToken), cancellationToken);
            shown["recorded"] = false;
            if (session.IsJson)
            {
                session.Json(shown);
            }

            if (consent == Consent.DryRun)
            {
                session.Line("Nothing was recorded (--dry-run).");
                return ExitCodes.Success;
            }

            if (!session.Environment.IsTerminal || session.IsJson)
            {
                session.Note("Nothing was recorded. Add --yes to record it, or --dry-run if that is intended.");
                return ExitCodes.NotConfirmed;
            }

            if (!await ConfirmAsync(session, cancellationToken))
            {
                session.Note("Nothing was recorded.");
                return ExitCodes.NotConfirmed;
            }
        }

        Request.ValidateOnly = false;
        var response = await Send(Request, cancellationToken);
        var write = Recorded(response);
        session.Writes.Save(session.RecognitionsAddress, write);
        if (session.IsJson)
        {
            var node = (JsonObject)Session.Node(response);
            node["recorded"] = true;
            session.Json(node);
        }

        session.Line($"Recorded {write.Name} in revision {write.Revision}.");
        return ExitCodes.Success;
    }

    static async Task<bool> ConfirmAsync(Session session, CancellationToken cancellationToken)
    {
        session.Messages.Write(new Text("Record this? [y/N] "));
        var answer = await session.Environment.Input.ReadLineAsync(cancellationToken);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
