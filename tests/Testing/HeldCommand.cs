using System.Text;

namespace KosovoNato.Testing;

/// <summary>A command that a <see cref="TcpProxy"/> holds back, with everything that its connection sends after it.</summary>
public sealed class HeldCommand(string name)
{
    private readonly byte[] bytes = Encoding.ASCII.GetBytes(name);
    private readonly TaskCompletionSource passing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets the command and the data after it pass, on every connection.</summary>
    public void LetPass() => passing.TrySetResult();

    /// <summary>Returns the position of the command in a piece of a request, or -1 if it is absent or may pass.</summary>
    internal int IndexIn(ReadOnlySpan<byte> piece) => passing.Task.IsCompleted ? -1 : piece.IndexOf(bytes);

    internal Task WaitAsync(CancellationToken cancellationToken) => passing.Task.WaitAsync(cancellationToken);
}
