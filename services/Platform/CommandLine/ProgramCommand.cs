using System.CommandLine;
using System.CommandLine.Invocation;
using System.Diagnostics.CodeAnalysis;

namespace KosovoNato.CommandLine;

/// <summary>The command line of a program, with the help, version and error texts of System.CommandLine.</summary>
/// <param name="description">The purpose and exit codes of the program, shown first in its help.</param>
/// <param name="invalidArguments">The exit code for invalid arguments.</param>
[SuppressMessage("Design", "CA1010", Justification = "The library's commands enumerate only to allow collection initializers.")]
public abstract class ProgramCommand(string description, int invalidArguments) : RootCommand(description)
{
    // Arguments are literal: a name may begin with @, and -abc is a typing error, not three options.
    static readonly ParserConfiguration Parser = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>Parses the arguments and runs the command that they name.</summary>
    /// <param name="invocation">The writers for output and errors, and whether the library handles signals.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(
        IReadOnlyList<string> args, InvocationConfiguration invocation, CancellationToken cancellationToken = default)
    {
        var parsed = Parse(args, Parser);
        if (parsed.Action is ParseErrorAction errors)
        {
            // Both would be written to standard output, where a pipe expects data.
            (errors.ShowHelp, errors.ShowTypoCorrections) = (false, false);
            await parsed.InvokeAsync(invocation, cancellationToken);
            await invocation.Error.WriteLineAsync("--help lists the arguments.");
            return invalidArguments;
        }

        // A bug must end the process as an unhandled exception. The library would return exit code 1, which looks like an error that can be
        // retried.
        invocation.EnableDefaultExceptionHandler = false;
        return await parsed.InvokeAsync(invocation, cancellationToken);
    }
}
