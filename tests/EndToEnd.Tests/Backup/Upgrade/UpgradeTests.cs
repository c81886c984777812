using System.Text.Json.Nodes;
using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.EndToEnd.Tests.Questions;
using KosovoNato.EndToEnd.Tests.Together;
using KosovoNato.Replication.Bus;
using KosovoNato.Testing;
using MassTransit;
using MassTransit.Serialization;
using StackExchange.Redis;

namespace KosovoNato.EndToEnd.Tests.Backup.Upgrade;

/// <summary>
/// This release on the stores of earlier releases: it reads their data, accepts their tokens and understands their messages.
/// </summary>
public sealed class UpgradeTests(SharedStores stores)
{
    public static IEnumerable<TheoryDataRow<string>> Releases => RecordedRelease.Names.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task This_release_reads_the_data_and_tokens_of_an_earlier_release(string release)
    {
        var recorded = await RecordedRelease.ReadAsync(release);
        var store = (await stores.Of(StoreBackend.Redis)).Configuration;
        var prefix = StoreServer.FreshPrefix();
        await RestoreAsync(recorded, store, prefix);
        await using var services = await ThreeServices.StartAsync([store, store, store], broker: null, TimeSpan.FromSeconds(1), of: prefix);
        foreach (var service in ReleasedService.All)
        {
            var of = recorded.Services[service.Name];
            var identity = System.Text.Encoding.ASCII.GetString(of.Keys[service.Name]["identity"]);
            var invoker = service.InvokerOf(services);
            var answers = await ServiceReadout.ThenAsync(invoker, service.Descriptor, identity, of.Head, 1, of.Head / 2, of.Head);
            Assert.All(of.Answers, answer => AssertSays(answer.Key, answer.Value, answers[answer.Key]));

            var tokens = new Tokens(new(invoker, service.Descriptor), service.FirstList);
            AssertSays("the second page", of.SecondPage, await tokens.PageAsync(of.Head, of.PageToken));
            Assert.Equal(of.Head / 2, await tokens.RevisionOfAsync(of.RevisionToken));
            Assert.Equal(of.ResumeAfter + 1, await tokens.ResumedAsync(of.ResumeToken));
        }

        services.AssertNoErrors();
        // The service also continues from there.
        await RecognitionActs.ProgressIs(services, 29, 32);
        await RecognitionActs.GrantAsync(services, "RO");
        await RecognitionActs.ProgressIs(services, 30, 32);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task This_release_understands_the_messages_of_an_earlier_release(string release)
    {
        var recorded = await RecordedRelease.ReadAsync(release);
        foreach (var service in ReleasedService.All)
        {
            var of = recorded.Services[service.Name];
            Assert.NotEmpty(of.Messages);
            Assert.All(of.Messages, message =>
            {
                Assert.Equal(CloudEventHeaders.ContentType, message.ContentType);
                var (type, id) = CloudEventHeaders.Read(
                    new DictionarySendHeaders(message.Headers.ToDictionary(header => header.Key, header => (object?)header.Value)));
                Assert.Equal(service.Schema.Changes.Message, type);
                Assert.Equal(service.Name, id.Service);
                Assert.Equal(message.Headers["cloudEvents:id"], id.ToString());
                var change = ChangeEnvelope.Parser.ParseFrom(message.Body);
                Assert.Equal(id.Revision, change.Revision);
                foreach (var one in change.Changes)
                {
                    one.Previous = ByteString.Empty;
                }

                Assert.Equal(of.Answers[$"Watch {id.Revision:D9}"], Convert.ToHexString(change.ToByteArray()));
            });
        }
    }

    [Fact]
    public void The_previous_release_has_a_record() => Assert.NotEmpty(RecordedRelease.Names);

    /// <summary>A newer release may add fields, and must return every field of the older release.</summary>
    static void AssertSays(string question, string before, string now)
    {
        if (question.StartsWith("Watch", StringComparison.Ordinal))
        {
            Assert.True(before == now, $"{question}: {before}\n{now}");
            return;
        }

        var difference = ExpectedJson.Difference(JsonNode.Parse(before), JsonNode.Parse(now));
        Assert.True(difference is null, $"{question}: {difference}");
    }

    static async Task RestoreAsync(RecordedRelease recorded, string store, string prefix)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(store);
        foreach (var (key, fields) in recorded.Services.Values.SelectMany(service => service.Keys))
        {
            await connection.GetDatabase().HashSetAsync(
                $"{prefix}:{key}", [.. fields.Select(field => new HashEntry(field.Key, field.Value))]);
        }
    }
}
