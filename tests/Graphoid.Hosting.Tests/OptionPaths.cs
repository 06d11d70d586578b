using Graphoid.Hosting.Options;

namespace Graphoid.Hosting.Tests;

/// <summary>The options by their paths in configuration.</summary>
internal static class OptionPaths
{
    /// <summary>Whether there is such an option.</summary>
    /// <param name="path">As in <c>Database:Kind</c>, in any case of letters.</param>
    public static bool Exists(string path)
    {
        Type? type = typeof(GraphoidOptions);
        foreach (var name in path.Split(':'))
        {
            type = type?.GetProperties()
                .FirstOrDefault(property => property.CanWrite && property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.PropertyType;
        }

        return type is not null;
    }
}
