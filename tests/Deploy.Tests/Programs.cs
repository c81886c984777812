using System.ComponentModel;
using System.Diagnostics;

namespace KosovoNato.Deploy.Tests;

/// <summary>Runs the external programs that these tests need.</summary>
static class Programs
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Renders a kustomization. Debian 12's kubernetes-client is too old: it does not support components.</summary>
    public static string Kustomize(string folder) => Run("kubectl", folder, "", "kustomize", ".");

    /// <summary>
    /// Runs a program to its end, for at most one minute, and returns its output. A failure throws an exception with the error output.
    /// </summary>
    public static string Run(string program, string folder, string input, params string[] arguments) =>
        RunWithin(Limit, program, folder, input, arguments);

    /// <summary>Runs a program with an explicit time limit.</summary>
    public static string RunWithin(TimeSpan limit, string program, string folder, string input, params string[] arguments)
    {
        using var process = Start(program, folder, arguments);
        try
        {
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            if (!process.WaitForExit(limit))
            {
                throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {limit.TotalSeconds} s.");
            }

            return process.ExitCode == 0
                ? output.GetAwaiter().GetResult()
                : throw new InvalidOperationException(
                    $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: "
                    + $"{errors.GetAwaiter().GetResult()}{output.GetAwaiter().GetResult()}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    static Process Start(string program, string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException($"{program} does not start: {missing.Message}. {HowToInstall(program)}", missing);
        }
    }

    static string HowToInstall(string program) => program switch
    {
        "kubectl" => "Install kubectl 1.27 or newer: apt-get install kubernetes-client on Debian 13, else see "
            + "https://kubernetes.io/docs/tasks/tools.",
        "node" => "Install Node.js 20 or newer, then run npm ci in tests/Deploy.Tests/Models.",
        _ => $"Install {program}.",
    };
}
