using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Xunit;

namespace KosovoNato.Testing;

/// <summary>Requests of every type with randomly filled fields: valid, invalid, or empty.</summary>
/// <param name="seed">The same seed gives the same requests.</param>
/// <param name="texts">Values for text fields, in addition to values that are invalid everywhere.</param>
/// <param name="names">Names of existing resources, so that not every request fails at its name.</param>
public sealed class RandomRequests(int seed, IReadOnlyList<string> texts, IReadOnlyList<string> names)
{
    // Almost every read has these fields, and few random values of them are valid. If they were always set, no request would succeed.
    static readonly string[] SeldomValid = ["as_of", "partial_date_mode", "known_at", "assumptions", "consistency", "page_token"];

    static readonly string[] FitNowhere =
    [
        "", "-", "//", "a/b/c/d", "\0", "é\u0301", "😀", "2008", "2008-02-18", "2019-11", "2008-02-30", "9999-12-31", "1000",
        "AL", "XK", "XKX", "nato", "GRANT_MAP", "title", "evidence", "other_dates", "rank", "note", "criterion", "corrections",
        "display_name", "act.date",
        new('x', 2_000),
    ];

    static readonly HashSet<StatusCode> Expected =
    [
        StatusCode.OK, StatusCode.InvalidArgument, StatusCode.NotFound, StatusCode.AlreadyExists, StatusCode.FailedPrecondition,
        StatusCode.Aborted, StatusCode.OutOfRange,
    ];

    static readonly Marshaller<IMessage> Request = Marshallers.Create<IMessage>(
        message => message.ToByteArray(), _ => throw new NotSupportedException());
    static readonly Marshaller<byte[]> Response = Marshallers.Create(bytes => bytes, bytes => bytes);

    readonly Random random = new(seed);
    readonly string[] texts = [.. FitNowhere, .. texts, .. names];

    /// <summary>Sends each unary RPC a number of odd requests. Each must succeed or be rejected, and some must succeed.</summary>
    public async Task AssertNoFaultAsync(RunningService service, int rounds)
    {
        Dictionary<StatusCode, int> seen = [];
        for (var round = 0; round < rounds; round++)
        {
            foreach (var rpc in service.Descriptor.Methods.Where(rpc => !rpc.IsServerStreaming))
            {
                var request = Next(rpc.InputType);
                var status = await StatusOfAsync(service, rpc, request);
                Assert.True(Expected.Contains(status), $"{rpc.Name} answers {status} to {request} (seed {seed})");
                seen[status] = seen.GetValueOrDefault(status) + 1;
            }
        }

        Assert.True(seen.GetValueOrDefault(StatusCode.OK) >= rounds / 2, $"{string.Join(", ", seen)} (seed {seed})");
    }

    static async Task<StatusCode> StatusOfAsync(RunningService service, MethodDescriptor rpc, IMessage request)
    {
        var method = new Method<IMessage, byte[]>(MethodType.Unary, rpc.Service.FullName, rpc.Name, Request, Response);
        var options = new CallOptions(
            cancellationToken: TestContext.Current.CancellationToken, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30));
        try
        {
            await service.Invoker.AsyncUnaryCall(method, null, options, request);
            return StatusCode.OK;
        }
        catch (RpcException rejected)
        {
            return rejected.StatusCode;
        }
    }

    IMessage Next(MessageDescriptor descriptor, int depth = 0)
    {
        var message = descriptor.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in descriptor.Fields.InDeclarationOrder().Where(_ => depth <= 5).Where(IsSet))
        {
            if (field.IsRepeated)
            {
                var list = (System.Collections.IList)field.Accessor.GetValue(message);
                for (var i = random.Next(3); i > 0; i--)
                {
                    list.Add(Value(field, depth));
                }
            }
            else
            {
                field.Accessor.SetValue(message, Value(field, depth));
            }
        }

        return message;
    }

    bool IsSet(FieldDescriptor field) => SeldomValid.Contains(field.Name) ? random.Next(8) == 0 : random.Next(4) > 0;

    object Value(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.String when field.Name == "request_id" && depth == 0 => random.Next(20) == 0 ? "" : Guid.NewGuid().ToString(),
        FieldType.String when field.Name is "request_id" or "reason" or "etag" => "",
        FieldType.String when field.Name == "name" && random.Next(2) > 0 => names[random.Next(names.Count)],
        FieldType.String => texts[random.Next(texts.Length)],
        FieldType.Bool => random.Next(8) == 0,
        FieldType.Enum => random.Next(-1, 11),
        FieldType.Int32 => random.Next(-2, 20),
        FieldType.Int64 => (long)random.Next(-2, 20),
        FieldType.Double => random.Next(5) switch { 0 => double.NaN, 1 => double.PositiveInfinity, _ => random.Next(-3, 30) / 3.0 },
        FieldType.Message => Next(field.MessageType, depth + 1),
        _ => throw new NotSupportedException($"No odd value for {field.FullName}."),
    };
}
