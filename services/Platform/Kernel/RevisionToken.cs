using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Hashing;
using System.Text;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Kernel;

/// <summary>
/// Encodes and decodes the opaque tokens: a revision, and a hash of the filter of a Watch or the arguments of a List that the token is
/// valid for. The checksum distinguishes a corrupted token from an outdated one. It is not a signature, because a token grants no access.
/// </summary>
static class RevisionToken
{
    const int MaxLength = 512;
    const byte Version = 1;
    const int StoreIdAt = 1;
    const int RevisionAt = StoreIdAt + 16;
    const int FingerprintAt = RevisionAt + sizeof(long);
    const int BoundAt = FingerprintAt + sizeof(uint);
    const int ChecksumAt = BoundAt + sizeof(ulong);
    const int RestAt = ChecksumAt + sizeof(uint);

    /// <summary>The hash in a resume token of a Watch without a filter.</summary>
    public const ulong NoFilter = 1;

    /// <param name="revision">The revision that the token stands for.</param>
    /// <param name="rest">The position within the revision, for example the last name of a page.</param>
    public static string Encode(string service, RevisionId revision, ulong bound = 0, string rest = "")
    {
        var bytes = new byte[RestAt + Encoding.UTF8.GetByteCount(rest)];
        bytes[0] = Version;
        Convert.FromHexString(revision.StoreId).CopyTo(bytes, StoreIdAt);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(RevisionAt), revision.Number);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(FingerprintAt), revision.Fingerprint.Value);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(BoundAt), bound);
        Encoding.UTF8.GetBytes(rest, bytes.AsSpan(RestAt));
        Checksum(service, bytes).CopyTo(bytes.AsSpan(ChecksumAt));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Decodes the resume token of a Watch without a filter.</summary>
    public static RevisionId DecodeResume(string service, string token) => Decode(service, token, "resume token", NoFilter).Revision;

    /// <param name="what">The name of the token in error messages, for example "page token".</param>
    public static Parts Decode(string service, string token, string what, ulong bound = 0)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        if (token.Length > MaxLength || !Base64Url.IsValid(token) || !Base64Url.TryDecodeFromChars(token, buffer, out var length)
            || length < RestAt)
        {
            throw ApiException.TokenInvalid(what);
        }

        var bytes = buffer[..length];
        var checksum = bytes[ChecksumAt..RestAt].ToArray();
        bytes[ChecksumAt..RestAt].Clear();
        if (bytes[0] != Version || !Checksum(service, bytes).AsSpan().SequenceEqual(checksum)
            || BinaryPrimitives.ReadUInt64BigEndian(bytes[BoundAt..]) != bound)
        {
            throw ApiException.TokenInvalid(what);
        }

        var revision = new RevisionId(
            Convert.ToHexStringLower(bytes[StoreIdAt..RevisionAt]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[RevisionAt..]),
            new(BinaryPrimitives.ReadUInt32BigEndian(bytes[FingerprintAt..])));
        return new Parts(revision, Encoding.UTF8.GetString(bytes[RestAt..]));
    }

    /// <summary>Computes the checksum. It covers the service's name, so that a token of another service counts as corrupted.</summary>
    static byte[] Checksum(string service, ReadOnlySpan<byte> bytes)
    {
        var crc = new Crc32();
        crc.Append(Encoding.ASCII.GetBytes(service));
        crc.Append(bytes);
        return crc.GetCurrentHash();
    }

    public readonly record struct Parts(RevisionId Revision, string Rest);
}
