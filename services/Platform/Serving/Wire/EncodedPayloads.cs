using System.Buffers;
using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Serving.Limits;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Wire;

/// <summary>Assembles responses from bytes that already exist. All Get and List responses have the same shape.</summary>
static class EncodedResponse
{
    public const int RecordField = 1;
    public const int GetRevisionField = 2;
    public const int ListTokenField = 2;
    public const int ListRevisionField = 3;

    /// <summary>
    /// Whether the response is sent as bytes. Call this before the first await: when the caller disconnects, the request is gone.
    /// </summary>
    public static bool IsAccepted(ServerCallContext context) => RequestLimits.IsGrpc(context.GetHttpContext().Request);

    /// <summary>Creates a response with a body; decodes the body if the caller uses JSON, which is written field by field.</summary>
    /// <param name="encoded">The result of <see cref="IsAccepted"/>.</param>
    public static TResponse Answer<TResponse>(EncodedPayload body, bool encoded)
        where TResponse : class, IMessage<TResponse>, IEncodedAnswer, new()
    {
        if (encoded)
        {
            return new TResponse { Encoded = body };
        }

        var bytes = new ArrayBufferWriter<byte>(body.Length);
        body.WriteTo(bytes);
        var answer = new TResponse();
        answer.MergeFrom(bytes.WrittenSpan);
        return answer;
    }

    /// <summary>Returns the fields after the resources of a page: the token of the next page, then the others.</summary>
    public static ReadOnlyMemory<byte> WithToken(string token, ReadOnlySpan<byte> others)
    {
        var bytes = new byte[WireWriter.SizeOfField(ListTokenField, token.Length) + others.Length];
        var at = WireWriter.WriteHeader(bytes, ListTokenField, token.Length);
        at += System.Text.Encoding.ASCII.GetBytes(token, bytes.AsSpan(at));
        others.CopyTo(bytes.AsSpan(at));
        return bytes;
    }
}

/// <summary>Length-delimited fields, followed by other fields.</summary>
sealed class RepeatedFieldPayload(int field, List<ReadOnlyMemory<byte>> contents, ReadOnlyMemory<byte> rest) : EncodedPayload
{
    public override int Length { get; } = LengthOf(field, contents) + rest.Length;

    public override void WriteTo(IBufferWriter<byte> output)
    {
        var blocks = new BlockWriter(output);
        foreach (var content in contents)
        {
            blocks.WriteField(field, content.Span);
        }

        blocks.Write(rest.Span);
        blocks.Complete();
    }

    static int LengthOf(int field, List<ReadOnlyMemory<byte>> contents)
    {
        var length = 0;
        foreach (var content in contents)
        {
            length += WireWriter.SizeOfField(field, content.Length);
        }

        return length;
    }
}

/// <summary>A length-delimited field, followed by other fields: the response to a Get.</summary>
sealed class FieldPayload(int field, ReadOnlyMemory<byte> content, ReadOnlyMemory<byte> rest) : EncodedPayload
{
    public override int Length { get; } = WireWriter.SizeOfField(field, content.Length) + rest.Length;

    public override void WriteTo(IBufferWriter<byte> output)
    {
        var span = output.GetSpan(Length);
        var at = WireWriter.WriteField(span, field, content.Span);
        rest.Span.CopyTo(span[at..]);
        output.Advance(Length);
    }
}
