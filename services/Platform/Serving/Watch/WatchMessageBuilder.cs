using System.Buffers;
using System.Text;
using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Watch;

/// <summary>
/// A Watch message, assembled from shared pieces. The WatchResponse of every service has these fields with these numbers.
/// </summary>
sealed class WatchMessageBuilder : EncodedPayload
{
    public const int RevisionsField = 1;
    public const int SnapshotField = 2;
    public const int SnapshotEndField = 3;
    public const int ProgressField = 4;
    public const int ResumeTokenField = 5;

    readonly List<Piece> pieces = [];
    int length;

    public override int Length => length;

    /// <summary>Adds a whole revision, with the bytes that all watchers share.</summary>
    public void AddRevision(RevisionEntry entry) => AddField(RevisionsField, entry.Encoded);

    /// <summary>Adds the changes of a revision that a watcher sees, in the form in which it sees them.</summary>
    public void AddRevision(RevisionEntry entry, IReadOnlyList<ReadOnlyMemory<byte>> changes)
    {
        var size = entry.HeadLength + changes.Sum(change => WireWriter.SizeOfField(ChangeEnvelope.ChangesFieldNumber, change.Length));
        AddHeader(RevisionsField, size);
        Add(entry.Header);
        foreach (var change in changes)
        {
            AddField(ChangeEnvelope.ChangesFieldNumber, change);
        }
    }

    /// <summary>Adds a resource of the snapshot, with kind ADDED.</summary>
    public void AddSnapshot(ResourceVersion record)
    {
        var change = new ResourceChange { Name = record.Name, Kind = ChangeKind.Added, Revision = record.Revision }.ToByteArray();
        AddHeader(SnapshotField, change.Length + WireWriter.SizeOfField(ResourceChange.ResourceFieldNumber, record.EncodedWrapper.Length));
        Add(change);
        AddField(ResourceChange.ResourceFieldNumber, record.EncodedWrapper);
    }

    public void AddMessage(int field, IMessage message) => AddField(field, message.ToByteArray());

    public void AddResumeToken(string token) => AddField(ResumeTokenField, Encoding.ASCII.GetBytes(token));

    public override void WriteTo(IBufferWriter<byte> output)
    {
        var blocks = new BlockWriter(output);
        foreach (var piece in pieces)
        {
            if (piece.Field > 0)
            {
                blocks.WriteHeader(piece.Field, piece.Length);
            }

            blocks.Write(piece.Content.Span);
        }

        blocks.Complete();
    }

    void AddField(int field, ReadOnlyMemory<byte> content)
    {
        pieces.Add(new(field, content.Length, content));
        length += WireWriter.SizeOfField(field, content.Length);
    }

    void AddHeader(int field, int contentLength)
    {
        pieces.Add(new(field, contentLength, default));
        length += WireWriter.SizeOfField(field, contentLength) - contentLength;
    }

    void Add(ReadOnlyMemory<byte> content)
    {
        pieces.Add(new(0, 0, content));
        length += content.Length;
    }

    /// <param name="Field">The field that begins with this piece; 0 if the piece continues a field.</param>
    /// <param name="Length">The length of the whole field.</param>
    readonly record struct Piece(int Field, int Length, ReadOnlyMemory<byte> Content);
}
