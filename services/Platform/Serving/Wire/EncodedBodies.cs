using System.Buffers;
using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Serving.Transport;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Wire;

/// <summary>Puts answers together from bytes that exist already. All Get and List answers have the same shape.</summary>
static class EncodedResponse
{
    public const int RecordField = 1;
    public const int GetRevisionField = 2;
    public const int ListTokenField = 2;
    public const int ListRevisionField = 3;

    /// <summary>
    /// Whether the answer goes out as bytes. To be asked before the first wait: a caller that goes away takes the request with it.
    /// </summary>
    public static bool IsAccepted(ServerCallContext context) => RequestLimits.IsGrpc(context.GetHttpContext().Request);

    /// <summary>An answer with a body; decoded if the caller speaks JSON, which is written field by field.</summary>
    /// <param name="encoded">What <see cref="IsAccepted"/> said.</param>
    public static TResponse Answer<TResponse>(EncodedBody body, bool encoded)
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

    /// <summary>The fields behind the records of a page: the token of the next one, then the others.</summary>
    public static ReadOnlyMemory<byte> WithToken(string token, ReadOnlySpan<byte> others)
    {
        var bytes = new byte[WireWriter.SizeOfField(ListTokenField, token.Length) + others.Length];
        var at = WireWriter.WriteHeader(bytes, ListTokenField, token.Length);
        at += System.Text.Encoding.ASCII.GetBytes(token, bytes.AsSpan(at));
        others.CopyTo(bytes.AsSpan(at));
        return bytes;
    }
}

/// <summary>Length-delimited fields, and other fields behind them.</summary>
sealed class RepeatedFieldPayload(int field, IReadOnlyList<ReadOnlyMemory<byte>> contents, ReadOnlyMemory<byte> rest) : EncodedBody
{
    public override int Length { get; } = contents.Sum(content => WireWriter.SizeOfField(field, content.Length)) + rest.Length;

    public override void WriteTo(IBufferWriter<byte> output)
    {
        foreach (var content in contents)
        {
            WireWriter.WriteHeader(output, field, content.Length);
            output.Write(content.Span);
        }

        output.Write(rest.Span);
    }
}

/// <summary>One length-delimited field, and another behind it: the answer to a Get.</summary>
sealed class FieldPayload(int field, ReadOnlyMemory<byte> content, ReadOnlyMemory<byte> rest) : EncodedBody
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
