using System.Globalization;
using KosovoNato.Deploy.Tests;
using KosovoNato.Testing;

namespace KosovoNato.Images.Tests;

/// <summary>The system of deploy/compose, run by podman-compose with secrets of its own.</summary>
sealed class ComposedSystem : IDisposable
{
    const string Program = "podman-compose";
    const string Project = "kosovonato";

    static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
    static readonly string[] Volumes = ["recognitions-store", "milestones-store", "recommendations-store", "rabbitmq"];

    readonly TemporaryDirectory folder = new();

    public ComposedSystem()
    {
        foreach (var part in new[] { "base", "components", "overlays", "compose" })
        {
            Programs.Run("cp", folder.Path, "", "-r", RepositoryPaths.File("deploy", part), folder.Path);
        }

        Programs.Run("rm", Folder, "", "-rf", ".env", "secrets");
        Programs.Run("bash", Folder, "", "make-secrets.sh");
        foreach (var volume in Volumes)
        {
            // The images from Debian packages have no folder that belongs to this user, from which a new volume would take its owner.
            Podman("volume", "create", "--opt", "o=uid=999,gid=999", "--label", $"io.podman.compose.project={Project}", NameOf(volume));
        }
    }

    /// <summary>The reason why it cannot run, or empty if it can.</summary>
    public static string WhyNot =>
        Environment.GetEnvironmentVariable("CONTAINERS_STORAGE_CONF") is not { Length: > 0 } ? "The containers are not those of podman."
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(part => File.Exists(Path.Combine(part, Program)))
            ? ""
            : $"{Program} is not installed.";

    string Folder => Path.Combine(folder.Path, "compose");

    /// <summary>Gives an image the name that the file uses.</summary>
    public static void Name(string image, string name) => Podman("tag", image, name);

    public void Up() => Compose("up", "-d");

    /// <summary>Stops and removes the containers. Without a time, podman-compose kills them after one second.</summary>
    public void Down() => Compose("down", "-t", "60");

    public void Stop() => Compose("stop", "-t", "60");

    /// <summary>The exit code of a container that has ended, or null while it runs.</summary>
    public static int? ExitCodeOf(string service) =>
        Podman("inspect", "--format", "{{.State.Status}} {{.State.ExitCode}}", ContainerOf(service)).Trim().Split(' ')
            is ["exited", var code]
            ? int.Parse(code, CultureInfo.InvariantCulture)
            : null;

    public static string LogOf(string service) => Podman("logs", ContainerOf(service));

    /// <summary>Runs a program in a container and returns its output.</summary>
    public static string Run(string service, params string[] command) => Podman(["exec", ContainerOf(service), .. command]);

    public static string Podman(params string[] arguments) => Programs.RunWithin(Limit, "podman", "/", "", arguments);

    public void Dispose()
    {
        Compose("down", "-v", "-t", "10");
        folder.Dispose();
    }

    void Compose(params string[] arguments) => Programs.RunWithin(Limit, Program, Folder, "", ["-p", Project, .. arguments]);

    static string NameOf(string volume) => $"{Project}_{volume}";

    static string ContainerOf(string service) => $"{Project}_{service}_1";
}
