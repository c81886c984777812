using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using KosovoNato.Cli.Contexts;
using KosovoNato.Client;
using Spectre.Console;

namespace KosovoNato.Cli.Output;

/// <summary>A run of a command: its clients, which connect on first use, and its output.</summary>
sealed class Session : IAsyncDisposable
{
    const int WidthWithoutTerminal = 200;

    // As the services write JSON themselves.
    static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));
    static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true };

    readonly TextWriter output;
    readonly Lazy<ServiceContext> context;
    readonly Lazy<string?> key;
    readonly Lazy<RecognitionsClient> recognitions;
    readonly Lazy<MilestonesClient> milestones;
    readonly Lazy<RecommendationsClient> recommendations;

    public Session(CliRuntime runtime, string? contextName, bool isJson, InvocationConfiguration writers)
    {
        (Environment, IsJson, output) = (runtime.Environment, isJson, writers.Output);
        ContextName = contextName ?? Environment.Variable("KOSOVONATO_CONTEXT");
        context = new(() => runtime.Contexts.Find(ContextName).WithEnvironment(Environment.Variable));
        key = new(() => context.Value.ReadKey());
        recognitions = new(() => Open(context.Value.Recognitions, "recognitions", options => new RecognitionsClient(options)));
        milestones = new(() => Open(context.Value.Milestones, "milestones", options => new MilestonesClient(options)));
        recommendations = new(() => Open(context.Value.Recommendations, "recommendations", options => new RecommendationsClient(options)));
        Console = ConsoleOf(writers.Output);
        Messages = ConsoleOf(writers.Error);
        Writes = new(Environment.ConfigDirectory);
    }

    public CliEnvironment Environment { get; }

    public bool IsJson { get; }

    /// <summary>The name of the context that was asked for; null for the current one.</summary>
    public string? ContextName { get; }

    /// <summary>The output for people.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Progress, questions and notes, which are not part of the output.</summary>
    public IAnsiConsole Messages { get; }

    /// <summary>The last write to each address, for <c>undo</c>.</summary>
    public LastWrites Writes { get; }

    public string RecognitionsAddress => context.Value.Recognitions;

    public RecognitionsClient Recognitions => recognitions.Value;

    public MilestonesClient Milestones => milestones.Value;

    public RecommendationsClient Recommendations => recommendations.Value;

    /// <summary>Writes a message as JSON, in the form of the services.</summary>
    public void Json(IMessage message) => Json(Node(message));

    public void Json(JsonNode node) => output.WriteLine(node.ToJsonString(Indented));

    /// <summary>Writes JSON on one line, for streams.</summary>
    public void JsonLine(JsonNode node)
    {
        output.WriteLine(node.ToJsonString(Compact));
        output.Flush();
    }

    public static JsonNode Node(IMessage message) => JsonNode.Parse(Formatter.Format(message))!;

    public void Line(string text)
    {
        if (!IsJson)
        {
            Console.Write(new Text($"{text}\n"));
        }
    }

    /// <summary>Tells a person something that is not part of the output.</summary>
    public void Note(string text) => Messages.Write(new Text($"{text}\n"));

    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows, string? title = null)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.Title = title is null ? null : new TableTitle(Markup.Escape(title));
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(column)));
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        Console.Write(table);
    }

    /// <summary>Shows that work is going on, where somebody looks.</summary>
    public Task<T> ProgressAsync<T>(string text, Func<Task<T>> work) => Environment.IsTerminal && !IsJson
        ? Messages.Status().StartAsync(Markup.Escape(text), _ => work())
        : work();

    public async ValueTask DisposeAsync()
    {
        if (recognitions.IsValueCreated)
        {
            await recognitions.Value.DisposeAsync();
        }

        if (milestones.IsValueCreated)
        {
            await milestones.Value.DisposeAsync();
        }

        if (recommendations.IsValueCreated)
        {
            await recommendations.Value.DisposeAsync();
        }
    }

    T Open<T>(string address, string service, Func<ClientOptions, T> create)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            throw new CliException($"The address of {service} must be http://host:port or https://host, not \"{address}\".");
        }

        try
        {
            return create(new() { Address = uri, ApiKey = key.Value });
        }
        catch (ArgumentException invalid)
        {
            throw new CliException($"The context cannot be used for {service}. {invalid.Message}", inner: invalid);
        }
    }

    static IAnsiConsole ConsoleOf(TextWriter writer)
    {
        var isTerminal = (writer == System.Console.Out && !System.Console.IsOutputRedirected)
            || (writer == System.Console.Error && !System.Console.IsErrorRedirected);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
        {
            // A pipe has no width; a table that is cut at 80 columns could not be searched.
            console.Profile.Width = WidthWithoutTerminal;
        }

        return console;
    }
}
