namespace KosovoNato.Standalone;

/// <summary>
/// The output of the embedded server: in a file of at most 1 MB (and its predecessor), with the last lines for error messages.
/// </summary>
sealed class ServerOutputLog : IDisposable
{
    public const string FileName = "server.log";
    const int MaxFileBytes = 1 << 20;
    const int MaxLineLength = 2000;
    const char Escape = '\e'; // only in the server's colored banner
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
        get { lock (gate) return last.Count == 0 ? "It had no output." : $"Last lines: {string.Join(" | ", last)}"; }
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
                // A full disk must not end this process. The last lines stay available for error messages.
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
