using System.Net;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Serving.Json;

/// <summary>Bodies that mean something else than they say, and bodies that mean the same in another form.</summary>
public sealed class BodyTests(SharedStores stores) : IAsyncLifetime
{
    const string Register = "/v1/sources:register";
    const string Count = "/v1/recognitions:count";

    RunningService service = null!;
    JsonCaller caller = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.StartAsync("recognitions", (await stores.Of(StoreBackend.Redis)).Configuration);
        caller = new(service);
    }

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        service.Errors.AssertNone();
        await service.DisposeAsync();
    }

    [Theory]
    [InlineData(Count, """{"organisation":"nato"}""", "organisation", "Did you mean `organization`?")]
    [InlineData(Register, """{"dryRun":true}""", "dryRun", "Its fields are `source`, `requestId`, `reason`, `validateOnly`")]
    [InlineData(Register, """{"validateonly":true}""", "validateonly", "Did you mean `validateOnly`?")]
    [InlineData(Register, """{"validate_onli":true}""", "validate_onli", "Did you mean `validate_only`?")]
    [InlineData(Register, """{"source":{"titel":"a"}}""", "source.titel", "Did you mean `title`?")]
    [InlineData("/v1/recognitions:batchWrite", """{"writes":[{},{"registerSource":{"source":{"Title":"a"}}}]}""",
        "writes[1].registerSource.source.Title", "Did you mean `title`?")]
    [InlineData(Count, """{"knownAt.revision":1}""", "knownAt.revision", "is not a field of CountRecognitionsRequest")]
    [InlineData(Count, """{"\ud800":1}""", @"\ud800", "is not a field of CountRecognitionsRequest")]
    [InlineData(Count, """{"organization":"nato","organization":"eu"}""", "organization", "must not be given twice")]
    [InlineData(Count, """{"organization":null,"organization":"eu"}""", "organization", "must not be given twice")]
    [InlineData(Count, """{"asOf":"2020-01-01","as_of":"2021-01-01"}""", "as_of", "must not be given twice: it is `asOf`")]
    [InlineData(Count, """{"knownAt":{"revision":1,"token":"a"}}""", "knownAt.token", "must not be set together with `revision`")]
    [InlineData(Count, """{"knownAt":{"revision":2.5}}""", "knownAt.revision", "must be a whole number from -9223372036854775808")]
    [InlineData(Count, """{"knownAt":{"revision":true}}""", "knownAt.revision", "must be a whole number")]
    [InlineData(Count, """{"knownAt":{"time":"2026-11-29T23:00:00"}}""", "knownAt.time", "must be a time with its offset from UTC")]
    [InlineData(Count, """{"knownAt":7}""", "knownAt", "must be an object, in braces, with the fields of KnownAt")]
    [InlineData(Count, """{"assumptions":{}}""", "assumptions", "must be a list, in brackets")]
    [InlineData(Count, """{"assumptions":[null]}""", "assumptions[0]", "must be an object")]
    [InlineData(Count, """{"organization":{"id":"nato"}}""", "organization", "must be text, not an object")]
    [InlineData(Count, """{"organization":5}""", "organization", "must be text, not \"5\"")]
    [InlineData(Count, """{"organization":"\ud800"}""", "organization", "unpaired surrogate U+D800 at position 1")]
    [InlineData(Count, """{"includeSupportingFacts":"true"}""", "includeSupportingFacts", "must be true or false, not \"true\"")]
    [InlineData(Count, """{"partialDateMode":"SOMETIMES"}""", "partialDateMode",
        "must be one of PARTIAL_DATE_MODE_POSSIBLE, PARTIAL_DATE_MODE_CERTAIN, not \"SOMETIMES\"")]
    [InlineData(Count, """{"partialDateMode":9}""", "partialDateMode", "must be one of PARTIAL_DATE_MODE_POSSIBLE")]
    [InlineData(Count, "[]", "body", "must be an object, in braces")]
    [InlineData(Count, "null", "body", "must be an object, in braces")]
    [InlineData(Count + "?organization=nato", "{}", "organization", "must be in the body")]
    public async Task A_body_that_would_be_misread_is_rejected_with_its_field(string path, string body, string field, string says)
    {
        var answer = await caller.PostAsync(path, body);
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_REQUEST"), (answer.Status, answer.Reason));
        Assert.Contains(answer.Violations, violation =>
            violation.Field == field && violation.Description.Contains(says, StringComparison.Ordinal));
        Assert.Equal(0, service.Revision);
    }

    [Fact]
    public async Task All_violations_are_reported_at_once_up_to_a_hundred()
    {
        var answer = await caller.PostAsync(Count, """{"organisation":"nato","knownAt":{"revision":"a","time":"b"},"assumptions":[7]}""");
        Assert.Equal(["organisation", "knownAt.revision", "knownAt.time", "assumptions[0]"], answer.Fields);
        var many = await caller.PostAsync(Count, $$"""{"assumptions":[{{string.Join(',', Enumerable.Repeat("7", 10_000))}}]}""");
        Assert.Equal(100, many.Violations.Count);
    }

    // A request ID stands for one request: a retry is recognized only if it is read as the same message.
    [Fact]
    public async Task Different_notations_of_a_request_are_the_same_request()
    {
        var request = $$"""{"source":{"name":"sources/a","title":"A title","kind":"SOURCE_KIND_PAGE"},"requestId":"{{Guid.NewGuid()}}"}""";
        var first = await caller.PostAsync(Register, request);
        Assert.True(first.IsAccepted, first.Text);
        foreach (var (part, other) in new[]
        {
            ("\"SOURCE_KIND_PAGE\"", "\"PAGE\""), ("\"SOURCE_KIND_PAGE\"", "2"), ("\"SOURCE_KIND_PAGE\"", "2.0"),
            ("requestId", "request_id"), ("sources/a", @"sources\/\u0061"), ("{\"source\"", "\uFEFF{\"source\""),
            ("{\"source\"", " {\"validateOnly\":false,\"reason\":null,\"source\""),
        })
        {
            Assert.Equal(first.Text, (await caller.PostAsync(Register, request.Replace(part, other, StringComparison.Ordinal))).Text);
        }

        Assert.Equal(1, service.Revision);
    }

    [Theory]
    [InlineData("2.0")]
    [InlineData("2e0")]
    [InlineData("\"2\"")]
    public async Task A_whole_number_can_have_a_fraction_of_zero_an_exponent_or_quotes(string number)
    {
        var answer = await caller.PostAsync(Count, $$$"""{"knownAt":{"revision":{{{number}}}}}""");
        Assert.Equal("REVISION_IN_FUTURE", answer.Reason);
    }

    [Theory]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("Application/JSON; Charset=UTF-8")]
    [InlineData("application/json;charset=utf8")]
    [InlineData("application/vnd.api+json")]
    public async Task Json_in_utf_8_is_read_whatever_the_spelling_of_its_media_type(string type)
    {
        var answer = await caller.PostAsync("/v1/milestones:none", "{}", type);
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        answer = await caller.PostAsync(Count, """{"knownAt":{"revision":1}}""", type);
        Assert.Equal("REVISION_IN_FUTURE", answer.Reason);
        Assert.Equal(("application/json", "utf-8"), (answer.ContentType?.MediaType, answer.ContentType?.CharSet));
    }

    [Theory]
    [InlineData("application/json; charset=utf-16", null, "charset \"utf-16\"")]
    [InlineData("application/json; charset=iso-8859-1", null, "charset \"iso-8859-1\"")]
    [InlineData("application/json; charset=", null, "charset \"\"")]
    [InlineData("text/plain", null, "content type \"text/plain\"")]
    [InlineData("application/x-www-form-urlencoded", null, "content type")]
    [InlineData("application/grpc", null, "")]
    [InlineData("nonsense", null, "content type")]
    [InlineData(null, null, "no content type")]
    [InlineData("application/json", "gzip", "content encoding \"gzip\"")]
    public async Task Other_media_types_are_rejected_with_a_reason(string? type, string? encoding, string says)
    {
        var answer = await caller.PostAsync(Count, "{}"u8.ToArray(), type, encoding);
        if (type == "application/grpc")
        {
            // A caller that says so reads the status of gRPC.
            Assert.Equal((HttpStatusCode.OK, ""), (answer.Status, answer.Text));
            return;
        }

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "INVALID_REQUEST"), (answer.Status, answer.Reason));
        Assert.Contains(says, answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("{", "it has an error in line 1, at byte 2 of the line")]
    [InlineData("{\n\"reason\": }", "it has an error in line 2, at byte 11 of the line")]
    [InlineData("{} {}", "it has an error in line 1, at byte 4 of the line")]
    [InlineData("{'reason':'a'}", "it has an error")]
    public async Task Invalid_json_is_rejected_with_its_position(string body, string says)
    {
        var answer = await caller.PostAsync(Count, body);
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_REQUEST"), (answer.Status, answer.Reason));
        Assert.Contains(says, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invalid_utf_8_is_rejected_with_its_position()
    {
        var answer = await caller.PostAsync(Count, [.. "{\"reason\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("not UTF-8 at byte 12", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_name_is_shortened()
    {
        var answer = await caller.PostAsync(Count, $$"""{"{{new string('x', 900_000)}}":1}""");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Text.Length < 2_000, answer.Text);
    }

    [Fact]
    public async Task Names_in_an_error_are_spelled_as_in_the_request()
    {
        var id = Guid.NewGuid();
        foreach (var name in (string[])["requestId", "request_id"])
        {
            var answer = await caller.PostAsync(Register, $$"""
                {"source":{"name":"sources/a","title":"A title","kind":"PAGE"},"{{name}}":"1"}
                """);
            Assert.Equal([name], answer.Fields);
            Assert.StartsWith($"The request is invalid: {name}: must be a UUID", answer.Message, StringComparison.Ordinal);
        }

        var json = await caller.PostAsync("/v1/states:correct", $$"""
            {"state":{"name":"states/AL"},"updateMask":"name","requestId":"{{id}}"}
            """);
        Assert.Contains("`displayName`", json.Violations.Single(violation => violation.Field == "updateMask").Description,
            StringComparison.Ordinal);
        var contract = await caller.PostAsync("/v1/states:correct", $$"""
            {"state":{"name":"states/AL"},"update_mask":"name","requestId":"{{id}}"}
            """);
        Assert.Contains("`display_name`", contract.Violations.Single(violation => violation.Field == "update_mask").Description,
            StringComparison.Ordinal);
    }
}
