using System.Buffers.Text;
using System.IO.Hashing;
using System.Text;
using Google.Protobuf;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Recomputation;

namespace KosovoNato.Storage.Writes;

/// <summary>
/// Uncommitted changes over a snapshot. A decision reads the snapshot with the changes so far on top. Nothing is stored before the commit,
/// which is rejected if a resource that the decision read or changes has changed since the snapshot.
/// </summary>
public sealed class Transaction(Snapshot state, DateTimeOffset now, string actor, string reason)
{
    readonly Dictionary<string, PendingChange> changes = new(StringComparer.Ordinal);
    readonly Dictionary<string, long> relied = new(StringComparer.Ordinal);

    /// <summary>The time of the decision. Decisions use no other clock.</summary>
    public DateTimeOffset Now => now;

    public DateOnly Today => DateOnly.FromDateTime(now.UtcDateTime);

    /// <summary>The actor of the write.</summary>
    public string Actor => actor;

    /// <summary>The reason that the caller gave.</summary>
    public string Reason => reason;

    /// <summary>Actor, reason and time, for rules that do not use a transaction.</summary>
    public DecisionContext Context => new(actor, reason, now);

    /// <summary>
    /// The snapshot with the changes so far on top, including mirrored resources. Reads here are not part of the read set, so this view is
    /// for a <see cref="Derivation"/>: with it, commits are serialized and nothing can change meanwhile.
    /// </summary>
    public IResourceView Resources => new TransactionView(state, changes);

    internal IReadOnlyCollection<PendingChange> WriteSet => changes.Values;

    /// <summary>The revision of the snapshot that the transaction is based on.</summary>
    internal long BaseRevision => state.Revision;

    Snapshot Base => state;

    /// <summary>
    /// The resources that the decision read but does not change, with their revisions; 0 for resources that did not exist.
    /// </summary>
    internal IReadOnlyDictionary<string, long> ReadSet => relied;

    /// <summary>
    /// Finds a resource. The commit is rejected if the resource changes before the commit. Never change the result: use <see cref="Edit"/>.
    /// </summary>
    public T? Find<T>(string name) where T : class, IMessage<T>, new()
    {
        name = state.Schema.CanonicalName(name);
        if (changes.TryGetValue(name, out var change))
        {
            return (T)change.After;
        }

        var record = state.Find(state.Schema.TypeOf<T>(), name);
        relied[name] = record?.Revision ?? 0;
        return record?.As<T>();
    }

    /// <summary>Finds a resource. Throws NOT_FOUND, with the names of similar or existing resources, if it does not exist.</summary>
    public T Get<T>(string name) where T : class, IMessage<T>, IResource, new() =>
        Find<T>(name) ?? throw Resources.NotFound<T>(state.Schema.CanonicalName(name));

    /// <summary>
    /// Returns a copy of a resource to change and then <see cref="Put"/>. Throws NOT_FOUND if it does not exist, and ABORTED if the etag is
    /// given and outdated.
    /// </summary>
    public T Edit<T>(string name, string etag = "") where T : class, IMessage<T>, IDeepCloneable<T>, IResource, new()
    {
        var present = Get<T>(name);
        return etag.Length == 0 || etag == present.Etag ? present.Clone() : throw ApiException.EtagMismatch(present.Name, present.Etag);
    }

    /// <summary>Throws ALREADY_EXISTS if there is a resource with this name.</summary>
    public void RequireNew<T>(string name) where T : class, IMessage<T>, new()
    {
        if (Find<T>(name) is not null)
        {
            throw ApiException.AlreadyExists(state.Schema.CanonicalName(name));
        }
    }

    /// <summary>
    /// Returns a copy of a resource from a request, to complete and then <see cref="Put"/>. Throws ALREADY_EXISTS if there is a resource
    /// with its name.
    /// </summary>
    public T New<T>(T given) where T : class, IMessage<T>, IDeepCloneable<T>, IResource, new()
    {
        var resource = given.Clone();
        resource.Name = state.Schema.CanonicalName(resource.Name);
        RequireNew<T>(resource.Name);
        return resource;
    }

    /// <summary>Adds a new resource or the next version of a resource, and returns it. Sets its etag.</summary>
    /// <param name="resource">The new version, which belongs to the transaction from now on.</param>
    /// <param name="events">The events that happened: values of the service's event enum.</param>
    public T Put<T, TEvent>(T resource, params ReadOnlySpan<TEvent> events)
        where T : class, IMessage<T>, IResource, new()
        where TEvent : Enum
    {
        var change = ChangeOf<T>(resource.Name);
        resource.Etag = NextEtag(change.Before?.As<T>().Etag ?? "", resource);
        change.Set(resource, events);
        return resource;
    }

    /// <summary>Adds a version in which only derived fields differ. Its etag stays, because no caller wrote anything.</summary>
    public void PutDerived<T, TEvent>(T resource, params ReadOnlySpan<TEvent> events)
        where T : class, IMessage<T>, IResource, new()
        where TEvent : struct, Enum =>
        ChangeOf<T>(resource.Name).Set(resource, events);

    /// <summary>
    /// The resources whose content is not the same as in an earlier transaction with its changes, whether it was committed or not.
    /// </summary>
    /// <param name="earlier">The earlier transaction; null for all resources.</param>
    internal IEnumerable<ResourceKey> DifferencesFrom(Transaction? earlier)
    {
        var before = earlier ?? new Transaction(Snapshot.Empty(state.Schema, state.StoreId), now, actor, reason);
        return state.Schema.AllTypes
            .SelectMany(type => before.Base.Differences(type, state).Select(pair => (Type: type, (pair.To ?? pair.From)!.Name)))
            .Concat(before.changes.Concat(changes).Select(change => (change.Value.Type, Name: change.Key)))
            .DistinctBy(one => one.Name)
            .Where(one => !before.ContentOf(one.Type, one.Name).Span.SequenceEqual(ContentOf(one.Type, one.Name).Span))
            .Select(one => new ResourceKey(one.Type.Descriptor.ClrType, one.Name));
    }

    ReadOnlyMemory<byte> ContentOf(ResourceType type, string name) =>
        changes.TryGetValue(name, out var change) ? change.Wrap() : state.Find(type, name)?.EncodedWrapper ?? default;

    PendingChange ChangeOf<T>(string name) where T : class, IMessage<T>, new()
    {
        if (!changes.TryGetValue(name, out var change))
        {
            var type = state.Schema.TypeOf<T>();
            change = new PendingChange(type, state.Find(type, name));
            changes.Add(name, change);
            relied.Remove(name);
        }

        return change;
    }

    /// <summary>
    /// Returns a hash of the previous etag and the content. It is known before the commit assigns a revision, and no two versions of a
    /// resource share an etag, even if it returns to earlier content.
    /// </summary>
    string NextEtag<T>(string before, T resource) where T : IMessage<T>, IResource
    {
        resource = state.Schema.WithoutDerived(resource);
        resource.Etag = "";
        var hash = new XxHash64();
        hash.Append(Encoding.ASCII.GetBytes(before));
        hash.Append(resource.ToByteArray());
        return Base64Url.EncodeToString(hash.GetCurrentHash());
    }
}
