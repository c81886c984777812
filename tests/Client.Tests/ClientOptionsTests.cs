namespace KosovoNato.Client.Tests;

public sealed class ClientOptionsTests
{
    static readonly ClientOptions Good = new() { Address = new("http://127.0.0.1:8080") };

    public static TheoryData<string, ClientOptions> Wrong() => new()
    {
        { "Address", Good with { Address = new("ftp://127.0.0.1") } },
        { "Address", Good with { Address = new("relative", UriKind.Relative) } },
        { "Address", Good with { Address = new("http://127.0.0.1/path") } },
        { "Address", Good with { Address = new("http://user:secret@127.0.0.1") } },
        { "ApiKey", Good with { ApiKey = "" } },
        { "ApiKey", Good with { ApiKey = "two\r\nlines" } },
        { "AccessTokenProvider", Good with { ApiKey = "k1", AccessTokenProvider = _ => new("t1") } },
        { "AdditionalAddresses", Good with { AdditionalAddresses = [new("https://127.0.0.1")] } },
        { "AdditionalAddresses", Good with { AdditionalAddresses = [new("http://127.0.0.1/path")] } },
        { "ApiKey", Good with { ApiKey = "k1", AdditionalAddresses = [new("http://192.0.2.1:8080")] } },
        { "AccessTokenProvider", Good with { Address = new("http://192.0.2.1:8080"), AccessTokenProvider = _ => new("t1") } },
        { "CallTimeout", Good with { CallTimeout = TimeSpan.FromSeconds(0.5) } },
        { "CallTimeout", Good with { CallTimeout = TimeSpan.FromSeconds(31) } },
        { "AttemptTimeout", Good with { AttemptTimeout = TimeSpan.Zero } },
        { "MaxAttempts", Good with { MaxAttempts = 0 } },
        { "MaxAttempts", Good with { MaxAttempts = 21 } },
        { "InitialBackoff", Good with { InitialBackoff = TimeSpan.Zero } },
        { "MaxBackoff", Good with { MaxBackoff = TimeSpan.FromMilliseconds(50) } },
        { "ConnectionsPerHost", Good with { ConnectionsPerHost = 17 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_setting_out_of_range_is_named(string name, ClientOptions options)
    {
        var error = Assert.Throws<ArgumentException>(() => new RecognitionsClient(options));
        Assert.StartsWith($"{name} must", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_invalid_settings_are_named_at_once()
    {
        var error = Assert.Throws<ArgumentException>(
            () => new RecognitionsClient(Good with { MaxAttempts = 0, ConnectionsPerHost = 0 }));
        Assert.Contains("MaxAttempts must be between 1 and 20, not 0.", error.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionsPerHost must be between 1 and 16, not 0.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://example.org:8080")]
    [InlineData("http://192.0.2.1:8080")]
    [InlineData("http://localhost.example.org")]
    [InlineData("http://127.0.0.1.example.org")]
    public void A_key_for_another_machine_without_TLS_is_rejected_and_not_shown(string address)
    {
        var error = Assert.Throws<ArgumentException>(
            () => new RecognitionsClient(Good with { Address = new(address), ApiKey = "very-secret" }));
        Assert.Contains("use https://", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.org")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://[::1]:8080")]
    public async Task A_key_is_accepted_with_TLS_or_for_this_machine(string address)
    {
        await using var client = new RecognitionsClient(Good with { Address = new(address), ApiKey = "very-secret" });
        Assert.NotNull(client.Rpc);
    }

    [Fact]
    public void Printed_settings_do_not_show_the_key() =>
        Assert.DoesNotContain("very-secret", (Good with { ApiKey = "very-secret" }).ToString(), StringComparison.Ordinal);
}
