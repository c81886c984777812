using System.ComponentModel.DataAnnotations;
using KosovoNato.Kernel;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;
using KosovoNato.Replication.Bus;
using KosovoNato.Storage;
using KosovoNato.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KosovoNato.Platform.Tests.Bus;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("amqp://rabbit", "rabbit", 5672, "/", "guest", "guest", false)]
    [InlineData("amqps://rabbit", "rabbit", 5671, "/", "guest", "guest", true)]
    [InlineData("amqp://rabbit:5673/", "rabbit", 5673, "/", "guest", "guest", false)]
    [InlineData("amqp://me:word@rabbit/ours", "rabbit", 5672, "ours", "me", "word", false)]
    [InlineData("amqp://me@rabbit/%2f", "rabbit", 5672, "/", "me", "guest", false)]
    [InlineData("amqps://m%40e:w%3ao%2frd@10.0.0.1:1/a%2fb", "10.0.0.1", 1, "a/b", "m@e", "w:o/rd", true)]
    public void The_address_of_a_broker_is_parsed(
        string text, string host, int port, string virtualHost, string user, string password, bool tls)
    {
        Assert.True(BrokerUri.TryParse(text, out var broker));
        Assert.Equal(
            (host, port, virtualHost, user, password, tls),
            (broker.HostName, broker.Endpoint.Port, broker.VirtualHost, broker.UserName, broker.Password, broker.Ssl.Enabled));
    }

    [Theory]
    [InlineData("rabbit:5672")]
    [InlineData("http://rabbit")]
    [InlineData("amqp://")]
    [InlineData("amqp://me:secret@rabbit/a/b")]
    [InlineData("amqp://rabbit?heartbeat=5")]
    [InlineData("amqp://me:secret@rabbit:port")]
    public void An_invalid_address_is_rejected_without_being_repeated_in_the_error(string text)
    {
        var refusal = Assert.Single(Refusals(new BusOptions { RabbitMqUri = text }));
        Assert.StartsWith("Bus:RabbitMqUri must be amqp://", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rabbit-1")]
    [InlineData("rabbit-1.rabbit:5672")]
    [InlineData("Rabbit-1.Example.org:5673")]
    [InlineData("10.0.0.1:5672")]
    public void The_address_of_a_node_is_accepted(string node) =>
        Assert.Empty(Refusals(new BusOptions { RabbitMqUri = "amqp://rabbit-0", RabbitMqNodes = ["rabbit-2", node] }));

    [Theory]
    [InlineData("")]
    [InlineData("rabbit-1:")]
    [InlineData("rabbit-1:0")]
    [InlineData("rabbit-1:port")]
    [InlineData("rabbit-1:65536")]
    [InlineData("rabbit-1, rabbit-2")]
    [InlineData("rabbit-1/ours")]
    [InlineData("rabbit-1?heartbeat=5")]
    [InlineData("me:secret@rabbit-1")]
    [InlineData("amqp://me:secret@rabbit-1/ours")]
    [InlineData("[::1]:5672")]
    public void An_invalid_address_of_a_node_is_rejected_without_being_repeated_in_the_error(string node)
    {
        var refusal = Assert.Single(Refusals(new BusOptions { RabbitMqUri = "amqp://rabbit-0", RabbitMqNodes = ["rabbit-2", node] }));
        Assert.StartsWith("Bus:RabbitMqNodes:1 must be a host or host:port", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Nodes_need_the_address_of_the_first_node()
    {
        var refusal = Assert.Single(Refusals(new BusOptions { RabbitMqNodes = ["rabbit-1"] }));
        Assert.StartsWith("Bus:RabbitMqNodes needs Bus:RabbitMqUri", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_do_not_show_the_password()
    {
        var options = new BusOptions { RabbitMqUri = "amqp://me:secret@rabbit/ours" };
        Assert.Equal("rabbit:5672, vhost ours", options.ToString());
        Assert.Equal("rabbit:5672, rabbit-1, vhost ours", (options with { RabbitMqNodes = ["rabbit-1"] }).ToString());
    }

    [Fact]
    public void Defaults_are_within_their_ranges_and_values_out_of_range_are_rejected()
    {
        Assert.Empty(Refusals(new BusOptions()));
        Assert.Equal(8, Refusals(new BusOptions
        {
            RabbitMqUri = "amqp://rabbit",
            RabbitMqNodes = [.. Enumerable.Repeat("rabbit", 17)],
            PrefetchCount = 0,
            RetryCount = 6,
            RetryDelay = TimeSpan.FromMilliseconds(1),
            PublishTimeout = TimeSpan.FromMilliseconds(999),
            MaxMessageBytes = 65_535,
            MaxInFlight = 65,
            RelayLeaseDuration = TimeSpan.FromSeconds(1),
        }).Count);
    }

    [Fact]
    public async Task A_service_with_an_invalid_address_does_not_start_and_does_not_log_the_address()
    {
        await using var app = RecognitionsModule.Build([$"--contentRoot={AppContext.BaseDirectory}"], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Configuration["Store:Configuration"] = $"127.0.0.1:{FreePort.Next()}";
            builder.Configuration["Bus:RabbitMqUri"] = "amqp://me:secret@rabbit/a/b";
            builder.Configuration["Access:ApiKeyFile"] = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}", "keys");
            builder.Configuration["Listen:GrpcPort"] = builder.Configuration["Listen:HttpPort"] = "0";
        });
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains("Bus:RabbitMqUri must be amqp://", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Topics_are_named_after_the_messages_of_the_contracts()
    {
        Assert.Equal(RecognitionsChanged.Descriptor.FullName, Schema.For("recognitions", RecognitionsResource.Descriptor).Changes.Message);
        Assert.Equal(MilestonesChanged.Descriptor.FullName, Schema.For("milestones", MilestonesResource.Descriptor).Changes.Message);
        Assert.Equal(
            RecommendationsChanged.Descriptor.FullName, Schema.For("recommendations", RecommendationsResource.Descriptor).Changes.Message);
        var learner = Schema.For(
            "milestones", MilestonesResource.Descriptor,
            new MirroredTypes("recognitions", RecognitionsResource.Descriptor, Source.Descriptor));
        Assert.Equal(RecognitionsModule.Schema.Changes, learner.ChangesOf("recognitions"));
    }

    [Fact]
    public void An_event_always_has_the_same_uuid()
    {
        var id = new ChangeEventId("recognitions", new string('a', 32), 7);
        Assert.Equal(new Guid("0334a864-0108-50a4-8892-98a7aa8bb4ee"), id.ToGuid());
        Assert.True(ChangeEventId.TryParse(id.ToString(), out var read));
        Assert.Equal(id, read);
    }

    static List<string> Refusals(BusOptions options)
    {
        var refusals = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), refusals, validateAllProperties: true);
        return [.. refusals.Select(refusal => refusal.ErrorMessage!)];
    }
}
