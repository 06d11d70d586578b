using Akka.Configuration;
using Graphoid.Actors.Bootstrap;
using Graphoid.Actors.Sessions;
using Graphoid.Actors.Wire;
using Graphoid.Cli.Commands;
using Graphoid.Hosting.Options;

namespace Graphoid.Cli.Members;

/// <summary>How the tool reaches a member of a cluster: with the members' serializers, and with certificates where there are some.</summary>
internal static class MemberClient
{
    /// <summary>What a client of this member needs.</summary>
    /// <exception cref="ToolException">A certificate cannot be used.</exception>
    public static SessionClientOptions OptionsFor(MemberChoice member)
    {
        try
        {
            return new SessionClientOptions(member.Address.Host, member.Address.Port)
            {
                Token = member.Token,
                Tls = member.Tls is { } files ? TlsOf(files).ToSetup() : null,
                Serialization = ConfigurationFactory.ParseString(WireSettings.Hocon),
            };
        }
        catch (StartupException failure)
        {
            throw StartupError.Of(failure);
        }
    }

    /// <summary>Files of the command line as options of a member.</summary>
    public static TlsOptions TlsOf(TlsFiles files) => new()
    {
        CertificatePath = files.Certificate,
        KeyPath = files.Key,
        AuthorityPath = files.Authority,
    };
}
