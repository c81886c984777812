using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>A folder for the files of one test: keys, key sets, certificates.</summary>
sealed class TemporaryDirectory : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kosovonato-access-");

    public string Path(string name) => System.IO.Path.Combine(folder.FullName, name);

    public string Write(string name, string content)
    {
        // Whole or not at all, as those who renew files do it.
        File.WriteAllText(Path(name + ".new"), content);
        File.Move(Path(name + ".new"), Path(name), overwrite: true);
        return Path(name);
    }

    /// <summary>Settings by which one key and the tokens of the issuers are accepted.</summary>
    public IEnumerable<(string Name, string Value)> Accept(params TestIssuer[] issuers)
    {
        yield return ("Access:ApiKeyFile", Write("keys", RunningService.KeyLine));
        for (var i = 0; i < issuers.Length; i++)
        {
            var at = $"Access:Issuers:issuer{i + 1}";
            yield return ($"{at}:Issuer", issuers[i].Issuer);
            yield return ($"{at}:Audience", TestIssuer.Audience);
            yield return ($"{at}:JwksFile", Write($"keys-{i}.json", TestIssuer.KeySet(issuers[i].PublicKey, issuers[i].PublicCurveKey)));
        }
    }

    public void Dispose() => folder.Delete(recursive: true);
}
