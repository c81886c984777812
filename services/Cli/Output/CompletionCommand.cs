namespace KosovoNato.Cli.Output;

/// <summary>Prints a script with which a shell completes command lines of the program.</summary>
sealed class CompletionCommand : Command
{
    // Each script asks the program itself, so that it never needs an update.
    static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            # For this session: source <(kosovonato completion bash). For all: put that line into ~/.bashrc.
            _kosovonato() {
              local words
              words=$(kosovonato "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
              mapfile -t COMPREPLY < <(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}")
            }
            complete -o default -F _kosovonato kosovonato
            """,
        ["zsh"] = """
            # For this session: source <(kosovonato completion zsh). For all: put that line into ~/.zshrc, after compinit.
            _kosovonato() {
              local -a suggestions
              suggestions=("${(@f)$(kosovonato "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
              compadd -a suggestions
            }
            compdef _kosovonato kosovonato
            """,
        ["fish"] = """
            # For this session: kosovonato completion fish | source. For all: put it into ~/.config/fish/completions/kosovonato.fish.
            complete -c kosovonato -f -a '(kosovonato "[suggest:"(commandline -C)"]" (commandline -p) 2>/dev/null)'
            """,
    };

    public CompletionCommand(CliRuntime runtime) : base("completion", "Prints a script with which a shell completes command lines.")
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        Add(shell);
        runtime.Bind(this, async (parsed, _, _) =>
        {
            await parsed.InvocationConfiguration.Output.WriteLineAsync(Scripts[parsed.GetRequiredValue(shell)]);
            return ExitCodes.Success;
        });
    }
}
