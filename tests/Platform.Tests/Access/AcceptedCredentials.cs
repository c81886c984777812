using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>Files and settings of the credentials that a service accepts.</summary>
static class AcceptedCredentials
{
    extension(TemporaryDirectory folder)
    {
        /// <summary>Settings that accept one API key and the tokens of the issuers.</summary>
        public IEnumerable<(string Name, string Value)> Accept(params TestIssuer[] issuers)
        {
            yield return ("Access:ApiKeyFile", folder.Write("keys", RunningService.KeyLine));
            for (var i = 0; i < issuers.Length; i++)
            {
                var at = $"Access:Issuers:issuer{i + 1}";
                var keySet = TestIssuer.KeySet(issuers[i].PublicKey, issuers[i].PublicCurveKey);
                yield return ($"{at}:Issuer", issuers[i].Issuer);
                yield return ($"{at}:Audience", TestIssuer.Audience);
                yield return ($"{at}:JwksFile", folder.Write($"keys-{i}.json", keySet));
            }
        }
    }
}
