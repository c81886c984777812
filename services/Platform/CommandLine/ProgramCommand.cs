using System.CommandLine;
using System.CommandLine.Invocation;
using System.Diagnostics.CodeAnalysis;

namespace KosovoNato.CommandLine;

/// <summary>The command line of a program, with help, version and error texts of System.CommandLine.</summary>
/// <param name="description">What the program does, with its exit codes; the beginning of its help.</param>
/// <param name="invalidArguments">The exit code for invalid arguments.</param>
[SuppressMessage("Design", "CA1010", Justification = "The library's commands enumerate only to allow collection initializers.")]
public abstract class ProgramCommand(string description, int invalidArguments) : RootCommand(description)
{
    // An argument means what it says: a name may begin with @, and -abc is a typing error, not three options.
    static readonly ParserConfiguration Parser = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>Parses the arguments and runs the command that they name.</summary>
    /// <param name="invocation">Where output and errors go, and whether the library handles signals.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(
        IReadOnlyList<string> args, InvocationConfiguration invocation, CancellationToken cancellationToken = default)
    {
        var parsed = Parse(args, Parser);
        if (parsed.Action is ParseErrorAction errors)
        {
            // Both would go to the standard output, where a pipe expects data.
            (errors.ShowHelp, errors.ShowTypoCorrections) = (false, false);
            await parsed.InvokeAsync(invocation, cancellationToken);
            await invocation.Error.WriteLineAsync("--help lists the arguments.");
            return invalidArguments;
        }

        // A bug ends the process as an unhandled exception. The library's exit code 1 would pass it off as a failure that may be retried.
        invocation.EnableDefaultExceptionHandler = false;
        return await parsed.InvokeAsync(invocation, cancellationToken);
    }
}
