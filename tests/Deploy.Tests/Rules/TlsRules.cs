namespace KosovoNato.Deploy.Tests.Rules;

/// <summary>TLS servers are called over TLS, and only by callers that they accept.</summary>
static class TlsRules
{
    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        new("TLS is spoken where TLS is listened for", manifests =>
            from caller in manifests.Workloads
            from call in Tls.Called(manifests, caller)
            where (call.Scheme == "https") != Tls.Listens(call.Called)
            select $"{caller}: calls {call.Called.Name} by {call.Scheme}"),

        new("Certificates are for the names by which servers are called", manifests =>
            from server in manifests.Servers
            where Tls.Listens(server)
            let certificate = Tls.CertificateIn(manifests, server, "Listen__Tls__CertificateFile")
            where certificate is null || !certificate.DnsNames.Contains(server.Name) || !certificate.Usages.Contains("server auth")
                || certificate.IsCA
            select $"{server}: shows "
            + $"{(certificate is null ? "what nobody makes" : string.Join(", ", certificate.DnsNames.Concat(certificate.Usages)))}"),

        new("Stores and broker are called with TLS where they listen with it", manifests =>
            from caller in manifests.Workloads
            from container in caller.Containers
            from call in Tls.CalledStores(manifests, container)
            where call.WithTls != Tls.StoreListens(manifests, call.Called)
            select $"{caller}: calls {call.Called.Name} {(call.WithTls ? "with" : "without")} TLS"),

        new("Stores and broker with TLS are trusted by those who call them", manifests =>
            from caller in manifests.Workloads
            from container in caller.Containers
            from call in Tls.CalledStores(manifests, container)
            where call.WithTls
            from violation in new[]
            {
                Tls.HasOwnCertificate(manifests, call.Called) ? null : $"{call.Called}: has no certificate for its name",
                Tls.Trusts(manifests, caller, container, call.Called) ? null : $"{caller}: does not trust {call.Called.Name}",
            }
            where violation is not null
            select violation),

        new("Certificates are for names in their namespace", manifests =>
            from certificate in manifests.Of<Certificate>()
            from name in certificate.Spec.DnsNames
            where name.Contains('.', StringComparison.Ordinal) && !name.EndsWith($".{manifests.Namespace}.svc", StringComparison.Ordinal)
                && !(name.StartsWith("*.", StringComparison.Ordinal) && manifests.ServiceNamed(name[2..]) is not null)
            select $"Certificate {certificate.Metadata.Name}: is for {name}"),

        new("Certificates are all of one authority, of which no pod has the key", manifests =>
            from certificate in manifests.Of<Certificate>()
            where certificate.Spec.IsCA
                ? manifests.Workloads.Any(
                    workload => (workload.Pod.Volumes ?? []).Any(volume => volume.Secret?.SecretName == certificate.Spec.SecretName))
                : !IsOfAuthority(manifests, certificate)
            select $"Certificate {certificate.Metadata.Name}: "
            + $"{(certificate.Spec.IsCA ? "its key is mounted" : $"is of {certificate.Spec.IssuerRef.Name}")}"),

        new("Who calls a service that asks who it is shows a certificate, and may do what it needs", manifests =>
            from server in manifests.Services
            where Tls.AsksWho(server)
            let known = Tls.Callers(server)
            let needed = (from caller in manifests.Servers
                          where Tls.Called(manifests, caller).Any(call => call.Called == server)
                          let certificate = Tls.CertificateIn(manifests, caller, "Upstreams__Tls__CertificateFile")
                          select (Subject: certificate?.Usages.Contains("client auth") is true
                              ? $"CN={certificate.CommonName}"
                              : $"nothing by {caller.Name}", Permissions: Needed(caller, server))).ToList()
            from violation in needed.Where(
                one => !known.TryGetValue(one.Subject, out var permissions) || !permissions.SequenceEqual(one.Permissions))
                    .Select(one => $"is shown {one.Subject} and should permit {string.Join(", ", one.Permissions)}")
                .Concat(known.Keys.Except(needed.Select(one => one.Subject)).Select(subject => $"knows {subject}, which nobody shows"))
            select $"{server}: {violation}"),

        new("A gateway speaks TLS to those who listen with it", manifests =>
            from backend in manifests.Of<GrpcRoute>().SelectMany(route => route.Spec.Rules).SelectMany(rule => rule.BackendRefs)
                .Concat(manifests.Of<HttpRoute>().SelectMany(route => route.Spec.Rules).SelectMany(rule => rule.BackendRefs))
            from server in manifests.Servers
            where server.Name == backend.Name
            let port = manifests.ServiceNamed(backend.Name)?.Spec.Ports.SingleOrDefault(port => port.Port == backend.Port)?.Name
            let does = manifests.Of<BackendTlsPolicy>()
                .Any(policy => policy.Spec.TargetRefs.Any(target => target.Name == backend.Name && target.SectionName == port)
                && Tls.CertificateIn(manifests, server, "Listen__Tls__CertificateFile") is { } certificate
                && certificate.DnsNames.Contains(policy.Spec.Validation.Hostname)
                && policy.Spec.Validation.CaCertificateRefs.Any(authority => authority.Name == certificate.SecretName))
            where does != Tls.Listens(server)
            select $"{server}: the gateway calls it {(does ? "with" : "without")} TLS"),
    ];

    static bool IsOfAuthority(Manifests manifests, Certificate certificate) =>
        manifests.Of<Issuer>().SingleOrDefault(
            issuer => issuer.Metadata.Name == certificate.Spec.IssuerRef.Name)?.Spec.Ca?.SecretName is { } secret
        && manifests.Of<Certificate>().Any(authority => authority.Spec.IsCA && authority.Spec.SecretName == secret);

    // A service watches its upstreams; the dashboard also reads from them.
    static string[] Needed(Workload caller, Workload server) =>
        caller.Component == "dashboard" ? [$"{server.Name}.read", $"{server.Name}.watch"] : [$"{server.Name}.watch"];
}
