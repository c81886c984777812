using Docker.DotNet.Models;
using DotNet.Testcontainers.Configurations;

namespace KosovoNato.Testing;

/// <summary>The engine behind the Docker API: Docker, or the private podman that tests/run.sh starts.</summary>
internal static class ContainerEngine
{
    /// <summary>
    /// True if this machine names an engine. Whether it works is not probed here: an engine that misbehaves is a
    /// failure, not a reason to test something else in silence. TEST_CONTAINERS=no rules it out.
    /// </summary>
    public static bool IsPresent =>
        Environment.GetEnvironmentVariable("TEST_CONTAINERS") != "no"
        && (Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } || File.Exists("/var/run/docker.sock"));

    /// <summary>SIGKILL from outside: inside a container the first process is immune to it.</summary>
    public static Task KillAsync(string containerId, CancellationToken cancellationToken) =>
        EndAsync(containerId, "SIGKILL", cancellationToken);

    /// <summary>SIGTERM, as an orchestrator stops it. Returns once it is gone, which it has to be by itself.</summary>
    public static Task TerminateAsync(string containerId, CancellationToken cancellationToken) =>
        EndAsync(containerId, "SIGTERM", cancellationToken);

    /// <summary>The exit code; null as long as it runs.</summary>
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
