using System.Globalization;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Networks;
using KosovoNato.Deploy.Tests;
using KosovoNato.Testing;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace KosovoNato.Images.Tests;

/// <summary>
/// A container as its manifest describes it: user, permissions, file system, settings, arguments, files. Only the bus is left out, and the
/// passwords are those of the test.
/// </summary>
sealed class Pod : IAsyncDisposable
{
    const ushort Port = 8080;

    readonly IContainer container;
    readonly HttpClient http = new();

    /// <param name="workload">The manifest.</param>
    /// <param name="image">The image that replaces the one in the manifest.</param>
    /// <param name="network">The network on which it resolves the other pods by name.</param>
    /// <param name="secrets">A folder with the files of all Secrets.</param>
    public Pod(Workload workload, string image, INetwork network, string secrets)
    {
        Name = workload.Name;
        var described = workload.Containers.Single();
        var builder = new ContainerBuilder(image)
            .WithLogger(NullLogger.Instance)
            .WithNetwork(network)
            .WithNetworkAliases(Name)
            .WithEnvironment(SettingsOf(described))
            .WithCommand([.. described.Args ?? []])
            .WithCreateParameterModifier(parameters =>
            {
                var rights = described.SecurityContext;
                parameters.User = string.Create(
                    CultureInfo.InvariantCulture, $"{workload.Pod.SecurityContext.RunAsUser}:{workload.Pod.SecurityContext.RunAsGroup}");
                parameters.HostConfig!.ReadonlyRootfs = rights.ReadOnlyRootFilesystem == true;
                parameters.HostConfig.CapDrop = rights.Capabilities.Drop;
                parameters.HostConfig.SecurityOpt = rights.AllowPrivilegeEscalation == false ? ["no-new-privileges"] : [];
                foreach (var binding in parameters.HostConfig.PortBindings?.Values.SelectMany(bindings => bindings) ?? [])
                {
                    binding.HostIP = "127.0.0.1";
                }
            });
        builder = (described.VolumeMounts ?? []).Aggregate(
            builder, (made, mount) => made.WithBindMount(secrets, mount.MountPath, AccessMode.ReadOnly));
        container = (described.Ports ?? []).Aggregate(
            builder, (made, port) => made.WithPortBinding(port.ContainerPort, assignRandomHostPort: true)).Build();
    }

    public string Name { get; }

    public Task StartAsync(CancellationToken cancellationToken) => container.StartAsync(cancellationToken);

    /// <summary>Sends a GET for JSON or a page.</summary>
    public Task<string> GetAsync(string path, CancellationToken cancellationToken) => http.GetStringAsync(At(path), cancellationToken);

    /// <summary>The lines of an endless response.</summary>
    public async Task<StreamReader> FollowAsync(string path, CancellationToken cancellationToken) =>
        new(await http.GetStreamAsync(At(path), cancellationToken));

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(At("/health/ready"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Waits until the container has exited, and returns its exit code.</summary>
    public async Task<long> EndAsync(CancellationToken cancellationToken)
    {
        // Podman's own wait polls so often that it uses a whole CPU.
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (await look.WaitForNextTickAsync(cancellationToken))
        {
            if (await ContainerEngine.ExitCodeAsync(container.Id, cancellationToken) is { } code)
            {
                return code;
            }
        }

        throw new OperationCanceledException(cancellationToken);
    }

    /// <summary>Sends SIGTERM, as the kubelet does, and returns the exit code.</summary>
    public async Task<long> StopAsync(CancellationToken cancellationToken)
    {
        await ContainerEngine.TerminateAsync(container.Id, cancellationToken).WithinAsync(20);
        return await EndAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<string>> LinesAsync(CancellationToken cancellationToken)
    {
        var (output, errors) = await container.GetLogsAsync(timestampsEnabled: false, ct: cancellationToken);
        return [.. $"{output}\n{errors}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }

    /// <summary>The output of another program in the container, or null if the image has no such program.</summary>
    public async Task<string?> RunAsync(CancellationToken cancellationToken, params string[] command)
    {
        try
        {
            var result = await container.ExecAsync(command, cancellationToken);
            return result.ExitCode is 126 or 127 ? null : result.Stdout;
        }
        catch (Docker.DotNet.DockerApiException refused)
            when (refused.Message.Contains("not found", StringComparison.Ordinal)
                || refused.Message.Contains("no such file", StringComparison.Ordinal))
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await container.DisposeAsync();
    }

    Uri At(string path) => new($"http://127.0.0.1:{container.GetMappedPublicPort(Port)}{path}");

    static Dictionary<string, string> SettingsOf(V1Container described)
    {
        var secrets = described.Env.Where(variable => variable.ValueFrom is not null)
            .ToDictionary(variable => $"$({variable.Name})", _ => SharedRedis.Password);
        return Workload.SettingsOf(described)
            .Where(variable => variable.Value is not null && !variable.Name.Contains("_Bus__", StringComparison.Ordinal))
            .ToDictionary(
                variable => variable.Name, variable => secrets.Aggregate(
                    variable.Value, (value, secret) => value.Replace(secret.Key, secret.Value, StringComparison.Ordinal)));
    }
}
