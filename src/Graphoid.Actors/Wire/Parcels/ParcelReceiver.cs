using System.Diagnostics.CodeAnalysis;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Event;
using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Wire.Parcels;

/// <summary>Lets an actor take messages that may come in parcels.</summary>
/// <remarks>
/// <para>Use it where messages are handled, so that the whole message is handled in the place of its last parcel, before everything
/// its sender has sent later:</para>
/// <code>
/// protected override void OnCommand(object message)
/// {
///     if (_parcels.TryTake(message, out var whole)) { Handle(whole); }
/// }
/// </code>
/// <para>A persistent actor handles nothing while it recovers: parcels that come then wait in its stash one by one, in order. An actor
/// that stashes what it handles, and does not depend on order, uses <see cref="Consumes"/> in <c>AroundReceive</c>.</para>
/// <para>Threads: the owning actor only. What does not become whole is logged and dropped; nothing is answered.</para>
/// </remarks>
public sealed class ParcelReceiver
{
    private readonly IActorContext _context;
    private readonly IActorRef _self;
    private readonly ParcelAssembly _assembly;
    private readonly ILoggingAdapter _log;

    /// <summary>Create it in the actor's constructor with its own context.</summary>
    public ParcelReceiver(IActorContext context, ParcelLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
        _self = context.Self;
        _assembly = new ParcelAssembly(limits ?? ParcelLimits.Default);
        _log = context.GetLogger();
    }

    /// <summary>Whether the actor has something to handle: the message itself, or the whole one when it was the last parcel.</summary>
    /// <remarks>A message that is stashed after this is its last parcel to the stash, see <see cref="Consumes"/>.</remarks>
    public bool TryTake(object message, [NotNullWhen(true)] out object? whole)
    {
        var now = _context.System.Scheduler.MonotonicClock;
        if (message is not ParcelProtocol.Parcel parcel)
        {
            _assembly.DropStale(now);
            whole = message;
            return true;
        }

        whole = null;
        var taken = _assembly.Take(_context.Sender.Path.ToSerializationFormat(), parcel, now);
        switch (taken.Step)
        {
            case ParcelStep.Completed:
                whole = Read(parcel.Manifest, taken.Whole!);
                break;
            case ParcelStep.Dropped:
                _log.Warning("Dropped parcel {0} of {1} from {2}: {3}.", parcel.Index, parcel.Count, _context.Sender.Path, taken.Reason);
                break;
        }

        return whole is not null;
    }

    /// <summary>Takes a parcel; the whole message then comes to the actor as if its sender had sent it now. False for everything else.</summary>
    /// <remarks>So the message stands behind what already waits in the mailbox: order towards smaller messages of its sender is not kept.</remarks>
    public bool Consumes(object message)
    {
        var isParcel = message is ParcelProtocol.Parcel;
        if (TryTake(message, out var whole) && isParcel)
        {
            _self.Tell(whole, _context.Sender);
        }

        return isParcel;
    }

    private object? Read(string manifest, byte[] bytes)
    {
        try
        {
            var message = GraphoidSerializer.Read(bytes, manifest);
            if (message is not ParcelProtocol.Parcel)
            {
                return message;
            }

            _log.Warning("Dropped parcels from {0}: they contain parcels.", _context.Sender.Path);
        }
        catch (SerializationException unreadable)
        {
            // As with a message in one piece: it is lost, its sender learns it by the missing answer.
            _log.Error(unreadable, "Dropped a message in parcels from {0}.", _context.Sender.Path);
        }

        return null;
    }
}
