using KosovoNato.Platform.Store;
using KosovoNato.Recognitions.V1;
using Google.Protobuf;
using Record = KosovoNato.Platform.Store.Record;

namespace KosovoNato.Platform.Tests.Store;

public sealed class SortedRecordsTests
{
    /// <summary>Against a plain sorted dictionary: same content, same order, same pages, and older lists stay as they were.</summary>
    [Theory]
    [InlineData(1, 3_000)]
    [InlineData(2, 3_000)]
    [InlineData(3, 20_000)]
    public void It_is_what_a_sorted_dictionary_is_and_older_ones_do_not_change(int seed, int changes)
    {
        var random = new Random(seed);
        var expected = new SortedDictionary<string, Record>(StringComparer.Ordinal);
        var list = SortedRecords.Empty;
        var older = new List<(SortedRecords List, Record[] Content)>();
        for (var done = 0; done < changes;)
        {
            var builder = new SortedRecords.Builder(list);
            for (var i = random.Next(1, 40); i > 0; i--, done++)
            {
                var name = $"sources/s{random.Next(changes / 2)}";
                if (random.Next(4) == 0)
                {
                    builder.Remove(name);
                    expected.Remove(name);
                }
                else
                {
                    var record = RecordOf(name, done);
                    builder.Put(record);
                    expected[name] = record;
                }

                Assert.Same(expected.GetValueOrDefault(name), builder.Find(name));
            }

            list = builder.Build();
            if (random.Next(10) == 0)
            {
                older.Add((list, [.. expected.Values]));
            }
        }

        Assert.Equal(expected.Count, list.Count);
        Assert.Equal(expected.Values, list.All);
        Assert.All(older, kept => Assert.Equal(kept.Content, kept.List.All));
        for (var i = 0; i < 300; i++)
        {
            var from = $"sources/s{random.Next(changes / 2)}{(random.Next(2) == 0 ? "" : "-")}";
            Assert.Equal(expected.Values.Where(r => string.CompareOrdinal(r.Name, from) >= 0).Take(30), list.From(from, after: false).Take(30));
            Assert.Equal(expected.Values.Where(r => string.CompareOrdinal(r.Name, from) > 0).Take(30), list.From(from, after: true).Take(30));
            Assert.Same(expected.GetValueOrDefault(from), list.Find(from));
        }
    }

    [Fact]
    public void An_empty_one_answers_everything_with_nothing()
    {
        Assert.Null(SortedRecords.Empty.Find("sources/a"));
        Assert.Empty(SortedRecords.Empty.From("", after: false));
        var builder = new SortedRecords.Builder(SortedRecords.Empty);
        builder.Remove("sources/a");
        Assert.Empty(builder.Build().All);
    }

    static Record RecordOf(string name, long revision) =>
        Record.Of(Instance.Schema, name, revision, new RecognitionsResource { Source = new Source { Name = name } }.ToByteArray());
}
