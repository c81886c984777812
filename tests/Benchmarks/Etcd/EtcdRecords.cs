using System.Buffers.Binary;
using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Benchmarks.Calls;
using KosovoNato.Benchmarks.Etcd.Rpc;

namespace KosovoNato.Benchmarks.Etcd;

/// <summary>The same records in etcd. A value begins with the time at which it was sent, because etcd's events have none.</summary>
sealed class EtcdRecords(int count)
{
    readonly long[] revisions = new long[Records.MaxCallers];

    public static ByteString First { get; } = ByteString.CopyFromUtf8("sources/");

    public static ByteString End { get; } = ByteString.CopyFromUtf8("sources0");

    public static ByteString KeyOf(int record) => ByteString.CopyFromUtf8(Records.NameOf(record));

    public async Task LoadAsync(Connections connections, CancellationToken cancel)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Records.MaxCallers).Select(async caller =>
        {
            var client = new KV.KVClient(connections.Of(caller));
            for (int record; (record = Interlocked.Increment(ref next)) < count;)
            {
                var answer = await client.PutAsync(new PutRequest { Key = KeyOf(record), Value = NewValue() }, cancellationToken: cancel);
                if (record < revisions.Length)
                {
                    revisions[record] = answer.Header.Revision;
                }
            }
        }));
    }

    /// <summary>
    /// Changes the caller's own record, on condition that it is unchanged since the caller's last write; returns the revision.
    /// </summary>
    public async Task<long> ChangeAsync(CallInvoker invoker, int caller, CancellationToken cancel)
    {
        var key = KeyOf(caller);
        var answer = await new KV.KVClient(invoker).TxnAsync(new TxnRequest
        {
            Compare = { new Compare { Key = key, Target = Compare.Types.CompareTarget.Mod, ModRevision = revisions[caller] } },
            Success = { new RequestOp { RequestPut = new PutRequest { Key = key, Value = NewValue() } } },
        }, cancellationToken: cancel);
        return revisions[caller] = answer.Succeeded
            ? answer.Header.Revision
            : throw new InvalidOperationException("The peer refused a change.");
    }

    static ByteString NewValue()
    {
        var value = new byte[Records.Bytes];
        Random.Shared.NextBytes(value);
        BinaryPrimitives.WriteInt64BigEndian(value, SeenStream.MicrosecondsNow);
        return UnsafeByteOperations.UnsafeWrap(value);
    }
}
