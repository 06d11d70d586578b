namespace Graphoid.Language.Tests.Generation;

internal sealed partial class RandomProgram
{
    private static readonly string[] InfixSigns =
    [
        "or", "||", "and", "&&", "==", "!=", "=~", "!~", ".==", ".!=", "<", "<=", ">", ">=", "in", "not in", ".<", ".<=", ".>", ".>=",
        "|", "^", ".^", "&", "<<", ">>", "+", "-", ".+", ".-", "*", "/", "//", "%", ".*", "./", ".//", ".%", "**", ".**",
    ];

    private string Expression() => Choose(
        Operators,
        Operators,
        () => $"{Operators()}{Gap()}if {Operators()}{Maybe(60, () => $" else {Expression()}")}",
        () => $"{Operators()} unless {Operators()}",
        () => $"{Pick(Name(), $"({Blank()}{Many(0, 3, Name, () => ", ")}{Blank()})")} =>{FoldOrBlank()}{LambdaBody()}",
        () => $"fn({Parameters()}) {Pick(Block(), $"=> {Expression()}")}");

    private string LambdaBody() => Choose(Operators, Expression, Block, () => $"{{ {Word()}: {Expression()} }}");

    private string Operators() => Choose(
        Primary,
        Unary,
        () => $"{Unary()}{Gap()}{Pick(InfixSigns)}{FoldOrBlank()}{Unary()}",
        () => $"{Unary()} {Pick(InfixSigns)} {Unary()} {Pick(InfixSigns)} {Unary()}",
        () => $"{Unary()}{Pick("+", "-", "*", " % ", "==", "<")}{Primary()}",
        () => $"({Unary()}{Blank()}{Pick("..", "...")}{Blank()}{Primary()})",
        () => $"not {Operators()}",
        () => $"!{Primary()}");

    private string Unary() => Choose(
        Primary,
        Primary,
        () => $"-{Blank()}{Unary()}",
        () => $"~{Unary()}",
        () => $"await {Unary()}",
        () => $"spawn {Choose(() => "{ 1 }", Block, () => $"Job {{ {Entries()} }}")}");

    private string Primary() => Choose(
        () => Pick(Name(), Number(), Symbol(), "self"),
        Literal,
        Chain,
        Chain,
        Interpolated,
        Regex,
        () => $"({Fold()}{Expression()}{Fold()})",
        () => $"[{Fold()}{Many(1, 4, ListItem, Comma)}{Maybe(20, () => ",")}{Fold()}]",
        () => $"[{Blank()}]",
        Map,
        () => $"{{ {Pick("||", $"|{Many(1, 2, Name, () => ", ")}|")}{Pick(" ", "\n")}{Many(0, 2, Statement, StatementEnd)} }}",
        () => $"if {Header()} {Block()}{Maybe(40, () => $" else if {Header()} {Block()}")}{Maybe(60, () => $"{Pick(" ", "\n")}else {Block()}")}",
        () => $"(if {Header()} then {Operators()} else {Operators()})",
        () => $"match {Header()} {{{Pick(" ", "\n")}{Many(1, 4, Arm, EntryEnd)}{Pick(" ", "\n")}}}",
        () => $"{Pick("graph", "tree")} {Maybe(25, () => "from Base ")}{GraphBody()}",
        GraphPattern);

    private string Map() => $"{{{Blank()}{Entries()}{Pick("", " ", "\n", ",")}}}";

    private string Entries() => Many(
        1,
        3,
        () => $"{Pick(Word(), Text(), $"[{Expression()}]")}: {Expression()}",
        EntryEnd);

    private string Comma() => $"{Blank()},{Blank()}{Fold()}";

    private string ListItem() => Maybe(15, () => "...") + Expression();

    private string Chain()
    {
        var text = Pick(Name(), Name(), "self", "Type", $"({Expression()})", Text(), "5");
        for (var links = _random.Next(1, 4); links > 0; links--)
        {
            text += Choose(
                () => "." + Word(),
                () => $"({Arguments()})",
                () => $".{Word()}{Maybe(20, () => "!")}({Arguments()})",
                () => $"{Pick("\n    ", "\n  # between\n ")}.{Name()}({Arguments()})",
                () => $"[{Pick(Symbol(), Number(), Name(), $"({Expression()})", $"{Name()} + {Name()}.{Word()}")}]",
                () => $"[{Maybe(60, () => Pick(Name(), Number(), $"({Expression()})"))}:{Pick("", " ")}{Maybe(60, Name)}{Maybe(20, () => ":2")}]",
                () => $".{Name()} {{ |{Many(0, 2, Name, () => ", ")}|{Pick(" ", "\n")}{Many(0, 3, Statement, StatementEnd)}{Pick(" ", "\n")}}}",
                () => $".{Name()}({Arguments()}) {{ {Statement()} }}");
        }

        return text;
    }

    private string Arguments() => Fold() + Many(
        0,
        3,
        () => Choose(
            Expression,
            Expression,
            () => $"{Word()}: {Expression()}",
            () => $"...{Name()}",
            () => $"{Name()}...",
            () => $"{Name()}!"),
        Comma) + Fold();

    /// <summary>An expression before a body: a brace outside of brackets would be the body's.</summary>
    private string Header() => Choose(
        Name,
        () => $"{Name()} {Pick(InfixSigns)} {Name()}",
        () => $"({Expression()})",
        () => $"{Name()}.{Name()} {{ |v| {Expression()} }}",
        () => $"{Name()}({Arguments()})",
        () => "graph");

    private string Arm() =>
        $"{Pattern()}{Maybe(20, () => " | " + Pattern())}{Maybe(20, () => $" if {Operators()}")} =>{Pick(" ", "\n")}{Choose(Literal, Statement, Block, Map)}";

    private string Pattern() => Choose(
        () => Pick("_", Name()),
        Literal,
        () => "-" + Number(),
        Regex,
        () => $"[{Many(0, 3, Pattern, () => ", ")}]",
        () => $"[{Pattern()}, ...{Maybe(60, Name)}]",
        () => $"{{ {Many(0, 3, () => Word() + Maybe(50, () => ": " + Pattern()), () => ", ")} }}");

    private string GraphPattern()
    {
        var edges = Many(
            1,
            3,
            () => $"{Name()}{Maybe(30, () => $"({Pick("Person", "\"T\"", ":T")})")} {Pick("->", "<-", "--")} {Name()}"
                + Maybe(60, () => $" [{Pick("", "KNOWS", "\"T\"", "*", "*2", "*1..3", "KNOWS*1..2", "**2")}]"),
            EntryEnd);
        return $"pattern {{{Pick(" ", "\n")}{edges}{Maybe(40, () => $"{Pick(" ", "\n")}where {Expression()}")}{Pick(" ", "\n")}}}";
    }
}
