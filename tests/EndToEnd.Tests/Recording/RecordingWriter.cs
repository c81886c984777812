using System.Diagnostics;
using Grpc.Core;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing.Histories;

namespace KosovoNato.EndToEnd.Tests.Recording;

/// <summary>Sends each write until its outcome is known, with one request ID for all attempts, and records the responses.</summary>
sealed class RecordingWriter(RecognitionService.RecognitionServiceClient rpc)
{
    static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(8);

    readonly List<RecordedWrite> writes = [];
    int acknowledged;

    public IReadOnlyList<RecordedWrite> Writes => writes;

    public int Acknowledged => Volatile.Read(ref acknowledged);

    public Task<RecordedWrite> RegisterAsync(RegisterSourceRequest request, int answers = 1) => RecordAsync(
        request.RequestId, request.Source.Name, answers,
        async call => await rpc.RegisterSourceAsync(request, call) is var done ? (done.Revision.Number, done.Source.Etag) : default);

    public Task<RecordedWrite> CorrectAsync(CorrectSourceRequest request, int answers = 1) => RecordAsync(
        request.RequestId, request.Source.Name, answers,
        async call => await rpc.CorrectSourceAsync(request, call) is var done ? (done.Revision.Number, done.Source.Etag) : default);

    public Task<RecordedWrite> RegisterAsync(RegisterStateRequest request) => RecordAsync(
        request.RequestId, request.State.Name, answers: 1,
        async call => await rpc.RegisterStateAsync(request, call) is var done ? (done.Revision.Number, done.State.Etag) : default);

    public Task<RecordedWrite> CorrectAsync(CorrectStateRequest request) => RecordAsync(
        request.RequestId, request.State.Name, answers: 1,
        async call => await rpc.CorrectStateAsync(request, call) is var done ? (done.Revision.Number, done.State.Etag) : default);

    /// <summary>Several sources in one revision, recorded under the name of the first one.</summary>
    public Task<RecordedWrite> BatchAsync(BatchWriteRequest request, string name) => RecordAsync(
        request.RequestId, name, answers: 1,
        async call => await rpc.BatchWriteAsync(request, call) is var done
            ? (done.Revision.Number, done.Resources.Single(resource => resource.Source.Name == name).Source.Etag)
            : default);

    /// <param name="answers">The number of acknowledgements to collect. Those after the first one are retries of the request.</param>
    async Task<RecordedWrite> RecordAsync(string requestId, string name, int answers, Func<CallOptions, Task<(long, string)>> send)
    {
        var write = new RecordedWrite(requestId, name, Stopwatch.GetTimestamp());
        while (write.Answers.Count < answers && !write.Refused)
        {
            try
            {
                var (revision, etag) = await send(new CallOptions(deadline: TimeProvider.System.GetUtcNow().Add(AttemptLimit).UtcDateTime));
                write = write with { Answers = [.. write.Answers, new(revision, etag, Stopwatch.GetTimestamp())] };
                Interlocked.Increment(ref acknowledged);
            }
            catch (RpcException e) when (IsUnknown(e))
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
            catch (RpcException e)
                when (e.StatusCode is StatusCode.Aborted or StatusCode.AlreadyExists or StatusCode.NotFound && e.Reason().Length > 0)
            {
                write = write with { Refused = true };
            }
        }

        writes.Add(write);
        return write;
    }

    /// <summary>Whether the outcome of the write is unknown. An INTERNAL of the service is a bug and is not caught.</summary>
    static bool IsUnknown(RpcException error) =>
        error.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded
        || (error.Reason().Length == 0 && error.StatusCode is StatusCode.Internal or StatusCode.Unknown or StatusCode.Cancelled);
}
