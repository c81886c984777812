namespace KosovoNato.Storage;

/// <summary>
/// Work that several callers may want at once: it is done once for all of them, only so many at a time, and given up when the
/// last caller has gone or when it takes too long.
/// </summary>
/// <param name="atOnce">How many are under way at a time; others wait for their turn.</param>
/// <param name="mostWaiting">How many there may be with those that wait.</param>
sealed class SingleFlight<TKey, TResult>(int atOnce, int mostWaiting, TimeSpan longest, TimeProvider timeProvider)
    : IDisposable where TKey : notnull
{
    readonly Lock gate = new();
    readonly Dictionary<TKey, Work> underWay = [];
    readonly SemaphoreSlim places = new(atOnce);

    /// <summary>The result of the work, or none if there is too much of it already.</summary>
    public Task<TResult>? TryRunAsync(TKey key, Func<CancellationToken, Task<TResult>> make, CancellationToken cancellationToken)
    {
        Work? work;
        lock (gate)
        {
            if (!underWay.TryGetValue(key, out work))
            {
                if (underWay.Count >= mostWaiting)
                {
                    return null;
                }

                work = new Work(new CancellationTokenSource(longest, timeProvider));
                underWay.Add(key, work);
                work.Result = DoAsync(key, work, make);
            }

            work.Callers++;
        }

        return AwaitAsync(key, work, cancellationToken);
    }

    public void Dispose() => places.Dispose();

    async Task<TResult> DoAsync(TKey key, Work work, Func<CancellationToken, Task<TResult>> make)
    {
        // Leaves the caller's lock before anything else.
        await Task.Yield();
        try
        {
            await places.WaitAsync(work.Stop.Token);
            try
            {
                return await make(work.Stop.Token);
            }
            finally
            {
                places.Release();
            }
        }
        finally
        {
            lock (gate)
            {
                Forget(key, work);
            }
        }
    }

    async Task<TResult> AwaitAsync(TKey key, Work work, CancellationToken cancellationToken)
    {
        try
        {
            return await work.Result!.WaitAsync(cancellationToken);
        }
        finally
        {
            bool last;
            lock (gate)
            {
                last = --work.Callers == 0;
                if (last)
                {
                    Forget(key, work);
                }
            }

            if (last)
            {
                await work.Stop.CancelAsync();
                work.Stop.Dispose();
            }
        }
    }

    /// <summary>Who comes now begins anew; the work may have been replaced already.</summary>
    void Forget(TKey key, Work work)
    {
        if (underWay.TryGetValue(key, out var present) && ReferenceEquals(present, work))
        {
            underWay.Remove(key);
        }
    }

    sealed class Work(CancellationTokenSource stop)
    {
        public CancellationTokenSource Stop => stop;

        public Task<TResult>? Result { get; set; }

        public int Callers { get; set; }
    }
}
