using System.Security.Cryptography;
using System.Text;
using Akka.Actor;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Sessions;

/// <summary>Lets clients in: answers their first word, and makes a <see cref="SessionActor"/> for each program and import.</summary>
/// <remarks>
/// <code>
/// client                     door                      session
///   | Hello ------------------> |
///   | &lt;--- Welcome | Refused    |
///   | RunProgram -------------> | makes --------------> |
///   | &lt;------------------------------ Alive, Output... |
///   | OutputSeen, Alive, Cancel ---------------------> |
///   | &lt;------------------------------------- Ended     |
///   | EndSeen ---------------------------------------> | stops
/// </code>
/// Every request carries the token, so nothing has to be remembered about a client between two of them. A session that fails is not
/// started again: nobody could tell what its program had done.
/// </remarks>
public sealed class DoorActor : ReceiveActor
{
    private readonly DoorSettings _settings;
    private readonly byte[]? _tokenHash;

    /// <summary>A door for these settings.</summary>
    public DoorActor(DoorSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _tokenHash = settings.Token is { } token ? HashOf(token) : null;
        Receive<SessionProtocol.Hello>(Greet);
        Receive<SessionProtocol.RunProgram>(Run);
        Receive<SessionProtocol.ImportFile>(Import);
    }

    /// <summary>How to make one; it belongs at <c>/user/graphoid-door</c>.</summary>
    public static Props PropsOf(DoorSettings settings) => Props.Create(() => new DoorActor(settings));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        if (_settings.UploadDirectory is { } directory && Directory.Exists(directory))
        {
            // What a member that was killed has left behind.
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private void Greet(SessionProtocol.Hello hello)
    {
        if (!SessionVersion.Fits(hello.Version, SessionVersion.Current))
        {
            Refuse($"the member is graphoid {SessionVersion.Current} and this is {hello.Version}: use the same version");
        }
        else if (!Fits(hello.Token))
        {
            RefuseToken(hello.Token);
        }
        else
        {
            var address = ((ExtendedActorSystem)Context.System).Provider.DefaultAddress;
            Sender.Tell(new SessionProtocol.Welcome(SessionVersion.Current, new MemberId(address.ToString())));
        }
    }

    private void Run(SessionProtocol.RunProgram run)
    {
        if (!MayStart(run.Token))
        {
            return;
        }

        if (run.IsStreamed && _settings.UploadDirectory is null)
        {
            RefuseFiles();
            return;
        }

        Start(run.Session, SessionActor.ForProgram(Sender, run, _settings));
    }

    private void Import(SessionProtocol.ImportFile import)
    {
        if (!MayStart(import.Token))
        {
            return;
        }

        if (_settings.UploadDirectory is null)
        {
            RefuseFiles();
            return;
        }

        Start(import.Session, SessionActor.ForImport(Sender, import, _settings));
    }

    private bool MayStart(string? token)
    {
        if (!Fits(token))
        {
            RefuseToken(token);
            return false;
        }

        if (Context.GetChildren().Count() >= _settings.SessionsMax)
        {
            Refuse($"the member runs {_settings.SessionsMax} programs already, which is its limit: try again later, or another member");
            return false;
        }

        return true;
    }

    private void Start(Guid session, Props props)
    {
        var name = session.ToString("N");

        // A repeated request must not run a program twice.
        if (Context.Child(name).IsNobody())
        {
            Context.ActorOf(props, name);
        }
    }

    /// <summary>Takes as long for a token that is nearly right as for any other.</summary>
    private bool Fits(string? token) =>
        _tokenHash is null || CryptographicOperations.FixedTimeEquals(_tokenHash, HashOf(token ?? ""));

    private void RefuseToken(string? token) => Refuse(
        token is null ? "the member asks for a token: give it with --token or in GRAPHOID_TOKEN" : "the token is not the member's");

    private void RefuseFiles() => Refuse("this member has no data directory, and takes no files");

    private void Refuse(string reason) => Sender.Tell(new SessionProtocol.Refused(reason));
}
