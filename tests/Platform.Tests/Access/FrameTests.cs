using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Google.Rpc;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>
/// Requests with framing that no library would produce are rejected like other invalid requests, without an error in the log.
/// </summary>
public sealed class FrameTests(SharedStores stores)
{
    const string Invalid = "3 INVALID_REQUEST";
    const string TooLarge = "8 LIMIT_EXCEEDED";
    const string Grpc = "application/grpc";
    const string Web = "application/grpc-web+proto";
    const string WebText = "application/grpc-web-text";

    [Fact]
    public async Task A_request_with_invalid_framing_is_rejected_with_a_reason_on_every_method_and_protocol()
    {
        using var folder = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(stores, folder.Accept());
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        string[] methods =
        [
            $"{service.Descriptor.FullName}/RegisterSource", $"{service.Descriptor.FullName}/Watch", "grpc.health.v1.Health/Check",
            "grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
        ];
        var wrong = new List<string>();
        foreach (var method in methods)
        {
            foreach (var (what, body, encoding, expected) in Requests().Where(one => method == methods[0] || one.Encoding is null))
            {
                // A stream of requests may be empty or have several messages.
                if (method == methods[^1] && what is "nothing" or "two messages")
                {
                    continue;
                }

                foreach (var type in new[] { Grpc, Web, WebText })
                {
                    var content = type == WebText ? System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(body)) : body;
                    var answer = await SendAsync(http, service, method, type, content, encoding);
                    Note(answer == expected, $"{what} to {method} as {type}: {answer} instead of {expected}");
                }
            }

            var noText = await SendAsync(http, service, method, WebText, "!!!!"u8.ToArray(), null);
            Note(noText == Invalid, $"what is not base64 to {method}: {noText}");
        }

        var tooMuch = await SendAsync(http, service, methods[0], Grpc, new byte[6 << 20], null);
        Note(tooMuch == TooLarge, $"six megabytes: {tooMuch}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(0, service.Revision);
        service.Errors.AssertNone();

        void Note(bool holds, string what)
        {
            if (!holds)
            {
                wrong.Add(what);
            }
        }
    }

    [Fact]
    public async Task Json_without_a_content_length_is_read_up_to_a_megabyte()
    {
        using var folder = new TemporaryDirectory();
        await using var service = await RunningService.StartAsync(stores, folder.Accept());
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        // Leading whitespace alone makes the request exceed the limit.
        var request = $$"""{"source":{"name":"sources/a","title":"A title","kind":"SOURCE_KIND_PAGE"},"requestId":"{{Guid.NewGuid()}}"}""";
        Assert.Equal(HttpStatusCode.TooManyRequests, await SendAsync(new string(' ', (1 << 20) + 1) + request));
        Assert.Equal(0, service.Revision);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(new string(' ', 1 << 19) + request));
        service.Errors.AssertNone();

        async Task<HttpStatusCode> SendAsync(string text)
        {
            using var message = new HttpRequestMessage(
                HttpMethod.Post, new Uri(service.HttpAddress, "/v1/sources:register"))
            {
                Content = new StringContent(
                    text, null, "application/json")
            };
            message.Headers.Authorization = new("Bearer", RunningService.Key);
            message.Headers.TransferEncodingChunked = true;
            message.Headers.ExpectContinue = true;
            using var answer = await http.SendAsync(message, Call.Cancelled);
            return answer.StatusCode;
        }
    }

    static IEnumerable<(string What, byte[] Body, string? Encoding, string Expected)> Requests()
    {
        yield return ("nothing", [], null, Invalid);
        yield return ("half a header", [0, 0, 0], null, Invalid);
        yield return ("half a message", [0, 0, 0, 0, 9, 1, 2, 3], null, Invalid);
        yield return ("two messages", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], null, Invalid);
        yield return ("a flag that there is not", [7, 0, 0, 0, 0], null, Invalid);
        yield return ("a message of two megabytes", [0, 0, 0x20, 0, 0], null, TooLarge);
        yield return ("a message of four gigabytes", [0, 0xff, 0xff, 0xff, 0xff], null, TooLarge);
        yield return ("damage in what is packed", [1, 0, 0, 0, 4, 0x1f, 0x8b, 1, 2], "gzip", Invalid);
        yield return ("little that unpacks to much", Packed(new byte[8 << 20]), "gzip", TooLarge);
    }

    static byte[] Packed(byte[] message)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(message);
        }

        var bytes = packed.ToArray();
        return [1, .. BitConverter.GetBytes(IPAddress.HostToNetworkOrder(bytes.Length)), .. bytes];
    }

    static async Task<string> SendAsync(HttpClient http, RunningService service, string method, string type, byte[] body, string? encoding)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(type == Grpc ? service.GrpcAddress : service.HttpAddress, method))
        {
            Content = new ByteArrayContent(body),
            Version = type == Grpc ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.TE.Add(new("trailers"));
        request.Headers.Authorization = new("Bearer", RunningService.Key);
        if (encoding is not null)
        {
            request.Headers.Add("grpc-encoding", encoding);
        }

        using var answer = await http.SendAsync(request, Call.Cancelled);
        await answer.Content.ReadAsByteArrayAsync(Call.Cancelled);
        var headers = answer.Headers.Contains("grpc-status") ? answer.Headers : answer.TrailingHeaders;
        var reason = headers.TryGetValues("grpc-status-details-bin", out var details) ? ReasonOf(details.Single()) : "without a reason";
        return $"{string.Join(',', headers.NonValidated.TryGetValues("grpc-status", out var status) ? status : [])} {reason}";
    }

    static string ReasonOf(string details) =>
        Google.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '=')))
            .GetDetail<ErrorInfo>()?.Reason ?? "without a reason";
}
