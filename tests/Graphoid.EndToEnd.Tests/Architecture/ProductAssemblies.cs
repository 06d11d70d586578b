using System.Reflection;

namespace Graphoid.EndToEnd.Tests.Architecture;

/// <summary>The assemblies of <c>src/</c> as they were built with these tests.</summary>
internal static class ProductAssemblies
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Assembly> All { get; } =
    [
        typeof(Language.Text.SourceText).Assembly,
        typeof(Runtime.Host.GraphoidProgram).Assembly,
        typeof(Formats.GraphFiles).Assembly,
        typeof(Distribution.Protocols.IGraphoidMessage).Assembly,
        typeof(Actors.Bootstrap.GraphoidActors).Assembly,
        typeof(Hosting.GraphoidMember).Assembly,
        typeof(Cli.ExitCodes).Assembly,
    ];

    /// <summary>One of them.</summary>
    public static Assembly Named(string name) => All.Single(assembly => assembly.GetName().Name == name);
}
