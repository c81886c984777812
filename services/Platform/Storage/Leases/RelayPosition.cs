using System.Globalization;

namespace KosovoNato.Storage.Leases;

/// <summary>Up to where a service's changes were published: all revisions of that store up to this one.</summary>
readonly record struct RelayPosition(string StoreId, long Revision)
{
    /// <summary>Nothing was ever published.</summary>
    public static readonly RelayPosition None = new("", 0);

    public static RelayPosition Parse(string text) =>
        text.Split('/') is [var store, var number]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? new RelayPosition(store, revision)
            : None;

    public override string ToString() => StoreId.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{StoreId}/{Revision}");
}
