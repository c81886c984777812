using Docker.DotNet.Models;
using DotNet.Testcontainers.Configurations;

namespace KosovoNato.Testing;

/// <summary>The engine behind the Docker API: Docker, or the private podman that tests/run.sh starts.</summary>
internal static class ContainerEngine
{
    /// <summary>
    /// Whether this machine has an engine configured. This does not check that the engine works: a broken engine is a failure, not a reason
    /// to test something else silently. TEST_CONTAINERS=no disables engines.
    /// </summary>
    public static bool IsPresent =>
        Environment.GetEnvironmentVariable("TEST_CONTAINERS") != "no"
        && (Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } || File.Exists("/var/run/docker.sock"));

    /// <summary>Sends SIGKILL from outside: inside a container, the first process is immune to it.</summary>
    public static Task KillAsync(string containerId, CancellationToken cancellationToken) =>
        EndAsync(containerId, "SIGKILL", cancellationToken);

    /// <summary>Sends SIGTERM, like an orchestrator. Returns when the container has stopped; it is never killed.</summary>
    public static Task TerminateAsync(string containerId, CancellationToken cancellationToken) =>
        EndAsync(containerId, "SIGTERM", cancellationToken);

    /// <summary>Returns the exit code, or null while the container runs.</summary>
    public static async Task<long?> ExitCodeAsync(string containerId, CancellationToken cancellationToken)
    {
        using var client = TestcontainersSettings.OS.DockerEndpointAuthConfig.GetDockerClientBuilder(Guid.Empty).Build();
        var container = await client.Containers.InspectContainerAsync(containerId, cancellationToken);
        return container.State is { Running: false } ended ? ended.ExitCode : null;
    }

    private static async Task EndAsync(string containerId, string signal, CancellationToken cancellationToken)
    {
        using var client = TestcontainersSettings.OS.DockerEndpointAuthConfig.GetDockerClientBuilder(Guid.Empty).Build();
        var container = await client.Containers.InspectContainerAsync(containerId, cancellationToken);
        if (container.State is not { Running: true })
        {
            return;
        }

        await client.Containers.KillContainerAsync(containerId, new ContainerKillParameters { Signal = signal }, cancellationToken);
        await client.Containers.WaitContainerAsync(containerId, cancellationToken);
    }
}
