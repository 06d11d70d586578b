using System.Text;
using Graphoid.Actors.Wire;
using Graphoid.Distribution.Protocols;
using MemoryPack;

namespace Graphoid.Actors.Tests.Wire;

/// <summary>What is on the wire changes only on purpose: the contract file shows it in the diff.</summary>
public sealed class WireContractTests
{
    [Fact]
    public void The_contract_file_says_what_the_records_are()
    {
        var actual = Contract();
        if (WireFiles.IsUpdate)
        {
            File.WriteAllText(WireFiles.Contract, actual);
        }

        var expected = File.ReadAllText(WireFiles.Contract).ReplaceLineEndings("\n");
        Assert.True(
            expected == actual,
            $"The records differ from {WireFiles.Contract}. Was a field renumbered, removed, or given another type? Then old journals and "
            + "other members cannot be read: add a field at the end, or a record under a new name. If the change is compatible, run the tests with "
            + $"GRAPHOID_UPDATE_WIRE=1 and commit the file. First difference: {FirstDifference(expected, actual)}");
    }

    [Fact]
    public void Every_message_and_event_of_the_protocols_has_a_wire_name()
    {
        var missing = typeof(IGraphoidMessage).Assembly.GetTypes()
            .Where(type => type is { IsInterface: false } && typeof(IGraphoidMessage).IsAssignableFrom(type))
            .Where(type => !WireTable.ByType.ContainsKey(type))
            .Select(type => type.FullName);

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_record_of_a_protocol_is_marked_as_a_message_or_part_of_one()
    {
        var parts = WireTable.All.SelectMany(record => PartsOf(record.Type)).ToHashSet();

        var strays = typeof(IGraphoidMessage).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(IGraphoidMessage).Namespace && RecordShape.IsRecord(type))
            .Where(type => !typeof(IGraphoidMessage).IsAssignableFrom(type) && !parts.Contains(type))
            .Select(type => type.FullName);

        Assert.Empty(strays);
    }

    [Fact]
    public void Journal_records_and_only_they_have_names_that_begin_with_j_and_end_with_a_version()
    {
        Assert.All(WireTable.All, record =>
        {
            Assert.Matches(@"^j?[a-z]\.[a-z]+[1-9][0-9]*$", record.Manifest);
            Assert.Equal(typeof(IGraphoidEvent).IsAssignableFrom(record.Type), record.Manifest.StartsWith('j'));
        });
    }

    [Fact]
    public void Numbered_fields_have_no_gaps()
    {
        var types = WireTable.All.Select(record => record.Type).Concat(WireTable.All.SelectMany(record => PartsOf(record.Type)));

        Assert.All(types.Distinct(), type => Assert.Equal(
            Enumerable.Range(0, RecordShape.FieldsOf(type).Count), RecordShape.FieldsOf(type).Select(field => field.Order)));
    }

    private static string Contract()
    {
        var text = new StringBuilder()
            .Append("The wire contract of Graphoid: per record its wire name, and its fields with their numbers.\n")
            .Append("A field is never renumbered, removed or given another type. Written by the tests with GRAPHOID_UPDATE_WIRE=1.\n");
        foreach (var record in WireTable.All)
        {
            Append(text, record.Manifest, record.Type);
        }

        text.Append("\nParts of records\n");
        foreach (var part in WireTable.All.SelectMany(record => PartsOf(record.Type)).Distinct().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            Append(text, "-", part);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string manifest, Type type)
    {
        text.Append($"\n{manifest} {type.FullName!.Replace('+', '.')}{(IsTolerant(type) ? string.Empty : " (of fixed shape)")}\n");
        if (type.IsEnum)
        {
            foreach (var value in Enum.GetValues(type))
            {
                text.Append($"  {Convert.ToInt32(value)} {value}\n");
            }

            return;
        }

        foreach (var field in RecordShape.FieldsOf(type))
        {
            text.Append($"  {field.Order} {field.Property.Name}: {NameOf(field.Property.PropertyType, field.IsNullable)}\n");
        }
    }

    private static bool IsTolerant(Type type) => type.IsEnum || RecordShape.FieldsOf(type)
        .All(field => field.Property.IsDefined(typeof(MemoryPackOrderAttribute), false));

    private static IEnumerable<Type> PartsOf(Type type) => RecordShape.FieldsOf(type)
        .Select(field => Innermost(field.Property.PropertyType))
        .Where(part => part.IsEnum || RecordShape.IsRecord(part))
        .SelectMany(part => part.IsEnum ? [part] : PartsOf(part).Prepend(part));

    private static Type Innermost(Type type) =>
        type.IsArray ? Innermost(type.GetElementType()!) : Nullable.GetUnderlyingType(type) ?? type;

    private static string NameOf(Type type, bool isNullable) =>
        type.IsArray
            ? NameOf(type.GetElementType()!, false) + "[]" + (isNullable ? "?" : string.Empty)
            : (Nullable.GetUnderlyingType(type) ?? type).Name + (isNullable ? "?" : string.Empty);

    private static string FirstDifference(string expected, string actual)
    {
        var (inFile, inCode) = (expected.Split('\n'), actual.Split('\n'));
        var line = Enumerable.Range(0, Math.Min(inFile.Length, inCode.Length)).FirstOrDefault(index => inFile[index] != inCode[index], -1);
        return line < 0 ? "one is longer" : $"line {line + 1} is `{inFile[line]}` in the file and `{inCode[line]}` in the code";
    }
}
