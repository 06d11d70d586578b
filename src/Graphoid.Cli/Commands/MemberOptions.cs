using System.CommandLine;

namespace Graphoid.Cli.Commands;

/// <summary>Files with certificates; both sides show one, and both come from the same authority.</summary>
/// <param name="Key">The key to a PEM certificate, or null when it stands in the certificate's file.</param>
internal sealed record TlsFiles(string Certificate, string? Key, string Authority);

/// <summary>A member that a command uses.</summary>
internal sealed record MemberChoice(HostPort Address, string? Token, TlsFiles? Tls);

/// <summary>Options of commands that reach members: where, with which token, with which certificates.</summary>
internal static class MemberOptions
{
    private const string TokenVariable = "GRAPHOID_TOKEN";

    public static readonly Option<string> Connect = new("--connect")
    {
        HelpName = "HOST:PORT",
        Description = "The member of a cluster to do it on, under the name that it was started with.",
    };

    public static readonly Option<string> Token = new("--token")
    {
        HelpName = "WORD",
        Description = $"What clients must present. Default: the environment variable {TokenVariable}, which others cannot see.",
    };

    public static readonly Option<string> Certificate = new("--tls-certificate")
    {
        HelpName = "FILE",
        Description = "The certificate of this side (PEM, or .pfx with its key), for encrypted connections.",
    };

    public static readonly Option<string> Key = new("--tls-key")
    {
        HelpName = "FILE",
        Description = "The key to a PEM certificate.",
    };

    public static readonly Option<string> Authority = new("--tls-authority")
    {
        HelpName = "FILE",
        Description = "The certificate (PEM) of the authority that all sides' certificates come from.",
    };

    /// <summary>The member that was named, or null for none.</summary>
    /// <exception cref="ToolException">Options that do not make sense, alone or together.</exception>
    public static MemberChoice? Read(ParseResult result)
    {
        if (result.GetValue(Connect) is { } text)
        {
            return new MemberChoice(HostPort.Parse(Connect.Name, text), ReadToken(result), ReadTls(result));
        }

        Option[] others = [Token, Certificate, Key, Authority];
        return Array.Find(others, option => result.GetResult(option) is { Implicit: false }) is { } alone
            ? throw ToolException.CommandLine($"`{alone.Name}` is for a member", $"which one? {Connect.Name} {Connect.HelpName}")
            : null;
    }

    /// <summary>The folder with the graphs of this machine.</summary>
    /// <exception cref="ToolException">One is named although a member has the graphs, or it is a file.</exception>
    public static string ReadFolder(ParseResult result, Option<string> data, MemberChoice? member)
    {
        if (member is not null)
        {
            RefuseWith(result, data, Connect, "the graphs are the member's");
        }

        return DataFolder.Read(result.GetValue(data)) ?? DataFolder.Usual;
    }

    /// <summary>Refuses an option that has no meaning beside another one.</summary>
    /// <exception cref="ToolException">It was given.</exception>
    public static void RefuseWith(ParseResult result, Option option, Option other, string reason)
    {
        if (result.GetResult(option) is { Implicit: false })
        {
            throw ToolException.CommandLine($"`{option.Name}` cannot be used with `{other.Name}`: {reason}", "leave one of them out");
        }
    }

    /// <summary>The token, or null.</summary>
    public static string? ReadToken(ParseResult result) =>
        result.GetValue(Token) ?? (Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } word ? word : null);

    /// <summary>The certificates, or null; the files are there, but nothing of them has been read.</summary>
    /// <exception cref="ToolException">One is missing.</exception>
    public static TlsFiles? ReadTls(ParseResult result)
    {
        var certificate = result.GetValue(Certificate);
        var key = result.GetValue(Key);
        var authority = result.GetValue(Authority);
        if (certificate is null && key is null && authority is null)
        {
            return null;
        }

        if (certificate is null || authority is null)
        {
            throw ToolException.CommandLine(
                $"encrypted connections need `{Certificate.Name}` and `{Authority.Name}`",
                $"for example: {Certificate.Name} member.pem {Key.Name} member.key {Authority.Name} authority.pem");
        }

        foreach (var file in new[] { certificate, key, authority }.OfType<string>())
        {
            ProgramFile.MustExist(file);
        }

        return new TlsFiles(certificate, key, authority);
    }
}
