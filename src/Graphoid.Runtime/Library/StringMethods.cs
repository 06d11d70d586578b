using System.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Methods of strings (reference, section 4.3); lengths and indices count Unicode scalar values.</summary>
internal static partial class StringMethods
{
    public static NativeTable Table { get; } = Build();

    private static NativeTable Build()
    {
        var table = new NativeTable("a string");
        AddReading(table);
        AddChanging(table);
        AddSearching(table);
        AddCalling(table);
        return table;
    }

    /// <summary>The receiver; a node handle counts as its id.</summary>
    private static string Text(Value self) => self.Reference as string ?? ((IIdentified)self.Reference!).IdText;

    private static void AddReading(NativeTable table) => table
        .Add("length|size|len", "", "Number of characters.",
            static (in call) => Value.Of(ScalarText.Length(call.Self.Held is GrowingText text ? text.Characters : Text(call.Self))))
        .Add("is_empty", "", "Whether there is no character.",
            static (in call) => Value.Of(Text(call.Self).Length == 0))
        .Add("first", "", "The first character, none when there is none.", static (in call) => CharacterOrNone(call, 0))
        .Add("last", "", "The last character, none when there is none.", static (in call) => CharacterOrNone(call, -1))
        .Add("substring", "from|a, to|b", "The characters from an index up to but excluding another, clamped to the string.",
            static (in call) => Value.Of(ScalarText.Slice(Text(call.Self), call.Integer(0), call.Integer(1))))
        .Add("slice", "from|a, to|b", "The characters from an index up to but excluding another, negative ones from the end.",
            Slice)
        .Add("char_code", "index|i?", "The code point of the character at an index, of the first one without.",
            CharacterCode)
        .Add("to_bytes", "", "The UTF-8 bytes as numbers.", ToBytes);

    private static void AddChanging(NativeTable table) => table
        .AddBang("upper|to_upper", "", "The string in capital letters.",
            static (in call) => Value.Of(Text(call.Self).ToUpperInvariant()))
        .AddBang("lower|to_lower", "", "The string in small letters.",
            static (in call) => Value.Of(Text(call.Self).ToLowerInvariant()))
        .AddBang("trim", "", "The string without white space at its ends.",
            static (in call) => Value.Of(Text(call.Self).Trim()))
        .AddBang("trim_start", "", "The string without white space at its start.",
            static (in call) => Value.Of(Text(call.Self).TrimStart()))
        .AddBang("trim_end", "", "The string without white space at its end.",
            static (in call) => Value.Of(Text(call.Self).TrimEnd()))
        .AddBang("reverse", "", "The characters from last to first.",
            static (in call) => Value.Of(ScalarText.Reverse(Text(call.Self))))
        .AddBang("replace", "old, new", "The string with every occurrence of a text, regex or named pattern replaced.",
            Replace)
        .Add("repeat", "count|n", "The string that many times in a row.", Repeat)
        .Add("pad_left", "length|n, character|c?", "The string filled up at its start to a length.",
            static (in call) => Value.Of(Padding(call) + Text(call.Self)))
        .Add("pad_right", "length|n, character|c?", "The string filled up at its end to a length.",
            static (in call) => Value.Of(Text(call.Self) + Padding(call)));

    private static Value CharacterOrNone(in NativeCall call, int index) =>
        ScalarText.At(Text(call.Self), index) is { } character ? Value.Of(character) : Value.None;

    private static Value Slice(in NativeCall call)
    {
        var text = Text(call.Self);
        var length = ScalarText.Length(text);
        return Value.Of(ScalarText.Slice(
            text, Positions.Bound(call.Integer(0), length), Positions.Bound(call.Integer(1), length)));
    }

    private static Value CharacterCode(in NativeCall call)
    {
        var text = Text(call.Self);
        var index = call.Has(0) ? call.Integer(0) : 0;
        return ScalarText.At(text, index) is { } character
            ? Value.Of(ScalarText.CodePointAt(character, 0))
            : throw Positions.Missing("char_code", index, ScalarText.Length(text), "a string");
    }

    private static Value ToBytes(in NativeCall call)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(Text(call.Self));
        return Value.Of(new ListValue(Array.ConvertAll(bytes, static b => Value.Of((double)b))));
    }

    private static Value Replace(in NativeCall call)
    {
        var text = Text(call.Self);
        var replacement = call.Text(1);
        return Value.Of(call[0].Reference is string { Length: > 0 } old
            ? text.Replace(old, replacement, StringComparison.Ordinal)
            : TextPattern.Of(call.Entry, 0, call[0]).Replace(text, replacement));
    }

    private static Value Repeat(in NativeCall call)
    {
        var count = call.Integer(0);
        return count < 0
            ? throw GraphoidException.Library(ErrorKind.Value, $"`repeat`: argument `count` must not be negative, not {count}")
            : Value.Of(TextRepetition.Of(call.Entry, Text(call.Self), count));
    }

    private static string Padding(in NativeCall call)
    {
        var fill = call.Has(1) ? call.Text(1) : " ";
        if (ScalarText.Length(fill) != 1)
        {
            throw GraphoidException.Library(
                ErrorKind.Value,
                $"`{call.Entry.Name}`: argument `character` must be exactly one character, not \"{fill}\"");
        }

        return TextRepetition.Of(call.Entry, fill, Math.Max(0, call.Integer(0) - ScalarText.Length(Text(call.Self))));
    }
}

/// <summary>Repeats texts within the limit of a string.</summary>
internal static class TextRepetition
{
    /// <summary>A text <paramref name="count"/> times in a row.</summary>
    public static string Of(NativeEntry entry, string text, int count) =>
        (long)text.Length * count > SizeLimits.TextMax
            ? throw GraphoidException.Library(
                ErrorKind.Value, $"`{entry.Name}`: the result would have more than {SizeLimits.TextMax} characters")
            : new StringBuilder().Insert(0, text, count).ToString();
}
