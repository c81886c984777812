using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>
/// An issuer of valid and invalid access tokens. Builds tokens by hand, because a library would not produce most of the invalid ones.
/// </summary>
sealed class TestIssuer : IDisposable
{
    public const string Audience = "kosovonato";

    readonly RSA rsa = RsaKeys.Rent();
    readonly ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestIssuer(string issuer = "https://issuer.example") => Issuer = issuer;

    public string Issuer { get; }

    public string KeyId { get; } = Guid.NewGuid().ToString("N");

    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>The public RSA key as a JSON Web Key.</summary>
    public JsonObject PublicKey
    {
        get
        {
            var key = rsa.ExportParameters(includePrivateParameters: false);
            return new()
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["kid"] = KeyId,
                ["n"] = Base64Url.EncodeToString(key.Modulus),
                ["e"] = Base64Url.EncodeToString(key.Exponent)
            };
        }
    }

    /// <summary>The public elliptic-curve key under its own ID.</summary>
    public JsonObject PublicCurveKey
    {
        get
        {
            var point = curve.ExportParameters(includePrivateParameters: false).Q;
            return new()
            {
                ["kty"] = "EC",
                ["use"] = "sig",
                ["crv"] = "P-256",
                ["kid"] = CurveKeyId,
                ["x"] = Base64Url.EncodeToString(point.X),
                ["y"] = Base64Url.EncodeToString(point.Y),
            };
        }
    }

    string CurveKeyId => $"{KeyId}-curve";

    /// <summary>The public RSA key as PEM.</summary>
    public byte[] PublicBytes => Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem());

    public static string KeySet(params IEnumerable<JsonObject> keys) =>
        new JsonObject { ["keys"] = new JsonArray([.. keys.Select(key => (JsonNode)key)]) }.ToJsonString();

    /// <summary>A valid token, or one with changed claims; a claim with the value null is omitted.</summary>
    public string Token(string scope = "", string subject = "alice", params (string Name, JsonNode? Value)[] other) =>
        Sign("RS256", Payload(scope, subject, other), text => rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public string TokenFor(TimeSpan life, string scope, string subject = "alice") =>
        Token(scope, subject, ("exp", (Now + life).ToUnixTimeMilliseconds() / 1000.0));

    public string Pss(string scope) =>
        Sign("PS256", Payload(scope, "alice", []), text => rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pss));

    public string Curve(string scope, DSASignatureFormat form = DSASignatureFormat.IeeeP1363FixedFieldConcatenation) =>
        Sign("ES256", Payload(scope, "alice", []), text => curve.SignData(text, HashAlgorithmName.SHA256, form), ("kid", CurveKeyId));

    public string Unsigned(string scope) => Sign("none", Payload(scope, "alice", []), _ => []);

    /// <summary>
    /// A token signed with the public key as an HMAC secret. A validator that trusts the token's algorithm would accept it.
    /// </summary>
    public string SignedWithPublicKey(string scope) =>
        Sign("HS256", Payload(scope, "alice", []), text => HMACSHA256.HashData(PublicBytes, text));

    public string WithHeader(string algorithm, string scope, params (string Name, JsonNode? Value)[] header) =>
        Sign(algorithm, Payload(scope, "alice", []), text => rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            header);

    public void Dispose()
    {
        RsaKeys.Return(rsa);
        curve.Dispose();
    }

    JsonObject Payload(string scope, string subject, (string Name, JsonNode? Value)[] other)
    {
        var payload = new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = Audience,
            ["sub"] = subject,
            ["scope"] = scope,
            ["nbf"] = (Now - TimeSpan.FromMinutes(1)).ToUnixTimeSeconds(),
            ["exp"] = (Now + TimeSpan.FromMinutes(10)).ToUnixTimeSeconds(),
            ["jti"] = Guid.NewGuid().ToString("N"),
        };
        foreach (var (name, value) in other)
        {
            payload.Remove(name);
            if (value is not null)
            {
                payload[name] = value.DeepClone();
            }
        }

        return payload;
    }

    string Sign(string algorithm, JsonObject payload, Func<byte[], byte[]> sign, params (string Name, JsonNode? Value)[] more)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "at+jwt", ["kid"] = KeyId };
        foreach (var (name, value) in more)
        {
            header[name] = value?.DeepClone();
        }

        var text = $"{Part(header)}.{Part(payload)}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    static string Part(JsonObject part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
