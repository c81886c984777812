using System.Globalization;
using KosovoNato.Testing;
using RabbitMQ.Client;

namespace KosovoNato.Benchmarks.Processes;

/// <summary>One RabbitMQ node with its own folder and name server.</summary>
sealed class RabbitProcess(ChildProcess child, ChildProcess names, string address) : IAsyncDisposable
{
    const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    public ChildProcess Child => child;

    public string Address => address;

    public static async Task<RabbitProcess> StartAsync(string folder, CancellationToken cancellationToken)
    {
        int port = FreePort.Next(), namesPort = FreePort.Next(), nodesPort = FreePort.Next();
        string PathOf(string name) => Path.Combine(folder, "rabbitmq", name);
        Directory.CreateDirectory(PathOf(""));
        await File.WriteAllTextAsync(
            PathOf("rabbitmq.conf"), "log.console = false\nvm_memory_high_watermark.absolute = 1GB\ndisk_free_limit.absolute = 50MB\n",
            cancellationToken);
        // Started here, because a name server started by the node would outlive it.
        var names = ChildProcess.Start("epmd", ["-port", Text(namesPort), "-address", "127.0.0.1"], PathOf("epmd.log"));
        var child = ChildProcess.Start(Program, [], PathOf("rabbitmq.log"), null,
            ("HOME", PathOf("")),
            // One process instead of a shell with a child.
            ("RUNNING_UNDER_SYSTEMD", "1"),
            ("RABBITMQ_NODENAME", $"benchmark-{Text(port)}@localhost"),
            ("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
            ("RABBITMQ_NODE_PORT", Text(port)),
            ("RABBITMQ_DIST_PORT", Text(nodesPort)),
            ("ERL_EPMD_PORT", Text(namesPort)),
            ("ERL_EPMD_ADDRESS", "127.0.0.1"),
            ("RABBITMQ_MNESIA_BASE", PathOf("data")),
            ("RABBITMQ_LOG_BASE", PathOf("log")),
            ("RABBITMQ_ENABLED_PLUGINS_FILE", PathOf("enabled_plugins")),
            ("RABBITMQ_CONFIG_FILE", PathOf("rabbitmq")),
            ("RABBITMQ_CONF_ENV_FILE", "/dev/null"),
            ("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
            ("LANG", "C.UTF-8"));
        var rabbit = new RabbitProcess(child, names, $"amqp://guest:guest@127.0.0.1:{Text(port)}/%2F");
        await Readiness.UntilAsync(
            "rabbitmq-server", child, async () => await (await rabbit.ConnectAsync(cancellationToken)).DisposeAsync(), cancellationToken);
        return rabbit;
    }

    public Task<IConnection> ConnectAsync(CancellationToken cancellationToken) =>
        new ConnectionFactory { Uri = new Uri(address) }.CreateConnectionAsync(cancellationToken);

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await child.DisposeAsync();
        await names.DisposeAsync();
    }
}
