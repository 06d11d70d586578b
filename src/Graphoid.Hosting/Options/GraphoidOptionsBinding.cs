using Graphoid.Actors.Bootstrap;
using Microsoft.Extensions.Configuration;

namespace Graphoid.Hosting.Options;

/// <summary>Reads options from configuration.</summary>
public static class GraphoidOptionsBinding
{
    /// <summary>Reads the section <see cref="GraphoidOptions.Section"/> of a configuration.</summary>
    /// <exception cref="StartupException">The section names an option that there is not, or a value that cannot be read.</exception>
    public static GraphoidOptions Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);

        var options = new GraphoidOptions();
        Bind(configuration.GetSection(GraphoidOptions.Section), options);
        return options;
    }

    private static void Bind(IConfigurationSection section, GraphoidOptions options)
    {
        // The binder appends to lists; what is configured has to replace the default.
        var (seeds, roles) = (options.Seeds, options.Roles);
        (options.Seeds, options.Roles) = ([], []);
        try
        {
            section.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException failure)
        {
            throw new StartupException(StartupProblem.Options, Reason(section, failure), failure);
        }

        options.Seeds = List(section.GetSection(nameof(options.Seeds))) ?? seeds;
        options.Roles = List(section.GetSection(nameof(options.Roles))) ?? roles;
    }

    private static List<string>? List(IConfigurationSection section)
    {
        if (section.Value is { } text)
        {
            return [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        }

        return section.Exists() ? [.. section.GetChildren().Select(child => child.Value ?? "")] : null;
    }

    /// <summary>The binder's messages speak of .NET types; find the option by its own means.</summary>
    private static string Reason(IConfigurationSection section, InvalidOperationException failure) =>
        Unknown(section, typeof(GraphoidOptions)) is { } path
            ? $"there is no option '{path}'"
            : $"the section '{section.Path}' cannot be read: {(failure.InnerException ?? failure).Message}";

    private static string? Unknown(IConfigurationSection section, Type type)
    {
        foreach (var child in section.GetChildren())
        {
            var property = type.GetProperties()
                .FirstOrDefault(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                return child.Path;
            }

            if (property.PropertyType.Namespace == type.Namespace && property.PropertyType.IsClass
                && Unknown(child, property.PropertyType) is { } path)
            {
                return path;
            }
        }

        return null;
    }
}
