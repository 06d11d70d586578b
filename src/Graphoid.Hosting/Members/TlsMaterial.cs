using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Event;
using Akka.Remote.Transport.DotNetty;
using Graphoid.Actors.Bootstrap;
using Graphoid.Hosting.Options;

namespace Graphoid.Hosting.Members;

/// <summary>The certificates of a member, read, and the rule whom it lets in.</summary>
internal static class TlsMaterial
{
    /// <summary>The setup of the transport: both sides show a certificate, and only our authority counts.</summary>
    /// <exception cref="StartupException">A file cannot be read, the key is missing, or the authority did not issue the certificate.</exception>
    public static DotNettySslSetup Load(TlsOptions options)
    {
        var certificate = Reading(options.CertificatePath ?? "the certificate", () => Certificate(options));
        var authorities = Reading(options.AuthorityPath ?? "the authority", () => Authorities(options));

        if (!certificate.HasPrivateKey)
        {
            throw new StartupException(StartupProblem.Certificate, $"the certificate {certificate.Subject} comes without its key (Tls:KeyPath)");
        }

        if (!IsTrusted(certificate, authorities))
        {
            throw new StartupException(
                StartupProblem.Certificate,
                $"the certificate {certificate.Subject} is not valid now, or not issued by {string.Join(", ", authorities.Select(a => a.Subject))}");
        }

        return new DotNettySslSetup(
            certificate, suppressValidation: false, requireMutualAuthentication: true, (peer, _, address, _, log) => Admit(peer, address, authorities, log));
    }

    private static bool Admit(X509Certificate2? peer, string address, X509Certificate2Collection authorities, ILoggingAdapter log)
    {
        if (peer is not null && IsTrusted(peer, authorities))
        {
            return true;
        }

        log.Warning("Refused {0}: its certificate {1} does not come from our authority", address, peer?.Subject ?? "is missing and so");
        return false;
    }

    private static bool IsTrusted(X509Certificate2 certificate, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        // An authority of one's own publishes no list of revoked certificates; it gives short lives instead.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        // Never ask the network about a certificate that a stranger shows.
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate);
    }

    private static X509Certificate2 Certificate(TlsOptions options)
    {
        if (options.Certificate is { } given)
        {
            return given.HasPrivateKey ? Reimported(given) : given;
        }

        var path = options.CertificatePath!;
        if (options.KeyPath is null && Path.GetExtension(path) is ".pfx" or ".p12")
        {
            return X509CertificateLoader.LoadPkcs12FromFile(path, options.Password);
        }

        using var certificate = (options.KeyPath, options.Password) switch
        {
            (null, _) => X509CertificateLoader.LoadCertificateFromFile(path),
            ({ } key, null) => X509Certificate2.CreateFromPemFile(path, key),
            ({ } key, { } password) => X509Certificate2.CreateFromEncryptedPemFile(path, password, key),
        };
        return certificate.HasPrivateKey ? Reimported(certificate) : X509CertificateLoader.LoadCertificate(certificate.RawData);
    }

    /// <summary>TLS on Windows cannot use a key that exists in memory only.</summary>
    private static X509Certificate2 Reimported(X509Certificate2 certificate)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
        catch (CryptographicException)
        {
            // A key that cannot be exported is kept by the system, and usable as it is.
            return X509CertificateLoader.LoadCertificate(certificate.RawData) is var bare && !bare.HasPrivateKey ? certificate : bare;
        }
    }

    private static X509Certificate2Collection Authorities(TlsOptions options)
    {
        var authorities = new X509Certificate2Collection();
        if (options.Authority is { } given)
        {
            authorities.Add(given);
        }
        else
        {
            authorities.ImportFromPemFile(options.AuthorityPath!);
            if (authorities.Count == 0)
            {
                throw new CryptographicException("there is no PEM certificate in it");
            }
        }

        return authorities;
    }

    private static T Reading<T>(string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartupException(StartupProblem.Certificate, $"{what} cannot be used: {failure.Message}", failure);
        }
    }
}
