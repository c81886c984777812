using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KosovoNato.Kernel;

/// <summary>Names one change of one service for ever: <c>recognitions/4f0e…/1042</c> is revision 1042 of that store.</summary>
/// <param name="Service">The service's name, such as "recognitions".</param>
/// <param name="StoreId">The identity of its store, 32 lower-case hexadecimal digits.</param>
/// <param name="Revision">The revision, 1 or more.</param>
public readonly record struct ChangeEventId(string Service, string StoreId, long Revision)
{
    // Made once for these ids. Another one would give every event another UUID.
    static readonly Guid Namespace = new("6f0a3f0e-5a0b-5d0c-9c1e-0d7b8f2a4c61");

    public static bool TryParse(string? text, out ChangeEventId id)
    {
        id = default;
        if (text?.Split('/') is not [{ Length: > 0 } service, { Length: 32 } store, var number]
            || !store.All(char.IsAsciiHexDigitLower)
            || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) || revision < 1)
        {
            return false;
        }

        id = new ChangeEventId(service, store, revision);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Service}/{StoreId}/{Revision}");

    /// <summary>The id as a UUID of version 5 (RFC 9562), for whatever wants one.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "UUIDs of version 5 are made with SHA-1; nothing is protected by it.")]
    public Guid ToGuid()
    {
        byte[] input = [.. Namespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(ToString())];
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(input, hash);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
