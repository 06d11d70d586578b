using Graphoid.Language.Text;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Host;

/// <summary>Runs files of tests, each in a namespace of its own, and adds up what became of their tests (library reference, 3.2).</summary>
/// <remarks>For one file at a time.</remarks>
public sealed class SpecRun
{
    private const string Library = "gspec";
    private const string Runner = "_runner";
    private const string OpenTest = "_open";

    /// <summary>What the library's module answers as its path.</summary>
    internal static string LibraryPath { get; } = ModuleOrigin.Library(Library).Path;

    /// <summary>What is there in a file of tests without an import.</summary>
    internal static IReadOnlyList<string> BareNames { get; } =
        ["describe", "context", "it", "xit", "pending", "before_each", "after_each", "expect", "assert"];

    private static readonly string[] Counts = ["passed", "failed", "skipped"];

    private readonly Listener _listener;
    private readonly Dictionary<string, Value> _totals = new(StringComparer.Ordinal);

    /// <summary>A run without results so far.</summary>
    /// <param name="filter">Only tests whose full name contains this run; null: all.</param>
    /// <param name="ended">Called after each test.</param>
    public SpecRun(string? filter, Action<SpecTest>? ended = null) => _listener = new Listener(filter, ended);

    /// <summary>Tests that have passed.</summary>
    public int Passed => Count("passed");

    /// <summary>Tests that have failed.</summary>
    public int Failed => Count("failed");

    /// <summary>Tests that were left out by <c>xit</c> and <c>pending</c>.</summary>
    public int Skipped => Count("skipped");

    /// <summary>Runs one file to its end.</summary>
    /// <exception cref="GraphoidException">An error outside of every test, or an end before all of its tests have run.</exception>
    public async Task RunFileAsync(GraphoidProgram program, IProgramHost host)
    {
        ArgumentNullException.ThrowIfNull(program);
        GraphObject? runner = null;
        try
        {
            var exitCode = await program.RunAsync(host, _listener, async (machine, instance) =>
            {
                var library = await LoadAsync(machine).ConfigureAwait(false);
                runner = RunnerOf(library);
                foreach (var name in BareNames)
                {
                    instance.BindNames([name], library.FindMember(name));
                }
            }).ConfigureAwait(false);
            if (exitCode != 0 || IsInTest(runner))
            {
                throw new GraphoidException(ErrorKind.Runtime, $"`exit({exitCode})` ended `{program.Code.Main.Source.Name}` before its tests were over");
            }
        }
        finally
        {
            foreach (var name in runner is null ? [] : Counts.Append("failed_tests"))
            {
                runner!.TryGetProperty(name, out var total);
                _totals[name] = total;
            }
        }
    }

    /// <summary>Prints the long summary of all files.</summary>
    public Task SummarizeAsync(IProgramHost host) =>
        GraphoidProgram.Load(new SourceText("summary", string.Empty)).RunAsync(host, _listener, async (machine, _) =>
        {
            var runner = RunnerOf(await LoadAsync(machine).ConfigureAwait(false));
            await machine.RunAsync(runner.Type.FindMethod("final_summary")!, runner, []).ConfigureAwait(false);
        });

    private static bool IsInTest(GraphObject? runner) => runner is not null && runner.TryGetProperty(OpenTest, out var test) && !test.IsNone;

    private int Count(string name) => _totals.TryGetValue(name, out var total) && total.IsNumber ? (int)total.Number : 0;

    private static async ValueTask<FileModuleValue> LoadAsync(Machine machine)
    {
        var module = machine.Program.Modules.Take(
            LibraryPath,
            () => new LoadedModule(LibrarySources.NewInstance(Library, LibrarySources.Find(Library)!), machine),
            out _);
        var main = new FunctionValue(module.Instance.Program.Main, module.Instance, [], null, null);
        await machine.RunAsync(main, null, []).ConfigureAwait(false);
        module.Complete();
        return module.Value;
    }

    /// <summary>The runner behind the bare names, which goes on counting where that of the file before stopped.</summary>
    private GraphObject RunnerOf(FileModuleValue library)
    {
        var runner = (GraphObject)library.Instance.Slots[library.Instance.SlotOf(Runner)].Reference!;
        foreach (var (name, total) in _totals)
        {
            runner.PutProperty(name, total.Share());
        }

        return runner;
    }

    private sealed class Listener(string? filter, Action<SpecTest>? ended) : ISpecListener
    {
        public bool Filters => filter is not null;

        public bool Selects(string name) => filter is null || name.Contains(filter, StringComparison.Ordinal);

        public void Ended(SpecTest test) => ended?.Invoke(test);
    }
}
