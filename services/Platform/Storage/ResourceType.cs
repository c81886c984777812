using Google.Protobuf.Reflection;
using KosovoNato.Kernel;

namespace KosovoNato.Storage;

/// <summary>One type of resource.</summary>
/// <param name="Index">Its place in the schema.</param>
/// <param name="Number">Its field number in the <c>…Resource</c> message.</param>
/// <param name="Collections">The collections in its names: "organizations" and "memberships" for organizations/nato/memberships/AL.</param>
public sealed record ResourceType(int Index, int Number, MessageDescriptor Descriptor, IReadOnlyList<string> Collections)
{
    /// <summary>The service whose resources these are copies of; unset for the service's own.</summary>
    public string? MirroredFrom { get; init; }

    /// <summary>Says whether a name is one of this type.</summary>
    public bool Matches(ReadOnlySpan<char> name)
    {
        for (var i = 0; i < Collections.Count; i++)
        {
            var collection = Collections[i];
            if (!name.StartsWith(collection, StringComparison.Ordinal) || name.Length == collection.Length
                || name[collection.Length] != '/')
            {
                return false;
            }

            name = name[(collection.Length + 1)..];
            var end = name.IndexOf('/');
            var id = end < 0 ? name : name[..end];
            if (!ResourceId.IsValid(id) || end >= 0 == (i == Collections.Count - 1))
            {
                return false;
            }

            name = end < 0 ? [] : name[(end + 1)..];
        }

        return true;
    }

    /// <summary>The encoded <c>…Resource</c> message around an encoded resource of this type.</summary>
    public byte[] Wrap(ReadOnlySpan<byte> encoded)
    {
        var wrapper = new byte[WireWriter.SizeOfField(Number, encoded.Length)];
        WireWriter.WriteField(wrapper, Number, encoded);
        return wrapper;
    }

    public override string ToString() => Descriptor.Name;
}
