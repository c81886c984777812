namespace KosovoNato.Standalone;

/// <summary>What the embedded server prints: in a file of at most 1 MB (and the one before it), and the last lines for errors.</summary>
sealed class ServerOutputLog : IDisposable
{
    public const string FileName = "server.log";
    const int MaxFileBytes = 1 << 20;
    const int MaxLineLength = 2000;
    const char Escape = '\e'; // only its coloured banner has it
    const int QuotedLines = 4;
    const int QuotedLineLength = 250;

    readonly Lock gate = new();
    readonly Queue<string> last = new();
    readonly string path;
    StreamWriter? file;

    public ServerOutputLog(string directory)
    {
        path = Path.Combine(directory, FileName);
        file = Append();
    }

    public string LastLines
    {
        get { lock (gate) return last.Count == 0 ? "It printed nothing." : $"Last lines: {string.Join(" | ", last)}"; }
    }

    public bool Mentions(string text)
    {
        lock (gate) return last.Any(line => line.Contains(text, StringComparison.Ordinal));
    }

    public void Write(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        var shortened = line.Length > MaxLineLength ? line[..MaxLineLength] : line;
        lock (gate)
        {
            if (!line.Contains(Escape))
                last.Enqueue(Quoted(line));
            if (last.Count > QuotedLines)
                last.Dequeue();
            try
            {
                Keep(shortened);
            }
            catch (IOException)
            {
                // A full disk must not end the process that only reads along; the last lines stay for the error.
                file = null;
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            file?.Dispose();
            file = null;
        }
    }

    void Keep(string line)
    {
        if (file is null)
            return;
        if (file.BaseStream.Length > MaxFileBytes)
        {
            file.Dispose();
            File.Move(path, path + ".1", overwrite: true);
            file = Append();
        }
        file.WriteLine(line);
    }

    static string Quoted(string line) => line.Length > QuotedLineLength ? $"{line[..QuotedLineLength]}..." : line.Trim();

    StreamWriter Append() => new(path, append: true) { AutoFlush = true };
}
