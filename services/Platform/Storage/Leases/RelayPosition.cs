using System.Globalization;
using KosovoNato.Kernel;

namespace KosovoNato.Storage.Leases;

/// <summary>The position up to which a service's changes were published: all revisions of a store up to this one.</summary>
readonly record struct RelayPosition(RevisionId Id)
{
    /// <summary>The position before anything was published.</summary>
    public static readonly RelayPosition None = new(new("", 0, default));

    public string StoreId => Id.StoreId;

    public long Revision => Id.Number;

    public static RelayPosition Parse(string text) =>
        text.Split('/') is [var store, var number, var fingerprint]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
        && uint.TryParse(fingerprint, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? new(new(store, revision, new(value)))
            : None;

    public override string ToString() =>
        StoreId.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{StoreId}/{Revision}/{Id.Fingerprint.Value}");
}
