using System.Runtime.Serialization;
using Microsoft.Data.Sqlite;

namespace Graphoid.Actors.Journals;

/// <summary>Tells a journal that cannot be read, now or later, from a database that does not answer, which may do so again.</summary>
internal static class JournalDamage
{
    /// <summary>What is wrong with the records; null when nothing says that anything is.</summary>
    public static string? Find(Exception failure) => failure switch
    {
        InvalidDataException or SerializationException or MemoryPack.MemoryPackSerializationException => failure.Message,
        SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB } =>
            $"the database file is damaged ({failure.Message}); restore it from a backup",
        AggregateException several => several.InnerExceptions.Select(Find).FirstOrDefault(found => found is not null),
        { InnerException: { } inner } => Find(inner),
        _ => null,
    };
}
