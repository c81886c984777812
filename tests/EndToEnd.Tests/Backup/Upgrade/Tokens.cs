using Google.Protobuf;
using KosovoNato.Changes.V1;

namespace KosovoNato.EndToEnd.Tests.Backup.Upgrade;

/// <summary>The tokens that a service issued, and their results when they are used again.</summary>
sealed class Tokens(ServiceCalls calls, string list)
{
    /// <summary>The token of the second page, with one resource per page, and the content of that page.</summary>
    public async Task<(string Token, string Page)> SecondPageAsync(long known)
    {
        var token = ServiceCalls.Field<string>(await ListAsync(new KnownAt { Revision = known }, ""), "next_page_token");
        return (token, await PageAsync(known, token));
    }

    /// <summary>The page of a token.</summary>
    public async Task<string> PageAsync(long known, string token) =>
        ServiceCalls.Shown(await ListAsync(new KnownAt { Revision = known }, token));

    /// <summary>A token of an earlier revision.</summary>
    public async Task<string> OfRevisionAsync(long known) => RevisionOf(await ListAsync(new KnownAt { Revision = known }, "")).Token;

    /// <summary>The revision that a token stands for.</summary>
    public async Task<long> RevisionOfAsync(string token) => RevisionOf(await ListAsync(new KnownAt { Token = token }, "")).Number;

    /// <summary>The resume token of the first message of a Watch that has revisions, and the last revision in that message.</summary>
    public async Task<(string Token, long After)> ResumeAsync()
    {
        var first = await OfRevisionAsync(1);
        await foreach (var message in calls.WatchAsync(new ChangeWatchRequest { RevisionToken = first }))
        {
            if (message.Revisions.Count > 0)
            {
                return (message.ResumeToken, message.Revisions[^1].Revision);
            }
        }

        throw new InvalidOperationException("The watch ended.");
    }

    /// <summary>The first revision that a resumed Watch sends.</summary>
    public async Task<long> ResumedAsync(string token)
    {
        await foreach (var message in calls.WatchAsync(new ChangeWatchRequest { ResumeToken = token }))
        {
            if (message.Revisions.Count > 0)
            {
                return message.Revisions[0].Revision;
            }
        }

        throw new InvalidOperationException("The watch ended.");
    }

    Task<IMessage> ListAsync(KnownAt known, string token)
    {
        var method = calls.Method(list);
        return calls.CallAsync(method, ServiceCalls.Request(method, ("page_size", 1), ("page_token", token), ("known_at", known)));
    }

    static Revision RevisionOf(IMessage page) => ServiceCalls.Field<Revision>(page, "revision");
}
