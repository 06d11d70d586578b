using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Graphoid.Hosting.Options;

namespace Graphoid.Hosting.Tests.Members;

/// <summary>An authority that exists for a test, and certificates from it.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public Certificates(string name = "graphoid-ca")
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Authority = request.CreateSelfSigned(Before, After);
    }

    private static DateTimeOffset Before => DateTimeOffset.UtcNow.AddHours(-1);

    private static DateTimeOffset After => DateTimeOffset.UtcNow.AddHours(1);

    public X509Certificate2 Authority { get; }

    /// <summary>A certificate for both ends of a connection.</summary>
    public X509Certificate2 Issue(string name, bool isExpired = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var (from, to) = isExpired ? (Before, Before.AddMinutes(1)) : (Before.AddMinutes(1), After.AddMinutes(-1));
        using var certificate = request.Create(Authority, from, to, Guid.NewGuid().ToByteArray());
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>Options with a certificate of this authority, which trust it too.</summary>
    public TlsOptions Options(string name = "member") => new() { Certificate = Issue(name), Authority = Authority };

    public void Dispose()
    {
        Authority.Dispose();
        _key.Dispose();
    }
}
