using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Serving.Json;

/// <summary>A caller that speaks JSON to a service, with a key that may write.</summary>
sealed class JsonCaller(RunningService service) : IDisposable
{
    readonly HttpClient http = new() { BaseAddress = service.HttpAddress, Timeout = TimeSpan.FromSeconds(30) };

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => http.Dispose();

    public Task<JsonAnswer> GetAsync(string address) => SendAsync(HttpMethod.Get, address);

    public Task<JsonAnswer> PostAsync(string path, string body, string type = "application/json") =>
        PostAsync(path, Encoding.UTF8.GetBytes(body), type);

    public Task<JsonAnswer> PostAsync(string path, byte[] body, string? type = "application/json", string? encoding = null)
    {
        var content = new ByteArrayContent(body);
        if (type is not null)
        {
            content.Headers.TryAddWithoutValidation("content-type", type);
        }

        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return SendAsync(HttpMethod.Post, path, content);
    }

    public async Task<JsonAnswer> SendAsync(HttpMethod method, string address, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.Authorization = new("Bearer", RunningService.Key);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        // A stream has no end, and its start is the response.
        var isStream = response.IsSuccessStatusCode && address.Contains(":watch", StringComparison.Ordinal);
        var text = isStream ? "" : await response.Content.ReadAsStringAsync(Cancelled);
        return new(response.StatusCode, text, response.Content.Headers.ContentType, string.Join(", ", response.Content.Headers.Allow));
    }
}

/// <summary>A response in JSON.</summary>
sealed record JsonAnswer(HttpStatusCode Status, string Text, MediaTypeHeaderValue? ContentType, string Allow)
{
    public bool IsAccepted => Status == HttpStatusCode.OK;

    public JsonElement Root => JsonDocument.Parse(Text).RootElement;

    public string Message => Root.GetProperty("message").GetString()!;

    public string Reason => Details("ErrorInfo").Select(info => info.GetProperty("reason").GetString()!).SingleOrDefault("");

    /// <summary>The violations: the path of a field and what it takes.</summary>
    public IReadOnlyList<(string Field, string Description)> Violations =>
    [
        .. Details("BadRequest").SelectMany(detail => detail.GetProperty("fieldViolations").EnumerateArray())
            .Select(violation => (violation.GetProperty("field").GetString()!, violation.GetProperty("description").GetString()!)),
    ];

    public IEnumerable<string> Fields => Violations.Select(violation => violation.Field);

    IEnumerable<JsonElement> Details(string type) =>
        IsAccepted ? [] : Root.GetProperty("details").EnumerateArray()
            .Where(detail => detail.GetProperty("@type").GetString() == $"type.googleapis.com/google.rpc.{type}");
}
