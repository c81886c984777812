using KosovoNato.Store.V1;

namespace KosovoNato.Storage;

/// <summary>The changes of one revision to mirrored resources. They are stored in the log like any change, and never sent.</summary>
sealed class MirrorChange
{
    readonly bool replaces;
    readonly IReadOnlyList<ResourceVersion> records;
    IReadOnlyList<ResourceVersion>? replaced;
    UpstreamPosition? before;

    MirrorChange(string service, UpstreamPosition to, bool replaces, IReadOnlyList<ResourceVersion> records) =>
        (Service, To, this.replaces, this.records) = (service, to, replaces, records);

    public string Service { get; }

    /// <summary>The upstream position after this change.</summary>
    public UpstreamPosition To { get; }

    /// <summary>Whether the previous versions are known, so that the change can be reverted.</summary>
    public bool KnowsBefore => replaced is not null;

    /// <summary>The number of mirrored resources in this change.</summary>
    public int Count => records.Count;

    /// <summary>The approximate size in memory, in bytes.</summary>
    public int Size => records.Sum(record => record.Size);

    public static MirrorChange Read(Schema schema, ReadOnlyMemory<byte> stored)
    {
        var learned = MirrorUpdate.Parser.ParseFrom(stored.Span);
        return Of(schema, learned);
    }

    /// <summary>Creates the change, without resources of types that this release does not mirror.</summary>
    public static MirrorChange Of(Schema schema, MirrorUpdate learned) =>
        new(learned.Service, new UpstreamPosition(learned.StoreId, learned.Revision, new(learned.Fingerprint)), learned.Full,
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

    /// <summary>
    /// Applies the change to an earlier snapshot. Does not record the previous versions, because other threads may read this change.
    /// </summary>
    /// <param name="shared">Returns the version to use in place of its argument, for example the same version in the newest
    /// snapshot.</param>
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

        foreach (var old in replaced ?? throw new InvalidOperationException("The previous versions are not known."))
        {
            state.Put(old);
        }

        state.Follow(Service, before);
    }
}
