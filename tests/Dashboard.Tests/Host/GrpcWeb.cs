using System.Net.Http.Headers;
using Google.Protobuf;

namespace KosovoNato.Dashboard.Tests.Host;

/// <summary>A call as a browser makes it.</summary>
static class GrpcWeb
{
    public static HttpRequestMessage Call(string path, IMessage? message = null)
    {
        var body = message?.ToByteArray() ?? [];
        byte[] frame = [0, (byte)(body.Length >> 24), (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length, .. body];
        var call = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(frame) };
        call.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc-web+proto");
        call.Headers.Add("X-Grpc-Web", "1");
        return call;
    }

    /// <summary>The status, from the headers or from the trailers at the end of the body.</summary>
    public static async Task<int> StatusAsync(HttpResponseMessage answer)
    {
        if (answer.Headers.TryGetValues("grpc-status", out var status))
        {
            return int.Parse(status.Single());
        }

        var text = System.Text.Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        const string Name = "grpc-status:";
        var at = text.LastIndexOf(Name, StringComparison.OrdinalIgnoreCase);
        return int.Parse(text[(at + Name.Length)..].Split('\r')[0]);
    }

    /// <summary>The first message of the response.</summary>
    public static async Task<T> MessageAsync<T>(HttpResponseMessage answer, MessageParser<T> parser)
        where T : IMessage<T>
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var length = (bytes[1] << 24) | (bytes[2] << 16) | (bytes[3] << 8) | bytes[4];
        return parser.ParseFrom(bytes.AsSpan(5, length));
    }
}
