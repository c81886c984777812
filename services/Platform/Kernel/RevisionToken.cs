using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Hashing;
using System.Text;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Kernel;

/// <summary>
/// Encodes and decodes the opaque tokens: a store ID, a revision, and a hash of the filter of a Watch or the arguments of a List that the
/// token is valid for. The checksum distinguishes a corrupted token from an outdated one. It is not a signature, because a token grants no
/// access.
/// </summary>
static class RevisionToken
{
    const int IdLength = 16;
    const int Length = 1 + IdLength + 8 + 8 + 4;
    const byte Version = 1;

    /// <summary>The hash in a resume token of a Watch without a filter.</summary>
    public const ulong NoFilter = 1;

    public static string Encode(string service, string storeId, long revision, ulong bound = 0, string rest = "")
    {
        var bytes = new byte[Length + Encoding.UTF8.GetByteCount(rest)];
        bytes[0] = Version;
        Convert.FromHexString(storeId).CopyTo(bytes, 1);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1 + IdLength), revision);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(1 + IdLength + 8), bound);
        Encoding.UTF8.GetBytes(rest, bytes.AsSpan(Length));
        Checksum(service, bytes).CopyTo(bytes.AsSpan(Length - 4));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Decodes the resume token of a Watch without a filter.</summary>
    public static Parts DecodeResume(string service, string token) => Decode(service, token, "resume token", NoFilter);

    /// <param name="what">The name of the token in error messages, for example "page token".</param>
    public static Parts Decode(string service, string token, string what, ulong bound = 0)
    {
        Span<byte> buffer = stackalloc byte[512];
        if (token.Length > 512 || !Base64Url.IsValid(token) || !Base64Url.TryDecodeFromChars(token, buffer, out var length)
            || length < Length)
        {
            throw ApiException.TokenInvalid(what);
        }

        var bytes = buffer[..length];
        var checksum = bytes.Slice(Length - 4, 4).ToArray();
        bytes.Slice(Length - 4, 4).Clear();
        if (bytes[0] != Version || !Checksum(service, bytes).AsSpan().SequenceEqual(checksum)
            || BinaryPrimitives.ReadUInt64BigEndian(bytes[(1 + IdLength + 8)..]) != bound)
        {
            throw ApiException.TokenInvalid(what);
        }

        return new Parts(
            Convert.ToHexStringLower(bytes.Slice(1, IdLength)),
            BinaryPrimitives.ReadInt64BigEndian(bytes[(1 + IdLength)..]),
            Encoding.UTF8.GetString(bytes[Length..]));
    }

    /// <summary>Computes the checksum. It covers the service's name, so that a token of another service counts as corrupted.</summary>
    static byte[] Checksum(string service, ReadOnlySpan<byte> bytes)
    {
        var crc = new Crc32();
        crc.Append(Encoding.ASCII.GetBytes(service));
        crc.Append(bytes);
        return crc.GetCurrentHash();
    }

    public readonly record struct Parts(string StoreId, long Revision, string Rest);
}
