using System.Runtime.CompilerServices;
using KosovoNato.Changes.V1;

namespace KosovoNato.Storage;

/// <summary>The change of one revision to one resource.</summary>
sealed class RecordChange
{
    ReadOnlyMemory<byte> storedPrevious;

    RecordChange(ResourceVersion after, long previousRevision, ReadOnlyMemory<byte> encoded, ReadOnlyMemory<byte> storedPrevious)
    {
        After = after;
        PreviousRevision = previousRevision;
        Encoded = encoded;
        this.storedPrevious = storedPrevious;
    }

    /// <summary>The version that the revision created.</summary>
    public ResourceVersion After { get; }

    /// <summary>The previous version; null for a new resource, or if it is not known.</summary>
    public ResourceVersion? Previous { get; private set; }

    public long PreviousRevision { get; }

    /// <summary>The encoded change without the previous version; a slice of the bytes of the entry.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>Sets the previous version to the version in memory, and releases the bytes from the store.</summary>
    public void LinkPrevious(ResourceVersion? before)
    {
        Previous = before;
        storedPrevious = default;
    }

    /// <summary>Sets the previous version from the stored bytes, for readers without a snapshot of that revision.</summary>
    public RecordChange WithStoredPrevious(Schema schema)
    {
        if (PreviousRevision > 0 && Previous is null)
        {
            Previous = ResourceVersion.Of(schema, After.Name, PreviousRevision, storedPrevious);
        }

        return this;
    }

    /// <summary>The number of bytes that <see cref="CopyWithPrevious"/> writes.</summary>
    public int LengthWithPrevious =>
        Encoded.Length
        + (Previous is { } before ? WireWriter.SizeOfField(ResourceChange.PreviousFieldNumber, before.EncodedWrapper.Length) : 0);

    /// <summary>Writes the encoded change with the previous version; returns the number of bytes.</summary>
    public int CopyWithPrevious(Span<byte> to)
    {
        Encoded.Span.CopyTo(to);
        return Encoded.Length
            + (Previous is { } before ? WireWriter.WriteField(
                to[Encoded.Length..], ResourceChange.PreviousFieldNumber, before.EncodedWrapper.Span) : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int LengthWithoutPrevious(ReadOnlyMemory<byte> change)
    {
        int length = 0, from = 0;
        var fields = new WireReader(change);
        while (fields.Read())
        {
            length += fields.Field == ResourceChange.PreviousFieldNumber ? 0 : fields.Position - from;
            from = fields.Position;
        }

        return length;
    }

    /// <summary>Copies a stored change without the previous version; returns the number of bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int CopyWithoutPrevious(ReadOnlyMemory<byte> change, Span<byte> to)
    {
        int at = 0, from = 0;
        var fields = new WireReader(change);
        while (fields.Read())
        {
            if (fields.Field != ResourceChange.PreviousFieldNumber)
            {
                var whole = change.Span[from..fields.Position];
                whole.CopyTo(to[at..]);
                at += whole.Length;
            }

            from = fields.Position;
        }

        return at;
    }

    /// <param name="encoded">The change without the previous version. The new version references these bytes.</param>
    /// <param name="stored">The change as the store keeps it, with the previous version.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static RecordChange Read(Schema schema, long revision, ReadOnlyMemory<byte> encoded, ReadOnlyMemory<byte> stored)
    {
        var name = "";
        long previousRevision = 0;
        ReadOnlyMemory<byte> resource = default, previous = default;
        var fields = new WireReader(encoded);
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case ResourceChange.NameFieldNumber:
                    name = fields.Text;
                    break;
                case ResourceChange.ResourceFieldNumber:
                    resource = fields.Content;
                    break;
                case ResourceChange.PreviousRevisionFieldNumber:
                    previousRevision = (long)fields.Value;
                    break;
            }
        }

        var whole = new WireReader(stored);
        while (whole.Read())
        {
            if (whole.Field == ResourceChange.PreviousFieldNumber)
            {
                previous = whole.Content;
            }
        }

        return new RecordChange(ResourceVersion.Of(schema, name, revision, resource), previousRevision, encoded, previous);
    }
}
