namespace KosovoNato.Storage;

/// <summary>
/// Runs the same work once for all callers that wait for it, with limited concurrency. The work is canceled when the last caller has left
/// or when it takes too long.
/// </summary>
/// <param name="atOnce">The maximum number of keys whose work runs at a time; other work waits.</param>
/// <param name="mostWaiting">The maximum number of keys whose work runs or waits.</param>
sealed class SingleFlight<TKey, TResult>(int atOnce, int mostWaiting, TimeSpan longest, TimeProvider timeProvider)
    : IDisposable where TKey : notnull
{
    readonly Lock gate = new();
    readonly Dictionary<TKey, Work> underWay = [];
    readonly SemaphoreSlim places = new(atOnce);

    /// <summary>Returns the result of the work; null if too much work runs or waits already.</summary>
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
        // Leave the lock of the caller first.
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

    /// <summary>Removes the work, so that the next caller starts it again. Newer work with the same key stays.</summary>
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
