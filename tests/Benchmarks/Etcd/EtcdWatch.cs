using System.Buffers.Binary;
using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Benchmarks.Calls;
using KosovoNato.Benchmarks.Etcd.Rpc;

namespace KosovoNato.Benchmarks.Etcd;

/// <summary>A watcher of all records in etcd.</summary>
static class EtcdWatch
{
    /// <summary>Returns when the server has registered the watch. The inner task ends with the stream.</summary>
    public static async Task<Task> SubscribeAsync(CallInvoker invoker, SeenStream seen, CancellationToken cancel)
    {
        var call = new Watch.WatchClient(invoker).Watch(cancellationToken: cancel);
        await call.RequestStream.WriteAsync(new WatchRequest
        {
            CreateRequest = new WatchCreateRequest { Key = EtcdRecords.First, RangeEnd = EtcdRecords.End },
        }, cancel);
        await call.ResponseStream.MoveNext(cancel);
        return ReadAsync();

        async Task ReadAsync()
        {
            using var held = call;
            try
            {
                while (await call.ResponseStream.MoveNext(cancel))
                {
                    seen.Take(new SeenRevisions(
                        call.ResponseStream.Current.Events.Select(happened => (happened.Kv.ModRevision, SentAt(happened.Kv.Value)))));
                }
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Cancelled && cancel.IsCancellationRequested)
            {
                // The measurement is over.
            }
        }
    }

    static long SentAt(ByteString value) => BinaryPrimitives.ReadInt64BigEndian(value.Span);
}
