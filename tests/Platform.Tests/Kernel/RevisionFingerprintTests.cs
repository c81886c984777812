using Google.Protobuf.WellKnownTypes;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Recognitions.V1;
using KosovoNato.Storage;

namespace KosovoNato.Platform.Tests.Kernel;

public sealed class RevisionFingerprintTests
{
    static readonly DateTimeOffset RecordedAt = new(2026, 11, 30, 12, 0, 0, 123, 456, TimeSpan.Zero);

    [Fact]
    public void The_log_and_subscribers_compute_the_same_fingerprint()
    {
        var recorded = new RecognitionsChanged
        {
            Actor = "tester",
            RequestId = "b0a5b7ab-6c3c-4a2e-9a4e-6a4ac2e5a0d1",
            Changes =
            {
                new RecognitionsResourceChange { Name = "sources/a", Resource = new() { Source = new() { Name = "sources/a" } } },
            },
        };
        var stored = StoredRevision.Create(7, RecordedAt, recorded, learned: null);
        var entry = RevisionEntry.Parse(Instance.Schema, stored);
        Assert.Equal(stored.Fingerprint, entry.Fingerprint);
        Assert.Equal(stored.Fingerprint, RevisionFingerprint.Compute(ChangeEnvelope.Parser.ParseFrom(entry.Encoded)));
        Assert.Equal(stored.Fingerprint, RevisionFingerprint.Compute(ChangeEnvelope.Parser.ParseFrom(entry.EncodeWithPrevious())));
    }

    [Fact]
    public void A_revision_with_another_time_or_another_request_has_another_fingerprint()
    {
        var fingerprint = Compute(RecordedAt, "a");
        Assert.Equal(fingerprint, Compute(RecordedAt, "a"));
        Assert.NotEqual(fingerprint, Compute(RecordedAt.AddMicroseconds(1), "a"));
        Assert.NotEqual(fingerprint, Compute(RecordedAt, "b"));
        Assert.NotEqual(fingerprint, Compute(RecordedAt, ""));
        Assert.NotEqual(default, fingerprint);
    }

    static RevisionFingerprint Compute(DateTimeOffset recordedAt, string requestId) => RevisionFingerprint.Compute(
        new ChangeEnvelope { RecordedAt = Timestamp.FromDateTimeOffset(recordedAt), RequestId = requestId });
}
