using KosovoNato.Serving.Transport;
using Microsoft.AspNetCore.Connections.Features;

namespace KosovoNato.Platform.Tests.Serving;

public sealed class ConnectionAgeTests
{
    readonly Lifetime lifetime = new();
    readonly ConnectionAge age;

    public ConnectionAgeTests() => age = new(lifetime);

    [Fact]
    public void An_idle_connection_is_asked_to_close_during_its_next_call()
    {
        age.Begin();
        age.End();
        age.Reach();
        Assert.False(lifetime.IsAskedToClose);

        age.Begin();
        Assert.True(lifetime.IsAskedToClose);
    }

    [Fact]
    public void A_connection_with_a_call_is_asked_to_close_at_its_age()
    {
        age.Begin();
        Assert.False(lifetime.IsAskedToClose);

        age.Reach();
        Assert.True(lifetime.IsAskedToClose);
    }

    sealed class Lifetime : IConnectionLifetimeNotificationFeature
    {
        public CancellationToken ConnectionClosedRequested { get; set; }

        public bool IsAskedToClose { get; private set; }

        public void RequestClose() => IsAskedToClose = true;
    }
}
