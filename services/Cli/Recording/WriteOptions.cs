namespace KosovoNato.Cli.Recording;

/// <summary>The options of commands that record.</summary>
sealed class WriteOptions
{
    readonly Option<bool> dryRun = new("--dry-run") { Description = "Only shows what would be recorded, and what would follow." };
    readonly Option<bool> yes = new("--yes", "-y")
    {
        Description = "Records without asking, for scripts. Otherwise the command shows what would follow, and asks at a terminal.",
    };

    readonly Option<string> reason = new("--reason")
    {
        HelpName = "text",
        Description = "Why the change is made. Recorded with it.",
        DefaultValueFactory = _ => "",
    };

    readonly Option<string> requestId = new("--request-id")
    {
        HelpName = "uuid",
        Description = "The ID of the write. A repeat with the same ID within 24 hours is not a second write. By default a new one.",
        DefaultValueFactory = _ => Guid.NewGuid().ToString(),
        CustomParser = result =>
        {
            if (!Guid.TryParseExact(result.Tokens[0].Value, "D", out _))
            {
                result.AddError($"--request-id must be a UUID, not \"{result.Tokens[0].Value}\".");
            }

            return result.Tokens[0].Value;
        },
    };

    public void AddTo(Command command)
    {
        command.Add(dryRun);
        command.Add(yes);
        command.Add(reason);
        command.Add(requestId);
        command.Validators.Add(result =>
        {
            if (result.GetValue(dryRun) && result.GetValue(yes))
            {
                result.AddError("--dry-run and --yes cannot be used together.");
            }
        });
    }

    public Consent Consent(ParseResult parsed) =>
        parsed.GetValue(dryRun) ? Recording.Consent.DryRun : parsed.GetValue(yes) ? Recording.Consent.Given : Recording.Consent.Ask;

    public void Apply(ParseResult parsed, IWriteRequest request) =>
        (request.RequestId, request.Reason) = (parsed.GetRequiredValue(requestId), parsed.GetValue(reason) ?? "");
}

/// <summary>Whether a write may be made.</summary>
enum Consent
{
    Ask,
    DryRun,
    Given,
}
