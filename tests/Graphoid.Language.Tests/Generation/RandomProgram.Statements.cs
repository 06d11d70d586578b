namespace Graphoid.Language.Tests.Generation;

internal sealed partial class RandomProgram
{
    private string Statement() => Choose(
        () => Pick($"{Name()} = {Number()}", $"{Name()}({Name()})"),
        () => $"{Place()}{Gap()}={Gap()}{Expression()}",
        () => $"{Place()} {Pick("+=", "-=", "*=", "/=", "//=", "%=", "**=")} {Operators()}{Maybe(20, () => $" if {SuffixCondition()}")}",
        () => $"{Name()}({Arguments()}){Maybe(30, () => $" {Pick("if", "unless")} {SuffixCondition()}")}",
        () => $"{Name()}({Arguments()})",
        () => $"print({Expression()})",
        Compound,
        Compound,
        Jump,
        Declaration,
        Rare,
        () => $"{Pick("describe", "suite.it")} {Many(1, 2, Literal, () => ", ")} {{{Pick(" ", "\n")}{Many(0, 3, Statement, StatementEnd)}{Pick(" ", "\n")}}}");

    private string Place() => Pick(AnyName(), Name()) + Maybe(30, () => $".{Name()}") + Maybe(20, () => $"[({Expression()})]");

    private string SuffixCondition() => Choose(Name, () => $"{Name()} {Pick(InfixSigns)} {Name()}", () => $"({Expression()})");

    private string Jump() => Choose(
        () => "return",
        () => $"return {Operators()}{Maybe(40, () => $" if {SuffixCondition()}{Maybe(40, () => $" else {Expression()}")}")}",
        () => $"return{Maybe(50, () => $" unless {SuffixCondition()}")}",
        () => $"raise {Operators()}{Maybe(30, () => $" unless {SuffixCondition()}")}",
        () => $"{Pick("break", "continue", "next")}{Maybe(50, () => $" if {SuffixCondition()}")}");

    private string Compound() => Choose(
        () => $"while {Name()} {{}}",
        () => $"if {Header()} {Block()}{Maybe(40, () => $"\nelse if {Header()} {Block()}")}{Maybe(40, () => $"{Pick(" ", "\n")}else {Block()}")}",
        () => $"if {Header()} then {Name()} = {Operators()}{Maybe(40, () => $" else {Name()} = {Operators()}")}",
        () => $"unless {Header()} {Block()}{Maybe(30, () => $" else {Block()}")}",
        () => $"while {Header()} {Block()}",
        () => $"loop {Block()}",
        () => $"for {Name()}{Maybe(30, () => ", b")} in {Header()} {Block()}",
        () => $"try {Block()}{Maybe(60, () => $"{Pick(" ", "\n", "\n# before\n")}catch {Block()}")}{Maybe(60, () => $" catch {Pick("e", "as e", "TypeError", "Error as e")} {Block()}")}"
            + Maybe(40, () => $"{Pick(" ", "\n")}finally {Block()}"),
        () => $"match {Header()} {{{Pick(" ", "\n")}{Many(1, 4, Arm, EntryEnd)}{Pick(" ", "\n")}}}");

    private string Declaration() => Choose(
        () => $"fn {Word()}() {{}}",
        () => $"fn {Word()}{Blank()}({Parameters()}){Maybe(15, () => $" when {Header()}")} {Pick(Block(), $"=>{FoldOrBlank()}{Expression()}")}",
        () => $"fn {Name()}.{Word()}({Parameters()}) {Block()}",
        () => $"fn pick {{\n{Many(1, 3, () => $"|{Pattern()}|{Maybe(30, () => $" if {Operators()}")} => {Expression()}", () => "\n")}\n}}",
        () => $"graph Shape{Maybe(20, () => "(:dag)")}{Maybe(30, () => $" from {Pick("Base", "shapes.Base", "(mix(A, B))")}")} {GraphBody()}");

    private string GraphBody() => $"{{{Pick(" ", "\n", " # body\n")}{Members()}{Pick(" ", "\n")}}}";

    /// <summary>A comma behind a rule is one more argument of it.</summary>
    private string Members() => Chance(70)
        ? Many(0, 4, Member, () => Pick("\n", "\n\n", " # note\n", " ; "))
        : Many(1, 3, () => $"{Word()}{Blank()}{Pick("=", ":")} {Expression()}", EntryEnd);

    private string Member() => Choose(
        () => $"{Name()} = {Number()}",
        () => $"{Word()}{Blank()}{Pick("=", ":")} {Expression()}",
        () => $"{Pick("", "static ", "priv ")}fn {Word()}({Parameters()}) {Block()}",
        () => $"priv {Name()} = {Expression()}",
        () => $"set {Name()}({Name()}) {Block()}",
        () => "rule :no_cycles",
        () => $"configure {{ {Settings()} }}");

    private string Settings() => Many(1, 3, () => Pick(Symbol(), $"{Word()}: {Expression()}"), EntryEnd);

    private string Parameters() => Chance(10) ? "...rest" : PlainParameters() + Maybe(10, () => ", ...rest");

    private string PlainParameters() => Many(
        1,
        3,
        () => Choose(Name, () => $"{Name()} = {Expression()}", () => $"num {Name()}", () => Pick("0", "-1", ":a", "\"s\"")),
        () => $",{Blank()}");

    private string Rare() => Choose(
        () => "import \"math\"",
        () => $"import \"time\" as {Name()}",
        () => $"import \"text\" {{ {Many(1, 3, () => Name() + Maybe(30, () => " as other"), () => ", ")} }}",
        () => $"load {Pick("\"file.gr\"", Name())}",
        () => $"module {Name()}{Maybe(30, () => " alias other")}",
        () => $"priv {Choose(() => "a = 1", Block, () => $"fn {Name()}() {Block()}")}",
        () => $"configure {{ {Settings()} }}{Maybe(40, () => " " + Block())}",
        () => $"precision {Pick("20", ":int")} {Block()}",
        () => $"{Pick("num", "list", "string")} {Name()} = {Expression()}",
        () => $"{Pick("list", "map")}{Blank()}<{Blank()}{Many(1, 2, () => Pick("num", "string"), () => ", ")}{Blank()}> {Name()} = {Expression()}",
        () => $"[{Many(1, 3, Name, () => ", ")}{Maybe(40, () => ", ...others")}] = {Expression()}");
}
