using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Akka.Cluster;
using Graphoid.Actors.Bootstrap;
using Graphoid.Hosting.Members;
using Graphoid.Hosting.Options;

namespace Graphoid.Hosting.Tests.Members;

/// <summary>Only holders of a certificate of the cluster's own authority get in (design 12).</summary>
[Collection(MembersCollection.Name)]
public sealed class TlsTests : IDisposable
{
    private readonly Certificates _own = new();
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Members_with_certificates_of_one_authority_form_a_cluster()
    {
        await using var members = await StartAsync(2);

        Assert.All(members.All, member => Assert.StartsWith("akka.ssl.tcp://", member.Id.Address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_of_another_authority_keeps_a_member_out()
    {
        // The same name: the name does not count.
        using var other = new Certificates();
        await using var members = await StartAsync(1);

        var failure = await RefusedAsync(members, other.Options());

        Assert.Contains("did not admit this member", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_that_trusts_us_without_being_one_of_us_stays_out()
    {
        using var other = new Certificates("other-ca");
        await using var members = await StartAsync(1);

        // It would not start with a certificate that its own authority did not issue, so the check at the door is tried by itself.
        await Assert.ThrowsAnyAsync<Exception>(() => HandshakeAsync(members, other.Issue("stranger")));
    }

    [Fact]
    public async Task Without_a_certificate_nobody_gets_in()
    {
        await using var members = await StartAsync(1);

        await Assert.ThrowsAnyAsync<Exception>(() => HandshakeAsync(members, null));
    }

    [Fact]
    public async Task With_a_certificate_the_same_handshake_gets_in()
    {
        await using var members = await StartAsync(1);

        await HandshakeAsync(members, _own.Issue("guest"));
    }

    [Fact]
    public async Task Plain_TCP_keeps_a_member_out()
    {
        await using var members = await StartAsync(1);

        var failure = await RefusedAsync(members, new TlsOptions());

        Assert.Equal(StartupProblem.Join, failure.Problem);
    }

    [Fact]
    public async Task Certificates_can_be_PEM_files()
    {
        using var certificate = _own.Issue("member");
        await File.WriteAllTextAsync(_folder.PathOf("tls.crt"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(_folder.PathOf("tls.key"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(_folder.PathOf("ca.crt"), _own.Authority.ExportCertificatePem());

        var setup = TlsMaterial.Load(new()
        {
            CertificatePath = _folder.PathOf("tls.crt"),
            KeyPath = _folder.PathOf("tls.key"),
            AuthorityPath = _folder.PathOf("ca.crt"),
        });

        Assert.True(setup.Certificate.HasPrivateKey);
        Assert.True(setup.RequireMutualAuthentication);
        Assert.False(setup.SuppressValidation);
    }

    [Fact]
    public void Certificates_can_be_PKCS12_files()
    {
        using var certificate = _own.Issue("member");
        File.WriteAllBytes(_folder.PathOf("member.pfx"), certificate.Export(X509ContentType.Pkcs12, "pw"));

        var setup = TlsMaterial.Load(new() { CertificatePath = _folder.PathOf("member.pfx"), Password = "pw", Authority = _own.Authority });

        Assert.True(setup.Certificate.HasPrivateKey);
    }

    [Fact]
    public void A_certificate_file_that_is_not_there_is_named()
    {
        var failure = Assert.Throws<StartupException>(
            () => TlsMaterial.Load(new() { CertificatePath = _folder.PathOf("none.pem"), KeyPath = "k", Authority = _own.Authority }));

        Assert.Equal(StartupProblem.Certificate, failure.Problem);
        Assert.StartsWith($"{_folder.PathOf("none.pem")} cannot be used: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_without_its_key_is_named()
    {
        using var certificate = _own.Issue("member");
        using var bare = X509CertificateLoader.LoadCertificate(certificate.RawData);

        var failure = Assert.Throws<StartupException>(() => TlsMaterial.Load(new() { Certificate = bare, Authority = _own.Authority }));

        Assert.Contains("comes without its key", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expired_certificate_is_refused_at_the_start()
    {
        var failure = Assert.Throws<StartupException>(
            () => TlsMaterial.Load(new() { Certificate = _own.Issue("member", isExpired: true), Authority = _own.Authority }));

        Assert.Contains("is not valid now, or not issued by CN=graphoid-ca", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _own.Dispose();
        _folder.Dispose();
    }

    private Task<TestMembers> StartAsync(int count) => TestMembers.StartAsync(new MembersSetup
    {
        Count = count,
        Options = (options, number) => options.Tls = _own.Options($"member-{number}"),
    });

    private async Task<StartupException> RefusedAsync(TestMembers members, TlsOptions tls)
    {
        var address = Cluster.Get(members.First.System).SelfAddress;
        var options = new GraphoidOptions { DataDirectory = _folder.PathOf("stranger"), Seeds = [$"{address.Host}:{address.Port}"], Tls = tls };
        FastMembers.Apply(options);
        options.Start.Timeout = TimeSpan.FromSeconds(3);

        var failure = await Assert.ThrowsAsync<StartupException>(() => GraphoidMember.StartAsync(options));

        Assert.Single(Cluster.Get(members.First.System).State.Members);
        return failure;
    }

    /// <summary>Shakes hands, then waits for what the member says first: a refusal comes only after the handshake in TLS 1.3.</summary>
    private async Task HandshakeAsync(TestMembers members, X509Certificate2? certificate)
    {
        var address = Cluster.Get(members.First.System).SelfAddress;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port!.Value);
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = address.Host,
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { _own.Authority },
                RevocationMode = X509RevocationMode.NoCheck,
            },
            ClientCertificates = certificate is null ? null : [certificate],
            LocalCertificateSelectionCallback = certificate is null ? null : (_, _, _, _, _) => certificate,
        });

        using var silence = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            if (await stream.ReadAsync(new byte[1], silence.Token) == 0)
            {
                throw new AuthenticationException("the member closed the connection");
            }
        }
        catch (OperationCanceledException)
        {
            // It keeps the connection and waits for a first word: we are in.
        }
    }
}
