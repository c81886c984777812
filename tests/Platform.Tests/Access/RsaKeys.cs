using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>
/// RSA keys that tests borrow, because creating one takes longer than most tests. Concurrent borrowers have different keys.
/// </summary>
static class RsaKeys
{
    static readonly ConcurrentBag<RSA> Free = [];

    public static RSA Rent() => Free.TryTake(out var key) ? key : RSA.Create(2_048);

    public static void Return(RSA key) => Free.Add(key);
}
