using System.Buffers.Text;
using System.Text;
using KosovoNato.Kernel.Errors;

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
    /// <exception cref="ApiException">The text is not a resume token.</exception>
    public static CompositeResumeToken Parse(string text, int services)
    {
        if (text.Length == 0)
        {
            return new([.. Enumerable.Repeat("", services)]);
        }

        var parts = text.Split('.');
        if (text.Length > MaxLength || parts.Length != services + 1 || parts[0] != Version
            || !parts.Skip(1).All(part => Base64Url.IsValid(part)))
        {
            throw ApiException.TokenInvalid("resume_token");
        }

        return new([.. parts.Skip(1).Select(part => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part)))]);
    }

    public override string ToString() =>
        string.Join('.', tokens.Select(token => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token))).Prepend(Version));
}
