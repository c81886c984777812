using KosovoNato.Recognitions.V1;
using Google.Protobuf;
using KosovoNato.Storage;

namespace KosovoNato.Platform.Tests.Storage;

public sealed class SortedVersionsTests
{
    /// <summary>Compared with a plain sorted dictionary: same content, order and pages, and earlier versions stay unchanged.</summary>
    [Theory]
    [InlineData(1, 3_000)]
    [InlineData(2, 20_000, Explicit = true)]
    public void Sorted_versions_behave_like_a_sorted_dictionary_and_earlier_instances_do_not_change(int seed, int changes)
    {
        var random = new Random(seed);
        var expected = new SortedDictionary<string, ResourceVersion>(StringComparer.Ordinal);
        var list = SortedVersions.Empty;
        var older = new List<(SortedVersions List, ResourceVersion[] Content)>();
        for (var done = 0; done < changes;)
        {
            var builder = new SortedVersions.Builder(list);
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
            Assert.Equal(
                expected.Values.Where(r => string.CompareOrdinal(r.Name, from) >= 0).Take(30), list.From(from, after: false).Take(30));
            Assert.Equal(
                expected.Values.Where(r => string.CompareOrdinal(r.Name, from) > 0).Take(30), list.From(from, after: true).Take(30));
            Assert.Same(expected.GetValueOrDefault(from), list.Find(from));
        }
    }

    /// <summary>Compared with two dictionaries: the differences between any two versions, from the start and after a name.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(5, Explicit = true)]
    public void Differences_match_those_of_dictionaries(int seed)
    {
        var random = new Random(seed);
        var lists = new List<SortedVersions> { SortedVersions.Empty };
        for (var i = 0; i < 12; i++)
        {
            var builder = new SortedVersions.Builder(lists[^1]);
            for (var change = random.Next(1, i % 3 == 0 ? 900 : 20); change > 0; change--)
            {
                var name = $"sources/s{random.Next(2_000)}";
                if (random.Next(4) == 0)
                {
                    builder.Remove(name);
                }
                else
                {
                    builder.Put(RecordOf(name, change));
                }
            }

            lists.Add(builder.Build());
        }

        lists.Add(SortedVersions.Of([.. lists[^1].All]));
        foreach (var from in lists)
        {
            foreach (var to in lists)
            {
                var after = random.Next(2) == 0 ? null : $"sources/s{random.Next(2_000)}";
                var (left, right) = (from.All.ToDictionary(r => r.Name), to.All.ToDictionary(r => r.Name));
                var all = left.Keys.Union(right.Keys).Where(name => after is null || string.CompareOrdinal(name, after) > 0)
                    .Order(StringComparer.Ordinal)
                    .Select(name => (left.GetValueOrDefault(name), right.GetValueOrDefault(name))).ToList();
                Assert.Equal(all, SortedVersions.Pairs(from, to, after, sharedToo: true));
                Assert.Equal(
                    all.Where(pair => !ReferenceEquals(pair.Item1, pair.Item2)), SortedVersions.Pairs(from, to, after, sharedToo: false));
            }
        }
    }

    [Fact]
    public void Every_query_on_an_empty_collection_returns_nothing()
    {
        Assert.Null(SortedVersions.Empty.Find("sources/a"));
        Assert.Empty(SortedVersions.Empty.From("", after: false));
        var builder = new SortedVersions.Builder(SortedVersions.Empty);
        builder.Remove("sources/a");
        Assert.Empty(builder.Build().All);
    }

    static ResourceVersion RecordOf(string name, long revision) =>
        ResourceVersion.Of(Instance.Schema, name, revision, new RecognitionsResource { Source = new Source { Name = name } }.ToByteArray());
}
