using KosovoNato.Changes.V1;

namespace KosovoNato.Storage;

/// <summary>What one revision did to one resource.</summary>
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

    /// <summary>The version that the revision made.</summary>
    public ResourceVersion After { get; }

    /// <summary>The version before; none for a new resource.</summary>
    public ResourceVersion? Previous { get; private set; }

    public long PreviousRevision { get; }

    /// <summary>The encoded change, without the state before; a slice of the entry's bytes.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>Takes the version before from the state in memory, which has its bytes already; lets go of the store's answer.</summary>
    public void LinkPrevious(ResourceVersion? before)
    {
        Previous = before;
        storedPrevious = default;
    }

    /// <summary>The same change without the version before. Who has this one keeps it as it is.</summary>
    public RecordChange WithoutPrevious() => new(After, PreviousRevision, Encoded, default);

    /// <summary>Takes the version before from the log, for a reader who has no state of that time.</summary>
    public RecordChange WithStoredPrevious(Schema schema)
    {
        if (PreviousRevision > 0 && Previous is null)
        {
            Previous = ResourceVersion.Of(schema, After.Name, PreviousRevision, storedPrevious);
        }

        return this;
    }

    /// <summary>How many bytes <see cref="CopyWithPrevious"/> writes.</summary>
    public int LengthWithPrevious =>
        Encoded.Length
        + (Previous is { } before ? WireWriter.SizeOfField(ResourceChange.PreviousFieldNumber, before.EncodedWrapper.Length) : 0);

    /// <summary>Writes the encoded change with the version before; returns how many bytes that are.</summary>
    public int CopyWithPrevious(Span<byte> to)
    {
        Encoded.Span.CopyTo(to);
        return Encoded.Length
            + (Previous is { } before ? WireWriter.WriteField(
                to[Encoded.Length..], ResourceChange.PreviousFieldNumber, before.EncodedWrapper.Span) : 0);
    }

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

    /// <summary>Copies a stored change without the state before; answers how many bytes that are.</summary>
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

    /// <param name="encoded">The change without the state before; the new version points into it.</param>
    /// <param name="stored">The change as the store keeps it, with the state before.</param>
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
