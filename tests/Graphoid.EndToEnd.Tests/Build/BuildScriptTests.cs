using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text.RegularExpressions;

namespace Graphoid.EndToEnd.Tests.Build;

/// <summary><c>build.ps1</c> is read and run by the PowerShell engine alone, without any of its modules.</summary>
public sealed partial class BuildScriptTests
{
    private static readonly string Script = Repository.PathOf("build.ps1");

    [Fact]
    public void The_script_has_no_syntax_errors()
    {
        _ = Parser.ParseFile(Script, out _, out var errors);

        Assert.Empty(errors);
    }

    [Fact]
    public void The_script_calls_nothing_but_dotnet()
    {
        var called = Parser.ParseFile(Script, out _, out _)
            .FindAll(node => node is CommandAst, searchNestedScriptBlocks: true)
            .Select(node => ((CommandAst)node).GetCommandName())
            .OfType<string>()
            .Distinct();

        Assert.Equal(["dotnet"], called);
    }

    [Fact]
    public void Every_target_that_a_page_names_exists()
    {
        var targets = Targets();
        var named = Repository.Pages()
            .SelectMany(page => NamedTargets().Matches(File.ReadAllText(page)))
            .SelectMany(match => match.Groups[1].Value.Split(','));
        var listed = Backticked().Matches(TargetSentence().Match(Repository.Read("README.md")).Value).Select(match => match.Groups[1].Value);

        Assert.Equal(["bench", "build", "pack", "restore", "test"], targets);
        Assert.Empty(named.Except(targets));
        Assert.Equal(targets, listed.Order());
    }

    [Fact]
    public void A_target_runs_alone()
    {
        using var shell = Engine();
        var project = Repository.PathOf("src", "Graphoid.Language", "Graphoid.Language.csproj");

        var output = shell.AddCommand(Script).AddParameter("Target", "restore").AddParameter("Project", project).Invoke<string>();

        Assert.False(shell.HadErrors, string.Join('\n', shell.Streams.Error));
        Assert.NotEmpty(output);
    }

    [Fact]
    public void A_target_that_fails_fails_the_script()
    {
        using var shell = Engine();
        shell.AddCommand(Script).AddParameter("Target", "restore").AddParameter("Project", Repository.PathOf("no-such.csproj"));

        var failure = Assert.ThrowsAny<RuntimeException>(() => shell.Invoke());

        Assert.Equal("The target 'restore' failed with exit code 1.", failure.Message);
    }

    [Fact]
    public void An_unknown_target_is_refused_before_anything_runs()
    {
        using var shell = Engine();
        shell.AddCommand(Script).AddParameter("Target", new[] { "restore", "biuld" });

        var failure = Assert.ThrowsAny<RuntimeException>(() => shell.Invoke());

        Assert.Equal("There is no target 'biuld'. The targets are: bench, build, pack, restore, test.", failure.Message);
    }

    /// <summary>The engine with its core and nothing else: no profile, no modules.</summary>
    private static PowerShell Engine()
    {
        var state = InitialSessionState.CreateDefault2();
        state.Variables.Add(new SessionStateVariableEntry("PSModuleAutoLoadingPreference", "None", null));
        return PowerShell.Create(state);
    }

    private static List<string> Targets() => [.. Parser.ParseFile(Script, out _, out _)
        .FindAll(node => node is HashtableAst, searchNestedScriptBlocks: true)
        .Cast<HashtableAst>()
        .Single()
        .KeyValuePairs.Select(pair => ((StringConstantExpressionAst)pair.Item1).Value)
        .Order()];

    [GeneratedRegex(@"build\.ps1 ([a-z,]+)")]
    private static partial Regex NamedTargets();

    [GeneratedRegex(@"`build\.ps1` has the targets [^.]*")]
    private static partial Regex TargetSentence();

    [GeneratedRegex("`([a-z]+)`")]
    private static partial Regex Backticked();
}
