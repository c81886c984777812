using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KosovoNato.Kernel;

/// <summary>The permanent ID of one change of one service: <c>recognitions/4f0e…/1042</c> is revision 1042 of that store.</summary>
/// <param name="Service">The service's name, for example "recognitions".</param>
/// <param name="StoreId">The ID of its store, 32 lowercase hexadecimal digits.</param>
/// <param name="Revision">The revision, 1 or more.</param>
public readonly record struct ChangeEventId(string Service, string StoreId, long Revision)
{
    // The namespace of the UUIDs. It must never change: every event would get a different UUID.
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

    /// <summary>Returns the ID of a change of the store that issued a revision token.</summary>
    /// <exception cref="Errors.ApiException">The token is corrupted, or belongs to another service.</exception>
    public static ChangeEventId InStoreOf(string revisionToken, string service, long revision) =>
        new(service, RevisionToken.Decode(service, revisionToken, "revision token").Revision.StoreId, revision);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Service}/{StoreId}/{Revision}");

    /// <summary>Returns the ID as a version 5 UUID (RFC 9562), for systems that require a UUID.</summary>
    public Guid ToGuid() => ToGuid(ToString());

    /// <summary>
    /// Returns a UUID of one revision. After the restore of an older copy of the store, another revision can have the same event ID.
    /// </summary>
    public Guid ToGuid(RevisionFingerprint fingerprint) =>
        ToGuid(string.Create(CultureInfo.InvariantCulture, $"{this}/{fingerprint.Value}"));

    [SuppressMessage("Security", "CA5350", Justification = "Version 5 UUIDs are defined with SHA-1, which protects nothing here.")]
    static Guid ToGuid(string name)
    {
        byte[] input = [.. Namespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)];
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(input, hash);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
