using Google.Protobuf;
using KosovoNato.Store.V1;

namespace KosovoNato.Platform.Store;

/// <summary>What one revision taught the service about a neighbor. It is kept in the log like any change, and never sent.</summary>
sealed class LearnedChange
{
    readonly bool replaces;
    readonly IReadOnlyList<Record> records;
    IReadOnlyList<Record>? replaced;
    FollowedTo? before;

    LearnedChange(string service, FollowedTo to, bool replaces, IReadOnlyList<Record> records) =>
        (Service, To, this.replaces, this.records) = (service, to, replaces, records);

    public string Service { get; }

    /// <summary>Up to where the neighbor was followed.</summary>
    public FollowedTo To { get; }

    /// <summary>Says whether it can be undone.</summary>
    public bool KnowsBefore => replaced is not null;

    /// <summary>How many copies it brings.</summary>
    public int Count => records.Count;

    /// <summary>How many bytes of memory it takes, about.</summary>
    public int Size => records.Sum(record => record.Size);

    public static LearnedChange Read(Schema schema, ReadOnlyMemory<byte> stored)
    {
        var learned = Learned.Parser.ParseFrom(stored.Span);
        return Of(schema, learned);
    }

    /// <summary>Types that this release does not keep are passed over: it could not make anything of them.</summary>
    public static LearnedChange Of(Schema schema, Learned learned) =>
        new(learned.Service, new FollowedTo(learned.Store, learned.Revision), learned.Replaces,
            [.. learned.Resources
                .Select(resource => Record.OfLearned(schema, learned.Service, resource.Name, resource.Revision, resource.Resource.Memory))
                .OfType<Record>()]);

    public LearnedChange WithoutBefore() => new(Service, To, replaces, records);

    public void Apply(Snapshot.Builder state)
    {
        before = state.FollowedTo(Service);
        replaced = replaces
            ? state.LearnedFrom(Service)
            : [.. records.Select(record => state.Find(record.Type, record.Name)).OfType<Record>()];
        foreach (var old in replaced)
        {
            old.Superseded();
            state.Remove(old);
        }

        foreach (var record in records)
        {
            state.Put(record);
        }

        state.Follow(Service, To);
    }

    /// <summary>Does it again to a state of that time, and remembers nothing of it: others may read this one meanwhile.</summary>
    /// <param name="shared">Gives the record to use in place of one of these.</param>
    public void Repeat(Snapshot.Builder state, Func<Record, Record> shared)
    {
        if (replaces)
        {
            foreach (var old in state.LearnedFrom(Service))
            {
                state.Remove(old);
            }
        }

        foreach (var record in records)
        {
            state.Put(shared(record));
        }

        state.Follow(Service, To);
    }

    public void Undo(Snapshot.Builder state)
    {
        foreach (var record in records)
        {
            state.Remove(record);
        }

        foreach (var old in replaced ?? throw new InvalidOperationException("What was before is not known."))
        {
            state.Put(old);
        }

        state.Follow(Service, before);
    }
}
