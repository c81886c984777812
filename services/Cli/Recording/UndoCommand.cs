using KosovoNato.Cli.Output;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Cli.Recording;

/// <summary>Undoes the last write of this user, where the services allow it.</summary>
sealed class UndoCommand : Command
{
    readonly WriteOptions writing = new();

    public UndoCommand(CliRuntime runtime)
        : base("undo", "Undoes your last write with this program: retracts the recorded act. Other writes cannot be undone.")
    {
        writing.AddTo(this);
        runtime.Bind(this, RunAsync);
    }

    async Task<int> RunAsync(ParseResult parsed, Session session, CancellationToken cancellationToken)
    {
        var write = session.Writes.Find(session.RecognitionsAddress) ?? throw new CliException(
            $"There is no write of yours to {session.RecognitionsAddress} to undo.");
        if (write.ActId.Length == 0)
        {
            throw new CliException(
                $"`{write.Command}` of {write.Name} (revision {write.Revision}) cannot be undone, because the services erase nothing. "
                + "Correct the resource, or record a new fact.",
                ExitCodes.Rejected);
        }

        var current = await ActCommand.FindAsync(session, write.Name, cancellationToken);
        if (current?.Acts.FirstOrDefault(act => act.Id == write.ActId) is { Retracted: true })
        {
            throw new CliException($"Act {write.ActId} of {write.Name} is already retracted.", ExitCodes.Rejected);
        }

        if (current?.Etag != write.Etag)
        {
            throw new CliException(
                $"{write.Name} was changed since your write in revision {write.Revision}. Look at it with `kosovonato show`; "
                + $"`kosovonato act retract` retracts act {write.ActId} nevertheless.",
                ExitCodes.Rejected);
        }

        var request = new RetractActRequest { Name = write.Name, ActId = write.ActId, Etag = write.Etag };
        writing.Apply(parsed, request);
        request.Reason = request.Reason.Length > 0 ? request.Reason : $"Undo of revision {write.Revision}";
        return await ActCommand.RetractAsync(session, request, current, writing.Consent(parsed), cancellationToken);
    }
}
