using System.Globalization;

namespace KosovoNato.Storage.Leases;

/// <summary>The position up to which a service's changes were published: all revisions of this store up to this revision.</summary>
readonly record struct RelayPosition(string StoreId, long Revision)
{
    /// <summary>The position before anything was published.</summary>
    public static readonly RelayPosition None = new("", 0);

    public static RelayPosition Parse(string text) =>
        text.Split('/') is [var store, var number]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? new RelayPosition(store, revision)
            : None;

    public override string ToString() => StoreId.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{StoreId}/{Revision}");
}
