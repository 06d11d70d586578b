namespace Graphoid.Testing.Support;

/// <summary>A test that needs a <see cref="PostgresServer"/>; skipped, with the reason, where there can be none.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    /// <summary>Finds out whether there can be one.</summary>
    public PostgresFactAttribute() => Skip = PostgresServer.Missing;
}
