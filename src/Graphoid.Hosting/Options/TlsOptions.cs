using System.Security.Cryptography.X509Certificates;
using Akka.Remote.Transport.DotNetty;
using Graphoid.Actors.Bootstrap;
using Graphoid.Hosting.Members;

namespace Graphoid.Hosting.Options;

/// <summary>Certificates for connections between members. Both sides show one, and both have to come from the same authority.</summary>
/// <remarks>The authority is the one given here and no other: certificates that the machine trusts otherwise do not count.</remarks>
public sealed class TlsOptions
{
    /// <summary>This member's certificate: a PEM file, or a PKCS#12 file (<c>.pfx</c>, <c>.p12</c>) with its key inside.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>The key to a PEM certificate.</summary>
    public string? KeyPath { get; set; }

    /// <summary>Password of the key or of the PKCS#12 file.</summary>
    public string? Password { get; set; }

    /// <summary>Certificate of the authority, or several of them, as PEM.</summary>
    public string? AuthorityPath { get; set; }

    /// <summary>This member's certificate with its key, instead of files.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Certificate of the authority, instead of a file.</summary>
    public X509Certificate2? Authority { get; set; }

    /// <summary>Whether anything is given, so that connections are encrypted.</summary>
    public bool IsConfigured =>
        CertificatePath is not null || KeyPath is not null || AuthorityPath is not null || Certificate is not null || Authority is not null;

    /// <summary>Reads the certificates for a connection, of a member or of a client; both sides show theirs.</summary>
    /// <exception cref="StartupException">A file cannot be read, the key is missing, or the authority did not issue the certificate.</exception>
    public DotNettySslSetup ToSetup() => TlsMaterial.Load(this);
}
