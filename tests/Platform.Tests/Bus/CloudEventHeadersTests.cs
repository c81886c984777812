using System.Globalization;
using KosovoNato.Kernel;
using KosovoNato.Replication.Bus;
using MassTransit.Serialization;

namespace KosovoNato.Platform.Tests.Bus;

/// <summary>The headers of a change, without a broker.</summary>
public sealed class CloudEventHeadersTests
{
    static readonly ChangeTopic Topic = KosovoNato.Recognitions.RecognitionsModule.Schema.Changes;

    [Fact]
    public void Sequences_sort_as_text_in_the_order_of_the_revisions()
    {
        long[] revisions = [1, 9, 10, 99, 100, 1_000_000, int.MaxValue, long.MaxValue - 1, long.MaxValue];

        Assert.Equal(revisions, revisions.Reverse().OrderBy(SequenceOf, StringComparer.Ordinal));
        Assert.All(revisions, revision => Assert.Equal(revision, long.Parse(SequenceOf(revision), CultureInfo.InvariantCulture)));
    }

    static string SequenceOf(long revision)
    {
        var headers = new DictionarySendHeaders();
        CloudEventHeaders.Write(
            headers, new OutgoingChange(Samples.Id(revision), Topic, DateTimeOffset.UnixEpoch, "recognitions", traceparent: "", body: []));
        return (string)headers.GetAll().Single(header => header.Key == "cloudEvents:sequence").Value;
    }
}
