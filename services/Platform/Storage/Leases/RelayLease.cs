using System.Globalization;
using StackExchange.Redis;

namespace KosovoNato.Storage.Leases;

/// <summary>
/// The lease for publishing a service's changes, and the position up to which they were published. Both are in the service's hash. An
/// instance that has lost the lease can no longer move the position, even if it has not noticed (see RelayLease.lua).
/// </summary>
/// <param name="duration">The duration of the lease unless it is renewed.</param>
public sealed class RelayLease(StoreConnection store, TimeSpan duration, TimeProvider timeProvider)
{
    static readonly string Script = LoadScript();

    /// <summary>The lease as granted to this instance.</summary>
    internal sealed record LeaseGrant(long FencingToken, RelayPosition Position, long RequestedAt);

    /// <summary>Acquires the lease; null if another instance holds it.</summary>
    internal Task<LeaseGrant?> AcquireAsync(CancellationToken cancellationToken) => AskAsync(0, null, duration, cancellationToken);

    /// <summary>Renews the lease; null if it is lost.</summary>
    internal Task<LeaseGrant?> RenewAsync(LeaseGrant held, CancellationToken cancellationToken) =>
        AskAsync(held.FencingToken, null, duration, cancellationToken);

    /// <summary>Saves the published position and renews the lease; null if the lease is lost, and then the position is not saved.</summary>
    internal Task<LeaseGrant?> SaveAsync(LeaseGrant held, RelayPosition position, CancellationToken cancellationToken) =>
        AskAsync(held.FencingToken, position, duration, cancellationToken);

    /// <summary>Releases the lease, so that another instance can acquire it at once.</summary>
    internal Task ReleaseAsync(LeaseGrant held, CancellationToken cancellationToken) =>
        AskAsync(held.FencingToken, null, TimeSpan.Zero, cancellationToken);

    /// <summary>Returns how long the lease is certain to last, counted from before the request to the store.</summary>
    internal TimeSpan RemainingTime(LeaseGrant held) => duration - timeProvider.GetElapsedTime(held.RequestedAt);

    /// <summary>Reads the position up to which the changes were published.</summary>
    internal async Task<RelayPosition> PositionAsync(CancellationToken cancellationToken)
    {
        try
        {
            var session = await store.OpenAsync(cancellationToken);
            var value = (string?)await session.Reads.GetDatabase().HashGetAsync(store.Key, StoreLayout.RelayPositionField)
                .WaitAsync(cancellationToken);
            return RelayPosition.Parse(value ?? "");
        }
        catch (Exception e) when (StoreErrors.IsOfStore(e))
        {
            throw StoreErrors.Unavailable(e);
        }
    }

    async Task<LeaseGrant?> AskAsync(long epoch, RelayPosition? position, TimeSpan span, CancellationToken cancellationToken)
    {
        try
        {
            var session = await store.OpenForWritesAsync(cancellationToken);
            var askedAt = timeProvider.GetTimestamp();
            RedisValue[] arguments =
            [
                store.Instance,
                epoch.ToString(CultureInfo.InvariantCulture),
                ((long)span.TotalMicroseconds).ToString(CultureInfo.InvariantCulture),
                position?.ToString() ?? "",
            ];
            var answer = (RedisResult[])(await session.Writes.GetDatabase().ScriptEvaluateAsync(Script, [store.Key], arguments)
                .WaitAsync(cancellationToken))!;
            return (int)answer[0] == 1 ? new LeaseGrant((long)answer[1], RelayPosition.Parse((string)answer[2]!), askedAt) : null;
        }
        catch (Exception e) when (StoreErrors.IsOfStore(e))
        {
            throw StoreErrors.Unavailable(e);
        }
    }

    static string LoadScript()
    {
        using var stream = typeof(RelayLease).Assembly.GetManifestResourceStream("KosovoNato.Storage.Leases.RelayLease.lua")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
