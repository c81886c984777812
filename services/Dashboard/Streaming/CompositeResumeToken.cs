using System.Buffers.Text;
using System.Text;

namespace KosovoNato.Dashboard.Streaming;

/// <summary>
/// The resume token of the merged stream, made of one token per service. The part of a service is empty if it has no position to resume
/// from.
/// </summary>
sealed class CompositeResumeToken
{
    const string Version = "1";
    const int MaxLength = 4_096;

    readonly string[] tokens;

    CompositeResumeToken(string[] tokens) => this.tokens = tokens;

    public string this[int service]
    {
        get => tokens[service];
        set => tokens[service] = value;
    }

    /// <param name="text">A result of <see cref="ToString"/>. Empty to start from the beginning.</param>
    /// <param name="token">The token. If the text is not a resume token, a token that starts from the beginning.</param>
    /// <returns>Whether the text is empty or a resume token.</returns>
    public static bool TryParse(string text, int services, out CompositeResumeToken token)
    {
        token = new([.. Enumerable.Repeat("", services)]);
        if (text.Length is 0 or > MaxLength)
        {
            return text.Length == 0;
        }

        var parts = text.Split('.');
        if (parts.Length != services + 1 || parts[0] != Version || !parts.Skip(1).All(part => Base64Url.IsValid(part)))
        {
            return false;
        }

        token = new([.. parts.Skip(1).Select(part => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part)))]);
        return true;
    }

    public override string ToString() =>
        string.Join('.', tokens.Select(token => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token))).Prepend(Version));
}
