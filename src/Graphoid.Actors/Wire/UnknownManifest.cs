using System.Runtime.Serialization;

namespace Graphoid.Actors.Wire;

/// <summary>Says about a wire name that is not in the table what the reader can do about it.</summary>
internal static class UnknownManifest
{
    /// <summary>Longest name that is repeated in a message; it may come from anywhere.</summary>
    private const int ShownMax = 60;

    /// <summary>The error for the name.</summary>
    public static SerializationException ErrorFor(string manifest)
    {
        var shown = Shown(manifest);
        if (!IsJournalName(manifest))
        {
            return new SerializationException($"no record of Graphoid has the wire name `{shown}`");
        }

        var known = WireTable.All.LastOrDefault(record => Stem(record.Manifest) == Stem(manifest));
        if (known is null)
        {
            return new SerializationException(
                $"the journal was written by a newer version of Graphoid: it holds a record `{shown}`, which this version does not know; use that version");
        }

        return Version(manifest) > Version(known.Manifest)
            ? new SerializationException(
                $"the journal was written by a newer version of Graphoid: it holds `{shown}`, a later form of {known.Name} (`{known.Manifest}`); use that version")
            : new SerializationException(
                $"the journal was written by a version of Graphoid that is too old: it holds `{shown}`, an earlier form of {known.Name} (`{known.Manifest}`)");
    }

    /// <summary>Whether it is the name of a record of a journal, of whatever version.</summary>
    public static bool IsJournalName(string manifest) =>
        manifest.Length is > 3 and <= ShownMax && manifest[0] == 'j' && manifest[2] == '.'
        && Stem(manifest).Length is > 3 && Stem(manifest).All(sign => sign == '.' || char.IsAsciiLetterLower(sign)) && Version(manifest) > 0;

    private static string Stem(string manifest) => manifest.TrimEnd(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);

    private static int Version(string manifest) => int.TryParse(manifest.AsSpan(Stem(manifest).Length), out var version) ? version : 0;

    private static string Shown(string manifest) =>
        string.Concat(manifest.Take(ShownMax).Select(sign => char.IsControl(sign) ? '?' : sign)) + (manifest.Length > ShownMax ? "..." : string.Empty);
}
