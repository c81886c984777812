using System.Globalization;

namespace KosovoNato.Benchmarks;

/// <summary>The measurements to run, and their duration.</summary>
sealed record BenchmarkOptions
{
    public const string Usage = """
        Benchmarks [--only NAME]... [--records N] [--seconds N] [--rounds N] [--quick] [--etcd] [--rabbitmq]
          --only NAME   one row or several: fsync, command, start, resume, known, watch, write, empty, get, list,
                        replicated, questions, decisions; or alone: growth, with 10,000 records, 100,000 and so on up to
                        --records; instances, with 1, 2 and 4 of the service
          --records N   resources in the store, 2,000 to 1,000,000; default 100,000
          --seconds N   length of one measurement, 1 to 60; default 5
          --rounds N    measurements of each side, in turn; the median counts; 1 to 9; default 3
          --quick       10,000 records, one round of two seconds
          --etcd        the same work on etcd as well (Debian: apt-get install etcd-server)
          --rabbitmq    publishing to RabbitMQ as well (Debian: apt-get install rabbitmq-server)
        """;

    public IReadOnlyList<string> Only { get; init; } = [];

    public int Records { get; init; } = 100_000;

    public int Seconds { get; init; } = 5;

    public int Rounds { get; init; } = 3;

    public bool Etcd { get; init; }

    public bool RabbitMq { get; init; }

    public bool Wants(string row) => Only.Count == 0 || Only.Contains(row);

    /// <summary>The options, or null if the arguments are invalid.</summary>
    public static BenchmarkOptions? Parse(IReadOnlyList<string> args)
    {
        var options = new BenchmarkOptions();
        for (var i = 0; i < args.Count; i++)
        {
            BenchmarkOptions? next = args[i] switch
            {
                "--quick" => options with { Records = 10_000, Seconds = 2, Rounds = 1 },
                "--etcd" => options with { Etcd = true },
                "--rabbitmq" => options with { RabbitMq = true },
                "--only" when i + 1 < args.Count && Rows.Plan.Names.Contains(args[i + 1]) =>
                    options with { Only = [.. options.Only, args[++i]] },
                "--records" when Number(args, ++i, 2_000, 1_000_000) is { } records => options with { Records = records },
                "--seconds" when Number(args, ++i, 1, 60) is { } seconds => options with { Seconds = seconds },
                "--rounds" when Number(args, ++i, 1, 9) is { } rounds => options with { Rounds = rounds },
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            options = next;
        }

        return options;
    }

    static int? Number(IReadOnlyList<string> args, int at, int least, int most) =>
        at < args.Count && int.TryParse(args[at], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
        && number <= most
            ? number
            : null;
}
