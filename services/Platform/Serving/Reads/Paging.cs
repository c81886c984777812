using System.IO.Hashing;
using System.Text;
using Google.Protobuf;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Reads;

/// <summary>The rules of paging, which all lists share.</summary>
static class Paging
{
    const int DefaultSize = 50;
    const int MaxPageSize = 1_000;

    public static int Size(int asked, FieldViolations violations)
    {
        violations.Require(asked >= 0, "page_size", $"must be 0 or more, not {asked}; 0 means {DefaultSize}, the maximum is {MaxPageSize}");
        return asked == 0 ? DefaultSize : Math.Min(asked, MaxPageSize);
    }

    /// <summary>The hash that a page token is bound to: the request without its page size, page token and consistency.</summary>
    public static ulong ScopeHash(IListRequest request)
    {
        var message = (IMessage)request;
        var (size, token, consistency) = (request.PageSize, request.PageToken, request.Consistency);
        (request.PageSize, request.PageToken, request.Consistency) = (0, "", null!);
        var hash = Hash(message.Descriptor.FullName + Convert.ToBase64String(message.ToByteArray()));
        (request.PageSize, request.PageToken, request.Consistency) = (size, token, consistency);
        return hash;
    }

    /// <inheritdoc cref="ScopeHash(IListRequest)"/>
    public static ulong ScopeHash(IDiffRequest request)
    {
        var message = (IMessage)request;
        var (size, token, consistency) = (request.PageSize, request.PageToken, request.Consistency);
        (request.PageSize, request.PageToken, request.Consistency) = (0, "", null!);
        var hash = Hash(message.Descriptor.FullName + Convert.ToBase64String(message.ToByteArray()));
        (request.PageSize, request.PageToken, request.Consistency) = (size, token, consistency);
        return hash;
    }

    public static ulong Hash(string text) => XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(text));

    public static RevisionToken.Parts Decode(Schema schema, string token, ulong bound) =>
        RevisionToken.Decode(schema.Service, token, "page token", bound);
}
