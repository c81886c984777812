using System.Globalization;

namespace KosovoNato.Standalone;

/// <summary>What can be chosen at the start.</summary>
sealed record StandaloneOptions
{
    const string SolutionFile = "KosovoNato.sln";
    const int Services = 4;
    const int PortStep = 10;
    const int MaxFirstPort = ushort.MaxValue - (PortStep * (Services - 1));

    public const string Help = """
        Runs everything on this machine: an embedded store as a child process, the services, and the page that shows
        them. Loads what is missing of the seeds, says what it found, and runs until Ctrl-C.

          --data DIR         keeps the data and the API key; default: .data in the repository, else here
          --grpc-port PORT   gRPC on 127.0.0.1: recognitions on this port, milestones on the tenth after it,
                             recommendations on the twentieth, the dashboard on the thirtieth; default 5101, 0 takes
                             free ones
          --http-port PORT   JSON, gRPC-Web and metrics on 127.0.0.1, likewise, with the page on the thirtieth; default
                             5100, 0 takes free ones
          --seeds DIR        loads these seeds instead of those that came with the program
          --help             shows this

        Exit code 0: ended as asked. 64: wrong argument. 65: the data is damaged. 66: the seeds are missing or wrong.
        69: store or service did not start, or ended. 72: the embedded store is not installed. 73: the data folder is
        not usable. 75: it is in use. 76: a port is taken. 78: the key file is wrong.
        """;

    public string DataDirectory { get; init; } = Path.Combine(Home(), ".data");

    public int GrpcPort { get; init; } = 5101;

    public int HttpPort { get; init; } = 5100;

    public string SeedDirectory { get; init; } = Path.Combine(AppContext.BaseDirectory, "seeds");

    public string KeyFile => Path.Combine(DataDirectory, "api.key");

    /// <returns>The options; none if help is wanted.</returns>
    /// <exception cref="StandaloneException">An argument is wrong; the message says which.</exception>
    public static StandaloneOptions? Parse(IReadOnlyList<string> args)
    {
        var options = new StandaloneOptions();
        for (var i = 0; i < args.Count; i += 2)
        {
            if (args[i] is "--help" or "-h")
            {
                return null;
            }

            string Value() => i + 1 < args.Count ? args[i + 1] : throw StandaloneException.WrongArgument($"{args[i]} needs a value.");
            options = args[i] switch
            {
                "--data" => options with { DataDirectory = Folder(args[i], Value()) },
                "--seeds" => options with { SeedDirectory = Folder(args[i], Value()) },
                "--grpc-port" => options with { GrpcPort = Port(args[i], Value()) },
                "--http-port" => options with { HttpPort = Port(args[i], Value()) },
                _ => throw StandaloneException.WrongArgument($"There is no argument {args[i]}."),
            };
        }

        var shared = Ports(options.GrpcPort).Intersect(Ports(options.HttpPort)).Where(port => port > 0).ToList();
        return shared.Count == 0
            ? options
            : throw StandaloneException.WrongArgument($"gRPC and HTTP need ports of their own, but both would get {shared[0]}.");
    }

    /// <summary>The ports of the services, in their order, by that of the first.</summary>
    public static IReadOnlyList<int> Ports(int first) =>
        [.. Enumerable.Range(0, Services).Select(service => first == 0 ? 0 : first + (PortStep * service))];

    static string Folder(string argument, string path) =>
        path.Trim().Length > 0
            ? Path.GetFullPath(path)
            : throw StandaloneException.WrongArgument($"{argument} needs the name of a folder.");

    static int Port(string argument, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= MaxFirstPort
            ? port
            : throw StandaloneException.WrongArgument($"{argument} is a number from 0 to {MaxFirstPort}, not \"{text}\".");

    // From whichever folder it is started, a clone has one set of data.
    static string Home()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, SolutionFile)))
            {
                return folder.FullName;
            }
        }

        return Directory.GetCurrentDirectory();
    }
}
