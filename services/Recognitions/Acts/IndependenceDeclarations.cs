namespace KosovoNato.Recognitions.Acts;

/// <summary>
/// The dates on which subjects declared their independence. An act that predates its subject most likely concerns another subject, as
/// Albania's act of 1991 concerned the Republic of Kosova, and is accepted only with a reason.
/// </summary>
static class IndependenceDeclarations
{
    static readonly Dictionary<string, DateOnly> DeclaredOn = new() { ["XK"] = new DateOnly(2008, 2, 17) };

    public static void RequireReason(Act act, string subject, string recognition)
    {
        if (act.OverrideReason.Length == 0 && DeclaredOn.TryGetValue(subject, out var declared)
            && PartialDate.Parse(ActOrder.DateOf(act)).Last < declared)
        {
            throw ApiException.RuleViolated("OLDER_THAN_SUBJECT", recognition,
                $"An act of {ActOrder.DateOf(act)} predates the declaration of independence of {subject}, {PartialDate.Of(declared)}. "
                + "Correct the date, or set `override_reason` if the act concerns this subject anyway.");
        }
    }
}
