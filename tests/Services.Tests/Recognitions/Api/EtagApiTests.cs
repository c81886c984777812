using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KosovoNato.Errors.V1;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Services.Tests.Recognitions.Api;

/// <summary>A correction of an outdated version is rejected, wherever its etag is given.</summary>
public sealed class EtagApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_resource_that_was_read_before_another_correction_cannot_be_written_back() => OnState(async (service, read) =>
    {
        var current = await CorrectAsync(service, new(read) { DisplayName = "First" });
        var info = await ErrorAssert.For(ErrorReason.EtagMismatch, () => CorrectAsync(service, new(read) { DisplayName = "Second" }));
        Assert.Equal(current.Etag, info.Metadata["etag"]);
        info = await ErrorAssert.For(
            ErrorReason.EtagMismatch, () => service.Situation.WriteAsync(
                [new() { CorrectState = Correction(new(current)) }, new() { CorrectState = Correction(new(read)) }]));
        Assert.Equal("1", info.Metadata["write"]);
        Assert.Equal("Third", (await CorrectAsync(service, new(current) { DisplayName = "Third" })).DisplayName);
    });

    [Fact]
    public Task Two_different_etags_are_rejected_with_both_fields() => OnState(async (service, read) =>
    {
        var request = Correction(read);
        request.Etag = "another";
        await ErrorAssert.ForFields(
            () => service.Client.CorrectStateAsync(WithId(request), cancellationToken: Cancellation).ResponseAsync, "etag", "state.etag");
        await ErrorAssert.ForFields(
            () => service.Situation.WriteAsync([new() { CorrectState = request }]),
            "writes[0].correct_state.etag", "writes[0].correct_state.state.etag");
        request.Etag = read.Etag;
        await service.Client.CorrectStateAsync(WithId(request), cancellationToken: Cancellation);
    });

    [Fact]
    public Task The_etag_of_a_read_in_JSON_is_required_by_If_Match() => OnState(async (service, read) =>
    {
        using var http = Http(service);
        using var got = await http.GetAsync("/v1/states/AL", Cancellation);
        Assert.Equal($"\"{read.Etag}\"", got.Headers.ETag?.ToString());
        using var first = await CorrectAsync(http, "First", got.Headers.ETag?.ToString());
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.NotEqual(got.Headers.ETag, first.Headers.ETag);
        using var second = await CorrectAsync(http, "Second", got.Headers.ETag?.ToString());
        Assert.Equal((HttpStatusCode.Conflict, "ETAG_MISMATCH"), (second.StatusCode, await ReasonAsync(second)));
        using var third = await CorrectAsync(http, "Third", first.Headers.ETag?.ToString());
        using var any = await CorrectAsync(http, "Fourth", "*");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (third.StatusCode, any.StatusCode));
    });

    [Theory]
    [InlineData("W/\"abc\"")]
    [InlineData("abc")]
    [InlineData("\"abc\", \"def\"")]
    [InlineData("")]
    public Task A_header_that_is_not_one_strong_etag_is_rejected(string header) => OnState(async (service, _) =>
    {
        using var http = Http(service);
        using var response = await CorrectAsync(http, "First", header);
        Assert.Equal((HttpStatusCode.BadRequest, "If-Match"), (response.StatusCode, await FieldsAsync(response)));
    });

    [Fact]
    public Task A_header_that_differs_from_the_request_is_rejected_with_both() => OnState(async (service, read) =>
    {
        using var http = Http(service);
        using var request = await SendAsync(http, "/v1/states:correct", "\"abc\"", new
        {
            state = new { name = "states/AL", displayName = "First" },
            updateMask = "displayName",
            etag = read.Etag,
            requestId = Guid.NewGuid(),
        });
        Assert.Equal((HttpStatusCode.BadRequest, "If-Match etag"), (request.StatusCode, await FieldsAsync(request)));
        using var resource = await SendAsync(http, "/v1/states:correct", "\"abc\"", new
        {
            state = new { name = "states/AL", etag = read.Etag, displayName = "First" },
            updateMask = "displayName",
            requestId = Guid.NewGuid(),
        });
        Assert.Equal((HttpStatusCode.BadRequest, "etag state.etag"), (resource.StatusCode, await FieldsAsync(resource)));
    });

    [Theory]
    [InlineData("/v1/states:register")]
    [InlineData("/v1/recognitions:batchWrite")]
    public Task The_header_is_rejected_where_it_has_no_meaning(string path) => OnState(async (service, _) =>
    {
        using var http = Http(service);
        using var response = await SendAsync(http, path, "\"abc\"", new { requestId = Guid.NewGuid() });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("If-Match", await FieldsAsync(response), StringComparison.Ordinal);
    });

    static CorrectStateRequest Correction(State state) => new() { State = state, UpdateMask = new() { Paths = { "display_name" } } };

    static CorrectStateRequest WithId(CorrectStateRequest request) => new(request) { RequestId = Situations.NewId() };

    static async Task<State> CorrectAsync(RunningService service, State state) => (await service.Client.CorrectStateAsync(
        WithId(Correction(state)), cancellationToken: Cancellation)).State;

    static Task<HttpResponseMessage> CorrectAsync(HttpClient http, string displayName, string? etag) =>
        SendAsync(http, "/v1/states:correct", etag, new
        {
            state = new { name = "states/AL", displayName },
            updateMask = "displayName",
            requestId = Guid.NewGuid(),
        });

    static async Task<HttpResponseMessage> SendAsync(HttpClient http, string path, string? etag, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", etag);
        return await http.SendAsync(request, Cancellation);
    }

    static HttpClient Http(RunningService service) => new()
    {
        BaseAddress = service.HttpAddress,
        DefaultRequestHeaders = { Authorization = new("Bearer", RunningService.Key) },
    };

    static async Task<string> FieldsAsync(HttpResponseMessage response) => string.Join(' ', (await DetailsAsync(response))
        .Where(detail => detail.TryGetProperty("fieldViolations", out _))
        .SelectMany(detail => detail.GetProperty("fieldViolations").EnumerateArray())
        .Select(violation => violation.GetProperty("field").GetString()));

    static async Task<string?> ReasonAsync(HttpResponseMessage response) => (await DetailsAsync(response))
        .Select(detail => detail.TryGetProperty("reason", out var reason) ? reason.GetString() : null)
        .FirstOrDefault(reason => reason is not null);

    static async Task<IEnumerable<JsonElement>> DetailsAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("details").EnumerateArray();

    Task OnState(Func<RunningService, State, Task> test) => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AL");
        await test(service, (await service.Client.GetStateAsync(new() { Name = "states/AL" }, cancellationToken: Cancellation)).State);
    });
}
