using System.Text.Json;

namespace Graphoid.Formats.Tests;

/// <summary>Real graphs and what is known about them, in the directory <c>shared/data</c> beside the repository if there is one.</summary>
internal static class SharedData
{
    /// <summary>The path of a file, found by walking up from the tests, or null.</summary>
    public static string? Find(string file)
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var path = Path.Combine(directory.FullName, "shared", "data", file);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>What is known about a graph.</summary>
    public static JsonElement Facts(string graph)
    {
        using var facts = JsonDocument.Parse(File.ReadAllText(Find("facts.json")!));
        return facts.RootElement.GetProperty(graph).Clone();
    }
}

/// <summary>A test over real graphs; skipped with the reason where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    /// <summary>Needs the graphs and their facts.</summary>
    public SharedDataTheoryAttribute()
    {
        if (SharedData.Find("facts.json") is null)
        {
            Skip = "no shared/data beside the repository";
        }
    }
}
