using KosovoNato.Store.V1;

namespace KosovoNato.Storage;

/// <summary>What one revision taught the service about a neighbor. It is kept in the log like any change, and never sent.</summary>
sealed class MirrorChange
{
    readonly bool replaces;
    readonly IReadOnlyList<ResourceVersion> records;
    IReadOnlyList<ResourceVersion>? replaced;
    UpstreamPosition? before;

    MirrorChange(string service, UpstreamPosition to, bool replaces, IReadOnlyList<ResourceVersion> records) =>
        (Service, To, this.replaces, this.records) = (service, to, replaces, records);

    public string Service { get; }

    /// <summary>Up to where the neighbor was followed.</summary>
    public UpstreamPosition To { get; }

    /// <summary>Says whether it can be undone.</summary>
    public bool KnowsBefore => replaced is not null;

    /// <summary>How many copies it brings.</summary>
    public int Count => records.Count;

    /// <summary>How many bytes of memory it takes, about.</summary>
    public int Size => records.Sum(record => record.Size);

    public static MirrorChange Read(Schema schema, ReadOnlyMemory<byte> stored)
    {
        var learned = Learned.Parser.ParseFrom(stored.Span);
        return Of(schema, learned);
    }

    /// <summary>Types that this release does not keep are passed over: it could not make anything of them.</summary>
    public static MirrorChange Of(Schema schema, Learned learned) =>
        new(learned.Service, new UpstreamPosition(learned.Store, learned.Revision), learned.Replaces,
            [.. learned.Resources
                .Select(resource => ResourceVersion.OfLearned(
                    schema, learned.Service, resource.Name, resource.Revision, resource.Resource.Memory))
                .OfType<ResourceVersion>()]);

    public MirrorChange WithoutBefore() => new(Service, To, replaces, records);

    public void Apply(Snapshot.Builder state)
    {
        before = state.FollowedTo(Service);
        replaced = replaces
            ? state.LearnedFrom(Service)
            : [.. records.Select(record => state.Find(record.Type, record.Name)).OfType<ResourceVersion>()];
        foreach (var old in replaced)
        {
            old.MarkSuperseded();
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
    public void Replay(Snapshot.Builder state, Func<ResourceVersion, ResourceVersion> shared)
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

    public void Revert(Snapshot.Builder state)
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
