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
        var section = WithNumberedLists(configuration.GetSection(GraphoidOptions.Section));
        if (section.GetSection(nameof(options.Files)) is { } files && files.Exists())
        {
            // Set in code only; the binder would fail with a .NET type's name, or take no notice.
            throw new StartupException(StartupProblem.Options, $"there is no option '{files.Path}'");
        }

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

        options.Seeds = section.GetSection(nameof(options.Seeds)).Exists() ? options.Seeds : seeds;
        options.Roles = section.GetSection(nameof(options.Roles)).Exists() ? options.Roles : roles;
        return options;
    }

    /// <summary>A list in one text, which the binder does not know, becomes one as in a file.</summary>
    private static IConfigurationSection WithNumberedLists(IConfigurationSection section)
    {
        var lists = new[] { nameof(GraphoidOptions.Seeds), nameof(GraphoidOptions.Roles) }.Select(name => $"{section.Path}:{name}").ToList();
        var numbered = section.AsEnumerable().SelectMany(pair =>
            pair.Value is { } text && lists.Contains(pair.Key, StringComparer.OrdinalIgnoreCase)
                ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select((item, index) => KeyValuePair.Create($"{pair.Key}:{index}", (string?)item))
                : [pair]);
        return new ConfigurationBuilder().AddInMemoryCollection(numbered).Build().GetSection(section.Path);
    }

    /// <summary>The binder's messages speak of .NET types; find the option by its own means.</summary>
    private static string Reason(IConfigurationSection section, InvalidOperationException failure) =>
        Unknown(section, typeof(GraphoidOptions)) is { } path
            ? $"there is no option '{path}'"
            : $"the section '{section.Path}' cannot be read: {failure.Message}";

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
