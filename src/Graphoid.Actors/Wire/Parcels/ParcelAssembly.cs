using Graphoid.Distribution.Protocols;

namespace Graphoid.Actors.Wire.Parcels;

/// <summary>What became of a parcel.</summary>
public enum ParcelStep
{
    /// <summary>It is kept until the rest arrives.</summary>
    Kept,

    /// <summary>It was the last one: the message is whole.</summary>
    Completed,

    /// <summary>It is of no use, and the message it belongs to is not kept any more.</summary>
    Dropped,
}

/// <summary>What became of a parcel, with the whole message or the reason.</summary>
public readonly record struct ParcelTaken(ParcelStep Step, byte[]? Whole, string? Reason);

/// <summary>Puts messages together from their parcels, within bounds. Pure: the caller brings the time.</summary>
/// <remarks>
/// <para>The network keeps order and loses only from the end of a connection on. So the parcels of a message come as 0, 1, 2 ..., or the
/// message is lost, and a parcel that does not fit ends its message. Whoever needs an answer sends again.</para>
/// <para>Every parcel but the last is full; so what a message announces is what it needs, and an open message never outgrows
/// its share. Threads: the owning actor only.</para>
/// </remarks>
public sealed class ParcelAssembly(ParcelLimits limits)
{
    private readonly Dictionary<(string Sender, Guid Id), Open> _open = [];
    private long _bytesAnnounced;
    private long _lastOpened;

    /// <summary>Messages that have begun to arrive.</summary>
    public int OpenCount => _open.Count;

    /// <summary>Bytes that the open messages will need.</summary>
    public long BytesAnnounced => _bytesAnnounced;

    /// <summary>Takes the next parcel of a sender.</summary>
    public ParcelTaken Take(string sender, ParcelProtocol.Parcel parcel, TimeSpan now)
    {
        DropStale(now);
        var key = (sender, parcel.Id);
        if (Misfit(key, parcel) is { } reason)
        {
            Close(key);
            return new ParcelTaken(ParcelStep.Dropped, null, reason);
        }

        if (parcel.Index == 0)
        {
            Begin(key, parcel);
        }

        var open = _open[key];
        open.Parts.Add(parcel.Content);
        open.LastAt = now;
        if (open.Parts.Count < parcel.Count)
        {
            return new ParcelTaken(ParcelStep.Kept, null, null);
        }

        Close(key);
        return new ParcelTaken(ParcelStep.Completed, open.Joined(), null);
    }

    /// <summary>Drops what has been silent for too long. Cheap when nothing is open.</summary>
    public void DropStale(TimeSpan now)
    {
        if (_open.Count == 0)
        {
            return;
        }

        foreach (var (key, _) in _open.Where(entry => now - entry.Value.LastAt > limits.SilenceMax).ToArray())
        {
            Close(key);
        }
    }

    private string? Misfit((string Sender, Guid Id) key, ParcelProtocol.Parcel parcel)
    {
        if (parcel.Count < 1 || parcel.Index < 0 || parcel.Index >= parcel.Count)
        {
            return "its numbers make no sense";
        }

        var isLast = parcel.Index == parcel.Count - 1;
        if (isLast ? parcel.Content.Length is < 1 or > ParcelLimits.ParcelBytesMax : parcel.Content.Length != ParcelLimits.ParcelBytesMax)
        {
            return "its size does not fit its place";
        }

        if (_open.TryGetValue(key, out var open))
        {
            return open.Parts.Count != parcel.Index || open.Count != parcel.Count || open.Manifest != parcel.Manifest
                ? $"it is not parcel {open.Parts.Count} of {open.Count}"
                : null;
        }

        if (parcel.Index > 0)
        {
            return "its message was never begun or has been dropped";
        }

        var room = limits.BytesMax - _bytesAnnounced + (OldestSurplus(key.Sender) is { } oldest ? _open[oldest].BytesAnnounced : 0);
        return Announced(parcel.Count) > room ? $"a message of up to {Announced(parcel.Count)} bytes does not fit here now" : null;
    }

    private void Begin((string Sender, Guid Id) key, ParcelProtocol.Parcel parcel)
    {
        // A sender that starts anew has given up what it sent before.
        if (OldestSurplus(key.Sender) is { } oldest)
        {
            Close(oldest);
        }

        _open.Add(key, new Open(++_lastOpened, parcel.Count, parcel.Manifest));
        _bytesAnnounced += Announced(parcel.Count);
    }

    private (string Sender, Guid Id)? OldestSurplus(string sender)
    {
        var own = _open.Where(entry => entry.Key.Sender == sender).OrderBy(entry => entry.Value.Order).ToArray();
        return own.Length >= limits.OpenMaxPerSender ? own[0].Key : null;
    }

    private void Close((string Sender, Guid Id) key)
    {
        if (_open.Remove(key, out var open))
        {
            _bytesAnnounced -= open.BytesAnnounced;
        }
    }

    private static long Announced(int count) => (long)count * ParcelLimits.ParcelBytesMax;

    private sealed class Open(long order, int count, string manifest)
    {
        public long Order { get; } = order;

        public int Count { get; } = count;

        public string Manifest { get; } = manifest;

        public List<byte[]> Parts { get; } = [];

        public TimeSpan LastAt { get; set; }

        public long BytesAnnounced => Announced(Count);

        public byte[] Joined()
        {
            var whole = new byte[Parts.Sum(part => part.Length)];
            var at = 0;
            foreach (var part in Parts)
            {
                part.CopyTo(whole, at);
                at += part.Length;
            }

            return whole;
        }
    }
}
