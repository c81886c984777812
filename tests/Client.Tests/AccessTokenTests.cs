using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace KosovoNato.Client.Tests;

public sealed class AccessTokenTests : IDisposable
{
    readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddYears(50));
    readonly List<string> given = [];
    readonly AccessTokenCache token;
    TimeSpan life = TimeSpan.FromMinutes(10);

    public AccessTokenTests() => token = new(_ => new(Give()), time);

    public void Dispose() => token.Dispose();

    [Fact]
    public async Task A_token_is_requested_once_and_again_half_a_minute_before_it_expires()
    {
        Assert.Equal(await GetAsync(), await GetAsync());
        time.Advance(life - TimeSpan.FromSeconds(31));
        await GetAsync();
        Assert.Single(given);
        time.Advance(TimeSpan.FromSeconds(1));
        var renewed = await GetAsync();
        Assert.Equal([renewed], given.Skip(1));
    }

    [Fact]
    public async Task A_short_lived_token_is_used_for_half_of_its_lifetime()
    {
        life = TimeSpan.FromSeconds(20);
        await GetAsync();
        time.Advance(TimeSpan.FromSeconds(9));
        await GetAsync();
        Assert.Single(given);
        time.Advance(TimeSpan.FromSeconds(1));
        await GetAsync();
        Assert.Equal(2, given.Count);
    }

    [Fact]
    public async Task A_rejected_token_is_replaced_and_a_late_rejection_of_an_old_token_keeps_the_new_one()
    {
        var old = await GetAsync();
        token.Invalidate(old);
        var renewed = await GetAsync();
        Assert.NotEqual(old, renewed);
        token.Invalidate(old);
        Assert.Equal(renewed, await GetAsync());
    }

    [Fact]
    public async Task Concurrent_callers_share_one_token_request()
    {
        var answer = new TaskCompletionSource<string>();
        var asked = 0;
        using var shared = new AccessTokenCache(_ =>
        {
            asked++;
            return new(answer.Task);
        }, time);
        var waiting = Enumerable.Range(0, 10).Select(_ => shared.GetAsync(FakeResponses.Stop).AsTask()).ToList();
        answer.SetResult("t1");
        Assert.All(await Task.WhenAll(waiting), one => Assert.Equal("t1", one));
        Assert.Equal(1, asked);
    }

    [Theory]
    [InlineData("opaque")]
    [InlineData("a.b.c")]
    [InlineData("a.bnVsbA.c")]
    [InlineData("a.eyJleHAiOiIxIn0.c")] // {"exp":"1"}
    public async Task A_token_without_an_expiry_is_used_until_it_is_rejected(string text)
    {
        var asked = 0;
        using var opaque = new AccessTokenCache(_ =>
        {
            asked++;
            return new(text);
        }, time);
        await opaque.GetAsync(FakeResponses.Stop);
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(text, await opaque.GetAsync(FakeResponses.Stop));
        Assert.Equal(1, asked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two\r\nlines")]
    public async Task A_token_that_is_invalid_in_a_header_is_not_sent(string text)
    {
        using var wrong = new AccessTokenCache(_ => new(text), time);
        await Assert.ThrowsAsync<HttpRequestException>(() => wrong.GetAsync(FakeResponses.Stop).AsTask());
    }

    ValueTask<string> GetAsync() => token.GetAsync(FakeResponses.Stop);

    string Give()
    {
        var end = (time.GetUtcNow() + life).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        given.Add($"h.{Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{{\"exp\":{end},\"n\":{given.Count}}}"))}.s");
        return given[^1];
    }
}
