namespace KosovoNato.Dashboard.Syndication;

/// <summary>The decisions of organizations in words. The page has the same words.</summary>
static class DecisionWords
{
    static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["INVITE_PARTNER_PFP"] = "Invitation to the Partnership for Peace",
        ["GRANT_MAP"] = "Membership Action Plan",
        ["INVITE_ACCESSION"] = "Invitation to accede",
        ["RATIFY_ACCESSION"] = "Ratification of accession",
        ["EXPAND_MANDATE"] = "Wider mandate of the advisory team",
        ["ACCREDIT_COE"] = "Accreditation of a centre of excellence",
        ["ADMIT_MEMBER"] = "Admission as a member",
        ["INVITE_OBSERVER"] = "Invitation as an observer",
        ["INVITE_MEMBER"] = "Invitation as a member",
        ["INVITE_PARTNER"] = "Invitation as a partner",
        ["FORWARD_APPLICATION"] = "Forwarding of the application",
        ["GIVE_OPINION"] = "Opinion on the application",
        ["REQUEST_ADVISORY_OPINION"] = "Request for an advisory opinion",
        ["GIVE_ADVISORY_OPINION"] = "Advisory opinion",
        ["CHANGE_DELEGATION_STATUS"] = "Status of the delegation",
        ["ADMIT_PARTICIPATING_STATE"] = "Admission as a participating state",
        ["RECOMMEND_ADMISSION"] = "Recommendation of admission",
    };

    /// <param name="decision">The decision in upper snake case, for example <c>GRANT_MAP</c>.</param>
    public static string Of(string decision) => Known.GetValueOrDefault(decision) ?? Capital(Lower(decision));

    /// <summary>"ACT_RECORDED" becomes "act recorded".</summary>
    public static string Lower(string name) => name.ToLowerInvariant().Replace('_', ' ');

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
