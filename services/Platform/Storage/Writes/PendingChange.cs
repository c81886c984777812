using System.Globalization;
using Google.Protobuf;

namespace KosovoNato.Storage.Writes;

/// <summary>The change of one resource in a transaction.</summary>
sealed class PendingChange(ResourceType type, ResourceVersion? before)
{
    readonly List<int> events = [];
    byte[]? wrapped;

    public ResourceType Type => type;

    public ResourceVersion? Before => before;

    public IMessage After { get; private set; } = null!;

    public string Name => ((IResource)After).Name;

    public IReadOnlyList<int> Events => events;

    public void Set<TEvent>(IMessage after, ReadOnlySpan<TEvent> happened) where TEvent : Enum
    {
        (After, wrapped) = (after, null);
        foreach (var one in happened)
        {
            var number = Convert.ToInt32(one, CultureInfo.InvariantCulture);
            if (!events.Contains(number))
            {
                events.Add(number);
            }
        }
    }

    /// <summary>Returns the new version as the store keeps it, in the encoded <c>…Resource</c> message.</summary>
    public byte[] Wrap() => wrapped ??= Encode();

    byte[] Encode()
    {
        var length = After.CalculateSize();
        var bytes = new byte[WireWriter.SizeOfField(type.Number, length)];
        var header = WireWriter.WriteHeader(bytes, type.Number, length);
        After.WriteTo(bytes.AsSpan(header));
        return bytes;
    }
}
