using Grpc.Core;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.EndToEnd.Tests.Recording;

/// <summary>
/// Writes at random: new sources, corrections of sources that all writers share, with and without etag, and two sources in one revision.
/// Kinds change, so that sources enter and leave a filtered watch.
/// </summary>
sealed class BusyWriter(int number, RecognitionService.RecognitionServiceClient rpc)
{
    public const int Shared = 5;
    static readonly SourceKind[] Kinds = [SourceKind.Page, SourceKind.Dataset, SourceKind.PolicyPaper];

    readonly Random random = new(number);
    int made;

    public RecordingWriter Recording { get; } = new(rpc);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var title = $"writer {number} write {++made}";
            var shared = $"shared-{random.Next(Shared)}";
            switch (random.Next(5))
            {
                case 0:
                    await Recording.RegisterAsync(TestRequests.Register($"w{number}-{made}", title, Kind()), answers: 1 + random.Next(2));
                    break;
                case 1:
                    await Recording.CorrectAsync(TestRequests.Correct(shared, title, Kind(), await EtagAsync(shared)));
                    break;
                case 2:
                    await Recording.BatchAsync(Two(title, shared), $"sources/w{number}-{made}");
                    break;
                default:
                    await Recording.CorrectAsync(TestRequests.Correct(shared, title, Kind()), answers: 1 + random.Next(2));
                    break;
            }

            await Task.Delay(random.Next(15), CancellationToken.None);
        }
    }

    SourceKind Kind() => Kinds[random.Next(Kinds.Length)];

    BatchWriteRequest Two(string title, string shared)
    {
        var register = TestRequests.Register($"w{number}-{made}", title, Kind());
        var correct = TestRequests.Correct(shared, title, Kind());
        register.RequestId = correct.RequestId = "";
        return new()
        {
            Writes = { new RecognitionsWrite { RegisterSource = register }, new RecognitionsWrite { CorrectSource = correct } },
            RequestId = TestRequests.NewId()
        };
    }

    /// <summary>The newest readable etag, or empty if the read fails.</summary>
    async Task<string> EtagAsync(string id)
    {
        try
        {
            return (await rpc.GetSourceAsync(new() { Name = $"sources/{id}" })).Source.Etag;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable || e.Reason().Length == 0)
        {
            return "";
        }
    }
}
