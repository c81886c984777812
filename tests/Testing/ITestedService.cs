using Xunit;

namespace KosovoNato.Testing;

/// <summary>A running service, in the process of the tests or in its own process.</summary>
public interface ITestedService : IAsyncDisposable
{
    Uri GrpcAddress { get; }

    Uri HttpAddress { get; }

    /// <summary>The entries of the service's log with level Error and above.</summary>
    IReadOnlyList<string> Errors { get; }

    /// <summary>Whether the service reports that it can write. False also if it does not respond.</summary>
    Task<bool> IsReadyAsync(CancellationToken cancellationToken);
}

/// <summary>Checks for every tested service.</summary>
public static class TestedServices
{
    /// <summary>Fails if the service logged an error that the test did not provoke.</summary>
    /// <param name="provoked">Parts of the texts of provoked errors.</param>
    public static void AssertNoErrors(this ITestedService service, params string[] provoked)
    {
        var unexpected = service.Errors.Where(error => !provoked.Any(part => error.Contains(part, StringComparison.Ordinal))).ToList();
        Assert.True(unexpected.Count == 0, $"{unexpected.Count} unexpected error(s) in the log:\n{string.Join('\n', unexpected)}");
    }
}
