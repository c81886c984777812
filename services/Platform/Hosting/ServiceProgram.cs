using KosovoNato.Serving.Transport;
using KosovoNato.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace KosovoNato.Hosting;

/// <summary>
/// Runs the host of a service as a program. If it cannot start, or its store can lose writes, it prints one sentence to standard error and
/// returns an exit code (<see cref="StartFailure"/>). Any other exception is a bug, and ends the process with a stack trace.
/// </summary>
public static class ServiceProgram
{
    /// <param name="args">The arguments of the program. <c>probe URL</c> runs <see cref="HealthProbe"/> instead.</param>
    /// <param name="build">Builds the host.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] args, Func<WebApplication> build) =>
        HealthProbe.IsRequested(args) ? HealthProbe.RunAsync(args, Console.Error) : RunAsync(build, Console.Error);

    internal static async Task<int> RunAsync(Func<WebApplication> build, TextWriter errors)
    {
        try
        {
            await using var app = build();
            Check(app.Services);
            var follower = app.Services.GetService<ReplicaFollower>();
            await RunAsync(app);
            return follower?.FatalError is { } reason ? throw new StoreNotDurableException(reason) : 0;
        }
        catch (Exception e) when (StartFailure.Of(e) is { } failure)
        {
            await errors.WriteLineAsync(failure.Sentence);
            return failure.ExitCode;
        }
    }

    static async Task RunAsync(WebApplication app)
    {
        // The application disposes its services when it ends.
        var stopping = app.Lifetime.ApplicationStopping;
        try
        {
            await app.RunAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It was stopped while it was starting: by a signal, or because its store can lose writes.
        }
    }

    /// <summary>Finds in advance what would fail the start. The host would log each failure with a stack trace.</summary>
    static void Check(IServiceProvider services)
    {
        services.GetService<IStartupValidator>()?.Validate();
        PortCheck.Require(services.GetRequiredService<IOptions<ListenerOptions>>().Value);
        // Both read certificates, and the host reads them from the same singletons.
        _ = services.GetRequiredService<IOptions<KestrelServerOptions>>().Value;
        _ = services.GetServices<IHostedService>().Count();
    }
}
