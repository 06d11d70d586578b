using System.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Module <c>optparse</c> (library reference, section 15).</summary>
internal static class OptionModule
{
    public static NativeTable Table { get; } = new NativeTable("`optparse`")
        .Add("parse_args", "args", "Words as a map of options and a list of arguments.", Parse)
        .Add("get_option", "parsed, name, default_value?", "The value of an option, or the default.",
            static (in call) => Options(call).TryGet(call.Text(1), out var value) ? value : call.Has(2) ? call[2].Share() : Value.None)
        .Add("has_flag", "parsed, name", "Whether an option stands without a value, or with the value \"true\".",
            static (in call) => Value.Of(
                Options(call).TryGet(call.Text(1), out var value) && (value == Value.True || value == Value.Of("true"))))
        .Add("get_args", "parsed", "The words that are no options.", static (in call) => Part(call, "args", ValueKind.List))
        .Add("build_help", "program_name, description, options", "The help text of a program.", BuildHelp);

    private static Value Parse(in NativeCall call)
    {
        var words = Words(call);
        var (options, positional) = (new MapValue(), new ListValue([]));
        for (var i = 0; i < words.Count; i++)
        {
            if (!IsOption(words[i]))
            {
                positional.AppendInPlace(Value.Of(words[i]));
                continue;
            }

            var name = words[i][(words[i].StartsWith("--", StringComparison.Ordinal) ? 2 : 1)..];
            var takesNext = i + 1 < words.Count && !words[i + 1].StartsWith('-');
            options.Set(name, takesNext ? Value.Of(words[++i]) : Value.True);
        }

        var parsed = new MapValue();
        parsed.Set("options", Value.Of(options));
        parsed.Set("args", Value.Of(positional));
        return Value.Of(parsed);
    }

    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-';

    /// <summary>The words that are not empty.</summary>
    private static List<string> Words(in NativeCall call)
    {
        var words = new List<string>();
        var list = call.List(0);
        for (var i = 0; i < list.Count; i++)
        {
            var word = list.Items[i].Reference as string ?? throw GraphoidException.WrongType($"`parse_args`: word {i}", "string", list.Items[i]);
            if (word.Length > 0)
            {
                words.Add(word);
            }
        }

        return words;
    }

    private static MapValue Options(in NativeCall call) => (MapValue)Part(call, "options", ValueKind.Map).Reference!;

    private static Value Part(in NativeCall call, string name, ValueKind kind) =>
        call.Map(0).TryGet(name, out var part) && part.Kind == kind
            ? part
            : throw GraphoidException.WrongType($"`{call.Entry.Name}`: argument `parsed`", "what `parse_args` gives", call[0]);

    private static Value BuildHelp(in NativeCall call)
    {
        var program = call.Text(0);
        var text = new StringBuilder()
            .Append($"{program} - {call.Text(1)}\n\nUsage: {program} [options] [arguments]\n\nOptions:\n");
        var options = call.List(2);
        for (var i = 0; i < options.Count; i++)
        {
            var option = options.Items[i].Reference as MapValue
                ?? throw GraphoidException.WrongType($"`build_help`: option {i}", "map", options.Items[i]);
            var name = Entry(option, "name") ?? throw GraphoidException.Library(
                ErrorKind.Runtime, $"`build_help`: option {i} has no `name`");
            text.Append("  ")
                .Append(Entry(option, "short") is { } letter ? $"-{letter}, " : string.Empty)
                .Append($"--{name}")
                .Append(Entry(option, "default") is { } value ? $" (default: {value})" : string.Empty)
                .Append('\n')
                .Append(Entry(option, "help") is { } help ? $"      {help}\n" : string.Empty);
        }

        return Value.Of(text.ToString());
    }

    private static string? Entry(MapValue option, string key) =>
        option.TryGet(key, out var value) && !value.IsNone ? ValueText.Display(value) : null;
}
