using System.Buffers.Text;
using System.Text;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Dashboard.Streaming;

/// <summary>The token of the merged stream: where each service is. One that has no place to resume from is empty in it.</summary>
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

    /// <param name="text">As <see cref="ToString"/> gave it; empty for the beginning.</param>
    /// <exception cref="ApiException">It is something else.</exception>
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
