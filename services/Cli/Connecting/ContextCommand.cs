using System.CommandLine.Completions;
using System.Text.Json;
using System.Text.Json.Nodes;
using KosovoNato.Cli.Contexts;
using KosovoNato.Cli.Output;
using KosovoNato.CommandLine;

namespace KosovoNato.Cli.Connecting;

/// <summary>Adds, selects and removes contexts.</summary>
sealed class ContextCommand : Command
{
    readonly CliRuntime runtime;
    readonly Argument<string> name = new("name") { Description = "The name of the context." };
    readonly Option<Uri?> address = Address("--address", "all services, if one address serves them all");
    readonly Option<Uri?> recognitions = Address("--recognitions", "the recognition service");
    readonly Option<Uri?> milestones = Address("--milestones", "the milestone service");
    readonly Option<Uri?> recommendations = Address("--recommendations", "the recommendation service");

    readonly Option<string?> addresses = new("--addresses")
    {
        HelpName = "file",
        Description = "The addresses.json of a running `services/Standalone`, with the addresses and the path of the key.",
    };

    readonly Option<string?> keyFile = new("--key-file")
    {
        HelpName = "file",
        Description = "The file with the API key, as a service makes it. Only its path is saved.",
    };

    readonly Option<bool> keyInput = new("--key-stdin")
    {
        Description = "Reads the API key from the standard input and saves it. A key is never an argument, because other users "
            + "of the machine can see arguments.",
    };

    public ContextCommand(CliRuntime runtime) : base("context", "Adds, lists, selects and removes contexts: addresses with a credential.")
    {
        this.runtime = runtime;
        name.CompletionSources.Add(_ => runtime.Contexts.NamesOrNone().Select(known => new CompletionItem(known)));
        var add = new Command("add", "Adds a context, or replaces it. The first one becomes the current context.")
        {
            name, addresses, address, recognitions, milestones, recommendations, keyFile, keyInput,
        };
        runtime.Bind(add, AddAsync);
        Add(add);
        Add(Named("use", "Makes a context the current one.", runtime.Contexts.Use));
        Add(Named("remove", "Removes a context and its saved key.", runtime.Contexts.Remove));
        var list = new Command("list", "Lists the contexts. Keys are not shown.");
        runtime.Bind(list, (_, session, _) => Task.FromResult(List(session)));
        Add(list);
    }

    Command Named(string verb, string description, Action<string> action)
    {
        var command = new Command(verb, description) { name };
        runtime.Bind(command, (parsed, _, _) =>
        {
            action(parsed.GetRequiredValue(name));
            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    async Task<int> AddAsync(ParseResult parsed, Session session, CancellationToken cancellationToken)
    {
        var context = parsed.GetValue(addresses) is { } file ? FromFile(file) : new ServiceContext();
        var shared = parsed.GetValue(address);
        context = context with
        {
            Recognitions = Text(parsed.GetValue(recognitions) ?? shared) ?? context.Recognitions,
            Milestones = Text(parsed.GetValue(milestones) ?? shared) ?? context.Milestones,
            Recommendations = Text(parsed.GetValue(recommendations) ?? shared) ?? context.Recommendations,
            ApiKeyFile = parsed.GetValue(keyFile) is { } path ? Path.GetFullPath(path) : context.ApiKeyFile,
        };
        if (parsed.GetValue(keyInput))
        {
            var key = ServiceContext.KeyOf(await runtime.Environment.Input.ReadToEndAsync(cancellationToken))
                ?? throw new CliException("--key-stdin: the standard input has no key.");
            context = context with { ApiKey = key, ApiKeyFile = null };
        }

        runtime.Contexts.Put(parsed.GetRequiredValue(name), context);
        session.Line($"Saved in {runtime.Contexts.Path}.");
        return ExitCodes.Success;
    }

    int List(Session session)
    {
        var (all, current) = (runtime.Contexts.All, runtime.Contexts.Current);
        if (session.IsJson)
        {
            session.Json(new JsonArray([.. all.Select(each => (JsonNode)new JsonObject
            {
                ["name"] = each.Key,
                ["current"] = each.Key == current,
                ["recognitions"] = each.Value.Recognitions,
                ["milestones"] = each.Value.Milestones,
                ["recommendations"] = each.Value.Recommendations,
                ["credential"] = each.Value.CredentialKind,
            })]));
            return ExitCodes.Success;
        }

        session.Table(
            ["", "context", "recognitions", "milestones", "recommendations", "credential"],
            all.Select(each => (IReadOnlyList<string>)
            [
                each.Key == current ? "*" : "", each.Key, each.Value.Recognitions, each.Value.Milestones, each.Value.Recommendations,
                each.Value.CredentialKind,
            ]));
        return ExitCodes.Success;
    }

    static ServiceContext FromFile(string file)
    {
        try
        {
            var root = JsonNode.Parse(File.ReadAllText(file));
            string Of(string service) => (string?)root?["services"]?[service]?["grpc"]
                ?? throw new CliException($"{file} has no address of {service}.");
            return new()
            {
                Recognitions = Of("recognitions"),
                Milestones = Of("milestones"),
                Recommendations = Of("recommendations"),
                ApiKeyFile = (string?)root?["apiKeyFile"] is { Length: > 0 } key ? key : null,
            };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            throw new CliException($"{file} is not an address file that can be read: {failure.Message}", inner: failure);
        }
    }

    static string? Text(Uri? address) => address?.GetLeftPart(UriPartial.Authority);

    static Option<Uri?> Address(string name, string services) => new(name)
    {
        HelpName = "address",
        Description = $"The gRPC address of {services}, for example https://host.",
        CustomParser = OptionValue.Address,
    };
}
