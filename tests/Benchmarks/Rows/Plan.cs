namespace KosovoNato.Benchmarks.Rows;

/// <summary>The order of the measurements. Start, resume and memory are measured while there are as many changes as records.</summary>
static class Plan
{
    public static readonly IReadOnlyList<string> Names = [
        "fsync", "command", "start", "resume", "known", "watch", "write", "replicated", "empty", "get", "list", "questions", "decisions",
        "growth", "instances"];

    public static async Task RunAsync(Bench bench)
    {
        var wants = bench.Options.Wants;
        if (bench.Options.Only.Contains("growth"))
        {
            // It has stores of its own, takes as long as all other rows, and runs alone.
            await GrowthRows.RunAsync(bench);
            return;
        }

        if (bench.Options.Only.Contains("instances"))
        {
            await InstanceRows.RunAsync(bench);
            return;
        }

        if (wants("fsync"))
        {
            LimitRows.Fsync(bench);
        }

        if (wants("command"))
        {
            await CommandRows.RunAsync(bench);
        }

        await bench.PrepareAsync();
        if (wants("start") || wants("resume") || wants("known"))
        {
            await HistoryRows.RunAsync(bench);
        }

        if (wants("watch"))
        {
            await WatchRows.RunAsync(bench);
        }

        if (wants("write"))
        {
            await WriteRows.RunAsync(bench);
        }

        if (wants("replicated"))
        {
            await ReplicatedRows.RunAsync(bench);
        }

        if (wants("empty") || wants("get") || wants("list"))
        {
            await ReadRows.RunAsync(bench);
        }

        if (wants("questions"))
        {
            await QueryRows.RunAsync(bench);
        }

        if (wants("decisions"))
        {
            await DecisionRows.RunAsync(bench);
        }

        if (bench.Options.RabbitMq)
        {
            await RelayRows.RunAsync(bench);
        }

        if (bench.Options.Etcd)
        {
            await EtcdRows.RunAsync(bench);
        }
    }
}
