using Google.Protobuf;
using KosovoNato.Recognitions.V1;
using KosovoNato.Seeder;

namespace KosovoNato.EndToEnd.Tests.Seeder;

public sealed class SeedBatchTests
{
    [Fact]
    public void Batches_of_the_seeds_stay_within_the_limits_in_order_and_keep_each_resource_together()
    {
        foreach (var target in new[] { Seeds.Recognitions, Seeds.Milestones, Seeds.Recommendations })
        {
            var plan = SeedPlan.Of(target, Seeds.Data);
            var batches = SeedBatch.Of(plan).ToList();
            Assert.InRange(batches.Count, 1, 10);
            Assert.All(batches, batch =>
            {
                var request = batch.ToRequest(target);
                Assert.InRange(((IMessage)request).CalculateSize(), 1, 701_000);
                Assert.Equal("seed", request.Reason);
                Assert.InRange(WriteTarget.WritesIn(request).Count, 1, 1_000);
                Assert.All(WriteTarget.WritesIn(request), AssertPlain);
            });
            Assert.Equal(plan, batches.SelectMany(batch => batch.Items));
        }
    }

    [Theory]
    [InlineData(1_000, 1, new[] { 1_000 })]
    [InlineData(1_001, 1, new[] { 1_000, 1 })]
    [InlineData(700, 3, new[] { 999, 999, 102 })] // 333 whole items of three writes
    public void A_full_batch_is_followed_by_another(int items, int writesEach, int[] expected)
    {
        var batches = SeedBatch.Of(Enumerable.Range(0, items).Select(index => Item(index, writesEach)));
        Assert.Equal(expected, batches.Select(batch => WriteTarget.WritesIn(batch.ToRequest(Seeds.Recognitions)).Count));
    }

    [Fact]
    public void Large_writes_make_small_batches()
    {
        var batches = SeedBatch.Of(Enumerable.Range(0, 10).Select(index => Item(index, 1, noteLength: 200_000))).ToList();
        Assert.Equal([3, 3, 3, 1], batches.Select(batch => batch.Items.Count));
        Assert.All(batches, batch => Assert.InRange(((IMessage)batch.ToRequest(Seeds.Recognitions)).CalculateSize(), 1, 700_000));
    }

    [Theory]
    [InlineData(1_001, 0)]
    [InlineData(1, 700_001)]
    public void A_resource_that_does_not_fit_in_one_batch_is_named(int writes, int noteLength)
    {
        var fault = Assert.Throws<SeedFileException>(() => SeedBatch.RequireFit([Item(7, writes, noteLength)]));
        Assert.StartsWith("sources/s7: ", fault.Message);
    }

    [Fact]
    public void The_same_writes_have_the_same_request_id_and_different_writes_do_not()
    {
        Assert.Equal(IdOf(1, 2), IdOf(1, 2));
        Assert.NotEqual(IdOf(1, 2), IdOf(2, 1));
        Assert.NotEqual(IdOf(1, 2), IdOf(1));
        Assert.True(Guid.TryParseExact(IdOf(1), "D", out _));
    }

    [Fact]
    public void The_index_of_a_write_identifies_its_resource()
    {
        var batch = new SeedBatch([Item(0, 1), Item(1, 3), Item(2, 1)]);
        Assert.Equal(
            ["sources/s0", "sources/s1", "sources/s1", "sources/s1", "sources/s2", null, null],
            new[] { 0, 1, 2, 3, 4, 5, -1 }.Select(write => batch.ItemOf(write)?.Name));
    }

    private static string IdOf(params int[] items) =>
        new SeedBatch([.. items.Select(item => Item(item, 1))]).ToRequest(Seeds.Recognitions).RequestId;

    private static SeedItem Item(int number, int writes, int noteLength = 0) => new(
        new Source { Name = $"sources/s{number}" },
        [.. Enumerable.Range(0, writes).Select(_ => new RecognitionsWrite
        {
            RegisterSource = new RegisterSourceRequest
            {
                Source = new Source { Name = $"sources/s{number}", Note = new string('n', noteLength) },
            },
        })]);

    // Inside a batch, these fields belong to the batch.
    private static void AssertPlain(IMessage write)
    {
        var request = WriteTarget.RequestIn(write);
        Assert.All(["request_id", "reason", "validate_only"],
            name => Assert.False(SeedFields.IsGiven(request, request.Descriptor.FindFieldByName(name))));
        Assert.DoesNotContain("\"etag\"", write.ToString());
    }
}
