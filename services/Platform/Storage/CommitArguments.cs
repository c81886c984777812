using System.Globalization;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>Encodes a group of commits as the arguments of Commit.lua.</summary>
static class CommitArguments
{
    public static RedisValue[] Of(string storeId, RedisChannel channel, string instance, IReadOnlyList<Commit> group)
    {
        var arguments = new List<RedisValue>(3 + group.Sum(commit => 5 + 2 * commit.Preconditions.Count + commit.WrittenNames.Count))
        {
            storeId,
            (string)channel!,
            instance,
        };
        foreach (var commit in group)
        {
            arguments.Add(commit.RequestId);
            arguments.Add(commit.Fingerprint);
            arguments.Add(commit.Preconditions.Count);
            foreach (var (name, revision) in commit.Preconditions)
            {
                arguments.Add(name);
                arguments.Add(revision.ToString(CultureInfo.InvariantCulture));
            }

            arguments.Add(commit.WrittenNames.Count);
            foreach (var name in commit.WrittenNames)
            {
                arguments.Add(name);
            }

            arguments.Add(commit.Change);
        }

        return [.. arguments];
    }
}
