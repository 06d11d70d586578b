namespace Graphoid.Actors.Wire.Parcels;

/// <summary>How much a receiver keeps of messages that have not arrived whole yet.</summary>
/// <param name="OpenMaxPerSender">Incomplete messages of one sender; one more drops that sender's oldest.</param>
/// <param name="BytesMax">Bytes that all incomplete messages will need together, counted by what they announce; what does not fit is
/// dropped. Also the size of the largest single message.</param>
/// <param name="SilenceMax">An incomplete message is dropped when nothing has come for it for longer than this.</param>
public sealed record ParcelLimits(int OpenMaxPerSender, long BytesMax, TimeSpan SilenceMax)
{
    /// <summary>Messages up to this size travel in one piece, larger ones in parcels; <see cref="FrameBytesMin"/> makes it fit.</summary>
    public const int WholeBytesMax = 2 * 1024 * 1024;

    /// <summary>The smallest frame that holds a message in one piece with what Akka writes around it: addresses, names, an envelope.
    /// With a smaller one, Akka drops what does not fit.</summary>
    public const int FrameBytesMin = WholeBytesMax + (64 * 1024);

    /// <summary>Bytes of content in one parcel.</summary>
    public const int ParcelBytesMax = 64 * 1024;

    /// <summary>The largest message that can be sent at all; one byte more is an error of the sender.</summary>
    public const int MessageBytesMax = 256 * 1024 * 1024;

    /// <summary>Four open messages per sender, 512 MB, 30 seconds.</summary>
    public static ParcelLimits Default { get; } = new(4, 2L * MessageBytesMax, TimeSpan.FromSeconds(30));
}
