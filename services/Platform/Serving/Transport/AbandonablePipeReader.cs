using System.IO.Pipelines;

namespace KosovoNato.Serving.Transport;

/// <summary>
/// Reads a request body, and can release a pending read after its consumer threw an exception. Otherwise Kestrel cannot discard the rest of
/// the body and logs an error.
/// </summary>
class AbandonablePipeReader(PipeReader inner) : PipeReader
{
    ReadResult? held;

    public void AbandonPendingRead()
    {
        if (held is { } read)
        {
            AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var reading = inner.ReadAsync(cancellationToken);
        // Most requests arrive whole with their headers and need no state machine.
        return reading.IsCompletedSuccessfully ? new(Take(reading.Result)) : AwaitAsync(reading);
    }

    public override bool TryRead(out ReadResult result)
    {
        var any = inner.TryRead(out result);
        result = any ? Take(result) : result;
        return any;
    }

    async ValueTask<ReadResult> AwaitAsync(ValueTask<ReadResult> reading) => Take(await reading);

    ReadResult Take(ReadResult read)
    {
        held = read;
        return read;
    }

    public override void AdvanceTo(SequencePosition consumed)
    {
        held = null;
        inner.AdvanceTo(consumed);
    }

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        held = null;
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);
}
