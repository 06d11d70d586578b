using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.Json;
using Graphoid.Runtime.Host;

namespace Graphoid.Cli.Commands;

/// <summary>The results of tests for tools.</summary>
internal sealed class SpecReport
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonArray _tests = [];
    private string _file = string.Empty;

    /// <summary>The tests of a file follow.</summary>
    public void Begin(string file) => _file = file;

    /// <summary>A test has ended.</summary>
    public void Add(SpecTest test)
    {
        var isFailed = test.Place.Length > 0;
        var colon = test.Place.LastIndexOf(':');
        _tests.Add((JsonNode)new JsonObject
        {
            ["name"] = test.Name,
            ["status"] = test.Status,
            ["file"] = isFailed ? test.Place[..colon] : _file,
            ["line"] = isFailed ? int.Parse(test.Place.AsSpan(colon + 1), System.Globalization.CultureInfo.InvariantCulture) : null,
            ["message"] = test.Message.Length > 0 ? test.Message : null,
        });
    }

    /// <summary>Everything as one object.</summary>
    public string ToJson(SpecRun run) => new JsonObject
    {
        ["passed"] = run.Passed,
        ["failed"] = run.Failed,
        ["skipped"] = run.Skipped,
        ["total"] = run.Passed + run.Failed + run.Skipped,
        ["tests"] = _tests,
    }.ToJsonString(Readable);
}
