using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;

namespace KosovoNato.EndToEnd.Tests.Backup;

/// <summary>
/// All readable data of a service: each List, now and as known at earlier revisions, the Get and the ListRevisions of each resource, and a
/// Watch from the first revision on. Without tokens, which contain the store ID.
/// </summary>
sealed class ServiceReadout
{
    readonly ServiceCalls calls;
    readonly Lock gate = new();
    readonly SortedDictionary<string, string> answers = new(StringComparer.Ordinal);

    ServiceReadout(ServiceCalls calls) => this.calls = calls;

    /// <summary>All data known now, and at some earlier revisions.</summary>
    public static async Task<SortedDictionary<string, string>> NowAsync(
        CallInvoker invoker, ServiceDescriptor service, string storeId, long head, params long[] known)
    {
        var asked = new ServiceReadout(new(invoker, service));
        await asked.ListAllAsync([.. known.Cast<long?>(), null]);
        await asked.WatchAsync(storeId, head);
        return asked.answers;
    }

    /// <summary>The data known at some earlier revisions, regardless of later ones.</summary>
    public static async Task<SortedDictionary<string, string>> ThenAsync(
        CallInvoker invoker, ServiceDescriptor service, string storeId, long head, params long[] known)
    {
        var asked = new ServiceReadout(new(invoker, service));
        await asked.ListAllAsync([.. known.Cast<long?>()]);
        await asked.WatchAsync(storeId, head);
        return asked.answers;
    }

    async Task ListAllAsync(IReadOnlyList<long?> revisions)
    {
        foreach (var (list, get) in calls.Lists)
        {
            foreach (var revision in revisions)
            {
                await ListAsync(list, get, revision);
            }
        }
    }

    async Task ListAsync(MethodDescriptor list, MethodDescriptor get, long? known)
    {
        var token = "";
        for (var number = 1; number == 1 || token.Length > 0; number++)
        {
            var request = ServiceCalls.Request(list, ("page_size", 1_000), ("page_token", token));
            if (known is { } revision)
            {
                list.InputType.FindFieldByName("known_at").Accessor.SetValue(request, new KnownAt { Revision = revision });
            }

            var page = await calls.CallAsync(list, request);
            answers.Add($"{list.Name} known at {known}, page {number}", ServiceCalls.Shown(page));
            token = ServiceCalls.Field<string>(page, "next_page_token");
            if (known is null)
            {
                await EachAsync(get, page);
            }
        }
    }

    async Task EachAsync(MethodDescriptor get, IMessage page)
    {
        var revisions = calls.Method("ListRevisions");
        await Parallel.ForEachAsync(
            ServiceCalls.ResourcesIn(page), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (resource, _) =>
        {
            var now = await calls.CallAsync(get, ServiceCalls.Request(get, ("name", resource.Name)));
            var all = await calls.CallAsync(revisions, ServiceCalls.Request(revisions, ("name", resource.Name), ("page_size", 1_000)));
            lock (gate)
            {
                answers.Add($"Get {resource.Name}", ServiceCalls.Shown(now));
                answers.Add($"ListRevisions {resource.Name}", ServiceCalls.Shown(all));
            }
        });
    }

    /// <summary>Compares revision by revision, because the number of revisions in a message varies.</summary>
    async Task WatchAsync(string storeId, long head)
    {
        var start = new ChangeWatchRequest { RevisionToken = RevisionToken.Encode(calls.Name, new(storeId, 0, default)) };
        await foreach (var message in calls.WatchAsync(start))
        {
            foreach (var change in message.Revisions.Where(change => change.Revision <= head))
            {
                answers.Add($"Watch {change.Revision:D9}", Convert.ToHexString(change.ToByteArray()));
            }

            if (message.Revisions.Any(change => change.Revision >= head))
            {
                return;
            }
        }
    }
}
