using System.Text;

namespace KosovoNato.Testing;

/// <summary>A command that a <see cref="TcpProxy"/> holds back, with everything that its connection sends after it.</summary>
public sealed class HeldCommand(string name)
{
    private readonly byte[] bytes = Encoding.ASCII.GetBytes(name);
    private readonly TaskCompletionSource passing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets the command pass, on each connection, and those after it.</summary>
    public void LetPass() => passing.TrySetResult();

    /// <summary>Where the command begins in a piece of a request; -1 if it does not, or may pass.</summary>
    internal int IndexIn(ReadOnlySpan<byte> piece) => passing.Task.IsCompleted ? -1 : piece.IndexOf(bytes);

    internal Task WaitAsync(CancellationToken cancellationToken) => passing.Task.WaitAsync(cancellationToken);
}
