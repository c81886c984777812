using Google.Protobuf.Reflection;
using KosovoNato.Kernel;

namespace KosovoNato.Storage;

/// <summary>A type of resource.</summary>
/// <param name="Index">The index in the schema.</param>
/// <param name="Number">The field number in the <c>…Resource</c> message.</param>
/// <param name="Collections">The collections in the names: "organizations" and "memberships" for organizations/nato/memberships/AL.</param>
public sealed record ResourceType(int Index, int Number, MessageDescriptor Descriptor, IReadOnlyList<string> Collections)
{
    /// <summary>The upstream from which the resources are mirrored; null for the service's own resources.</summary>
    public string? MirroredFrom { get; init; }

    /// <summary>Whether a name is the name of a resource of this type.</summary>
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

    /// <summary>Returns the encoded <c>…Resource</c> message around an encoded resource of this type.</summary>
    public byte[] Wrap(ReadOnlySpan<byte> encoded)
    {
        var wrapper = new byte[WireWriter.SizeOfField(Number, encoded.Length)];
        WireWriter.WriteField(wrapper, Number, encoded);
        return wrapper;
    }

    public override string ToString() => Descriptor.Name;
}
