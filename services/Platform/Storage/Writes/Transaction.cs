using System.Buffers.Text;
using System.IO.Hashing;
using System.Text;
using Google.Protobuf;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Storage.Derivations;

namespace KosovoNato.Storage.Writes;

/// <summary>
/// What a decision sees and what it decides: the state as it is, with the changes made so far on top. Nothing of it is real
/// until it is committed, and the commit is refused if anything that was looked at to change it has changed meanwhile.
/// </summary>
public sealed class Transaction(Snapshot state, DateTimeOffset now, string actor, string reason)
{
    readonly Dictionary<string, PendingChange> changes = new(StringComparer.Ordinal);
    readonly Dictionary<string, long> relied = new(StringComparer.Ordinal);

    /// <summary>The time that the decision is made at; decisions take it from here and from nowhere else.</summary>
    public DateTimeOffset Now => now;

    public DateOnly Today => DateOnly.FromDateTime(now.UtcDateTime);

    /// <summary>Who writes.</summary>
    public string Actor => actor;

    /// <summary>Why, as the caller put it.</summary>
    public string Reason => reason;

    /// <summary>The same for rules that do not see a transaction.</summary>
    public DecisionContext Context => new(actor, reason, now);

    /// <summary>
    /// The state with the changes made so far on top: the service's own resources and those learned of neighbors. Reading here
    /// is not relied on, so it is for what a <see cref="Derivation"/> computes; where there is one, commits follow each other
    /// strictly and nothing can change meanwhile.
    /// </summary>
    public IResourceView Resources => new TransactionView(state, changes);

    internal IReadOnlyCollection<PendingChange> WriteSet => changes.Values;

    /// <summary>The revision of the state that the draft began with.</summary>
    internal long BaseRevision => state.Revision;

    /// <summary>What the decision relied on without changing it: name and revision; 0 for what did not exist.</summary>
    internal IReadOnlyDictionary<string, long> ReadSet => relied;

    /// <summary>Finds a resource; the commit will fail if it changes before. Never change what comes back: use Edit.</summary>
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

    /// <summary>Finds a resource, or refuses with NOT_FOUND.</summary>
    public T Get<T>(string name) where T : class, IMessage<T>, new() =>
        Find<T>(name) ?? throw ApiException.NotFound(state.Schema.CanonicalName(name));

    /// <summary>A copy of a resource to change and then <see cref="Put"/>; refuses with NOT_FOUND, or ABORTED if the etag is
    /// given and not the newest.</summary>
    public T Edit<T>(string name, string etag = "") where T : class, IMessage<T>, IDeepCloneable<T>, IResource, new()
    {
        var present = Get<T>(name);
        return etag.Length == 0 || etag == present.Etag ? present.Clone() : throw ApiException.EtagMismatch(present.Name, present.Etag);
    }

    /// <summary>Refuses with ALREADY_EXISTS if there is such a resource.</summary>
    public void RequireNew<T>(string name) where T : class, IMessage<T>, new()
    {
        if (Find<T>(name) is not null)
        {
            throw ApiException.AlreadyExists(state.Schema.CanonicalName(name));
        }
    }

    /// <summary>A copy of a resource that a request gives, to complete and then <see cref="Put"/>; refuses with ALREADY_EXISTS.</summary>
    public T New<T>(T given) where T : class, IMessage<T>, IDeepCloneable<T>, IResource, new()
    {
        var resource = given.Clone();
        resource.Name = state.Schema.CanonicalName(resource.Name);
        RequireNew<T>(resource.Name);
        return resource;
    }

    /// <summary>Hands over the next version of a resource, or a new one, and returns it. Sets its etag.</summary>
    /// <param name="resource">The new version; the draft owns it from here on.</param>
    /// <param name="events">What happened, in the domain's words: values of the service's event enum.</param>
    public T Put<T, TEvent>(T resource, params ReadOnlySpan<TEvent> events)
        where T : class, IMessage<T>, IResource, new()
        where TEvent : Enum
    {
        var change = ChangeOf<T>(resource.Name);
        resource.Etag = NextEtag(change.Before?.As<T>().Etag ?? "", resource);
        change.Set(resource, events);
        return resource;
    }

    /// <summary>Hands over a version in which only derived fields differ. Its etag stays: no caller wrote anything.</summary>
    public void PutDerived<T, TEvent>(T resource, params ReadOnlySpan<TEvent> events)
        where T : class, IMessage<T>, IResource, new()
        where TEvent : struct, Enum =>
        ChangeOf<T>(resource.Name).Set(resource, events);

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
    /// The etag follows from the etag before and the content, so it is known before the commit gives a revision, and two
    /// versions never share one, not even when a resource returns to an earlier content.
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
