namespace Graphoid.Benchmarks.Generators;

/// <summary>A grid with edges to the right and down: the deepest graphs, like streets.</summary>
internal static class Grid
{
    /// <summary>A grid of so many columns and rows, edges in reading order.</summary>
    public static EdgeSet Generate(int columns, int rows)
    {
        var (from, to) = (new List<int>(), new List<int>());
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var label = (row * columns) + column;
                if (column + 1 < columns)
                {
                    from.Add(label);
                    to.Add(label + 1);
                }

                if (row + 1 < rows)
                {
                    from.Add(label);
                    to.Add(label + columns);
                }
            }
        }

        return new EdgeSet($"grid {columns} x {rows}", columns * rows, [.. from], [.. to]);
    }
}
