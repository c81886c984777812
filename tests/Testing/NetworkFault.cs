namespace KosovoNato.Testing;

/// <summary>The fault that a proxy injects. Set by a test, read by the proxy's connections.</summary>
internal sealed class NetworkFault
{
    private long answerDelayTicks;
    private volatile bool swallowsAnswers;
    private volatile HeldCommand? held;

    public TimeSpan AnswerDelay
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref answerDelayTicks));
        set => Interlocked.Exchange(ref answerDelayTicks, value.Ticks);
    }

    public bool SwallowsAnswers
    {
        get => swallowsAnswers;
        set => swallowsAnswers = value;
    }

    public HeldCommand? Held
    {
        get => held;
        set => held = value;
    }
}
