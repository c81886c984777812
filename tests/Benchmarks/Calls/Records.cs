using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KosovoNato.Benchmarks.Processes;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Benchmarks.Calls;

/// <summary>The resources of the measurement, with 500 bytes each, and the writes of its callers.</summary>
sealed class Records(int count)
{
    public const int Bytes = 500;
    public const int MaxCallers = 256;
    const int BatchOf = 1_000;

    static readonly FieldMask Note = FieldMask.FromString("note");
    readonly string[] etags = new string[MaxCallers];

    public int Count => count;

    public static string NameOf(int record) => $"sources/benchmark.{record:D7}";

    public async Task LoadAsync(Connections connections, CancellationToken cancel)
    {
        var client = new RecognitionService.RecognitionServiceClient(connections.Of(0));
        for (var from = 0; from < count; from += BatchOf)
        {
            var batch = new BatchWriteRequest { RequestId = Guid.NewGuid().ToString() };
            batch.Writes.AddRange(Enumerable.Range(from, Math.Min(BatchOf, count - from)).Select(record =>
                new RecognitionsWrite { RegisterSource = new RegisterSourceRequest { Source = NewSource(record) } }));
            var answer = await client.BatchWriteAsync(batch, ServiceProcess.Credentials, cancellationToken: cancel);
            for (var i = 0; i < answer.Resources.Count && from + i < MaxCallers; i++)
            {
                etags[from + i] = answer.Resources[i].Source.Etag;
            }
        }
    }

    /// <summary>Corrects the caller's own record, on condition that it is unchanged since the caller's last write.</summary>
    public async Task<Changes.V1.Revision> CorrectAsync(CallInvoker invoker, int caller, CancellationToken cancel)
    {
        var request = new CorrectSourceRequest
        {
            Source = new Source { Name = NameOf(caller), Note = Text(NoteLength) },
            UpdateMask = Note,
            Etag = etags[caller],
            RequestId = Guid.NewGuid().ToString(),
        };
        var answer = await new RecognitionService.RecognitionServiceClient(invoker).CorrectSourceAsync(
            request, ServiceProcess.Credentials, cancellationToken: cancel);
        etags[caller] = answer.Source.Etag;
        return answer.Revision;
    }

    static int NoteLength { get; } = Bytes - Sized(new string('x', 200), etag: "0123456789a").CalculateSize() + 200;

    static Source NewSource(int record)
    {
        var source = Sized(Text(NoteLength), etag: "");
        source.Name = NameOf(record);
        return source;
    }

    static Source Sized(string note, string etag) => new()
    {
        Name = NameOf(0),
        Etag = etag,
        Title = "A source that a fact is cited from",
        Url = "https://example.org/sources/benchmark",
        Kind = SourceKind.Page,
        PublishedOn = "2026-01-31",
        Note = note,
    };

    /// <summary>A different text each time, so that no component benefits from repetition.</summary>
    static string Text(int length) => string.Create(length, 0, static (text, _) =>
        Random.Shared.GetItems("abcdefghijklmnopqrstuvwxyz0123456789", text));
}
