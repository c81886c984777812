namespace KosovoNato.Recognitions.Acts;

/// <summary>
/// When subjects declared their independence. An act older than its subject is most likely one about another subject, as
/// Albania's of 1991 about the Republic of Kosova, and is taken only with a reason.
/// </summary>
static class IndependenceDeclarations
{
    static readonly Dictionary<string, DateOnly> DeclaredOn = new() { ["XK"] = new DateOnly(2008, 2, 17) };

    public static void RequireReason(Act act, string subject, string recognition)
    {
        if (act.ForceReason.Length == 0 && DeclaredOn.TryGetValue(subject, out var declared)
            && PartialDate.Parse(ActOrder.DateOf(act)).Last < declared)
        {
            throw ApiException.RuleViolated("OLDER_THAN_SUBJECT", recognition,
                $"An act of {ActOrder.DateOf(act)} is older than the declaration of independence of {subject}, {PartialDate.Of(declared)}. "
                + "Give the right date, or a force_reason if it is about this subject all the same.");
        }
    }
}
