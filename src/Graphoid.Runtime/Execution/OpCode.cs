namespace Graphoid.Runtime.Execution;

/// <summary>Instructions of the evaluator. "Pops" and "pushes" speak of the operand stack above the frame's slots.</summary>
internal enum OpCode : byte
{
    // Constants and stack.
    Constant,           // push Constants[A]
    Number,             // push the number A
    None,
    True,
    False,
    Pop,
    Duplicate,

    // Names; B = 1 borrows: the value is only looked at, so a container is not marked shared.
    LoadLocal,          // push slot A; unset raises
    MoveLocal,          // push slot A without sharing: the frame ends here
    LoadLocalOr,        // push slot A and jump to C if set
    LoadCapturedOr,     // push captured A and jump to C if set
    LoadSelfOr,         // push property or method Names[A] of self and jump to C if present
    LoadSelfProperty,   // push declared property Names[A] of self; cache in D
    LoadModuleOr,       // push module slot A and jump to C if set
    LoadReceiverOr,     // push method Names[A] of the graph running this block and jump to C if there is one
    LoadOwnTypeOr,      // push the template of the home type and jump to C if there is one
    LoadBuiltin,        // push built-in of module slot A, or raise "unknown name"
    LoadSelf,           // A = 1: inside a block literal, so the graph running the block will do

    StoreLocal,         // pop into slot A
    StoreLocalOr,       // pop into slot A and jump to C if it is set already
    StoreCapturedOr,    // pop into captured A and jump to C if it is set
    StoreSelfOr,        // pop into property Names[A] of self and jump to C if it exists; B = 1: through a setter
    StoreSelfProperty,  // pop into declared property Names[A] of self; cache in D; B = 1: through a setter
    InitializeProperty, // pop into property Names[A] of self, creating it
    StoreModule,        // pop into module slot A
    PatchSibling,       // let the local functions in slot A capture slot D under the name Names[B]

    // Control.
    Jump,               // to C
    JumpBack,           // to C; counts fuel and looks for cancellation
    JumpIfFalse,        // pop; to C
    JumpIfTrue,         // pop; to C
    JumpIfSet,          // to C if slot A is set (default parameters)
    ToBool,
    Truncate,           // drop operands until A are left

    // Operators.
    Add,
    Subtract,
    Multiply,
    Divide,
    IntegerDivide,
    Remainder,
    Power,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    Binary,             // pop right, left; operator A
    ElementWise,        // pop right, left; operator A on elements
    Negate,
    Not,
    Complement,
    Concatenate,        // pop A values, push their display forms joined

    // Data.
    MakeList,           // pop A values
    MakeListSpread,     // pop A values; Shapes[B] says which are spread
    MakeMap,            // pop A pairs
    MakeRange,          // pop to, from; A = 1 inclusive
    MakeRegex,          // Constants[A] body, Constants[B] flags
    Index,              // pop index, target
    Slice,              // pop step, to, from, target
    Member,             // pop target; property Names[A]; cache in D
    PathRead,           // pop root above the indices; push the value at the path Paths[A]
    PathOwn,            // root on top, B arguments and the indices below: push the value at the path after making every
                        // container down to it exclusive; the root may become a new object
    PathWrite,          // pop root, value, indices; push the changed root; B = 1: through a setter
    Sink,               // move the top operand below the A operands under it

    // Calls; A = argument count on the stack, B = call shape or -1.
    Call,               // the value under the arguments; C = 1: containers among the arguments are only borrowed
    CallMethod,         // method Names[C] of the value under the arguments; cache in D
    CallBang,           // the same for name!; pushes yielded value, then the new receiver
    CallSuper,          // method Names[C] of the parent of the home type on self
    Instantiate,        // pop A pairs and the type
    Spawn,              // pop an instance, push an actor
    Await,
    Closure,            // push a function over Functions[A]
    DefineFunction,     // push a function over Functions[A], with the overloads already in slot B or module slot C
    DefineGraph,        // pop parent, push a template of Graphs[A]
    RunInitializer,     // run the property initialisers Functions[A] with the value below as self
    Return,
    ReturnNone,

    // Patterns; the subject lies in a slot.
    TestConstant,       // to C unless slot A equals Constants[B]
    TestSymbol,         // to C unless slot A is the symbol Constants[B]
    TestList,           // to C unless slot A is a list of exactly B elements
    TestListAtLeast,    // to C unless slot A is a list of at least B elements
    Element,            // slot C = element B (negative: from the end) of slot A
    Rest,               // slot C = elements of slot A from B, leaving out the last D
    TestMap,            // to C unless slot A is a map
    TestMapKey,         // to C unless slot A is a map with key Constants[B]; slot D = its value
    TestRegex,          // to C unless slot A is a string matched by Constants[B]

    // Iteration; the iterator lies in a slot.
    Iterate,            // pop a source into slot A; B = 1 for two variables
    Next,               // push the next element of slot A, or jump to C
    NextPair,           // push value and key of slot A, or jump to C

    // Errors.
    Raise,              // pop
    Rethrow,            // raise the error in slot A again
    TestErrorKind,      // to C unless the error in slot A fits kind Names[B]
    UnknownName,        // raise for Names[A]
    NextDefinition,     // the running definition refuses its arguments: run the next one of its name instead
    AttachMethod,       // pop a graph and give it a method over Functions[A]
    SpawnTask,          // pop a function of a task, start it, push none
    Import,             // push module Names[A], or none after running its file
    Imported,           // the module Names[A] has run: put it in place of none; B = 1: bind the names that go with it, too
    ImportMember,       // push member Names[A] of the module on top
    Load,               // pop a path and run that file at the module level of this one; push none

    Contains,           // pop container, item; `in`, A = 1: `not in`
    // Patterns.
    ConditionPattern,   // pop a function, the pattern under it gets it as its condition

    // Directives.
    Configure,          // pop A values of the settings that the list Constants[B] names; slot C keeps the old ones, -1: for the file
    RestoreSettings,    // settings as kept in slot A
    ModalBinary,        // pop right, left; operator A as the settings have it; B = 1 on elements
    ModalUnary,         // pop; prefix operator A as the settings have it
    Admit,              // pop a value, push it as its declared type Constants[A] wants it
    Adapt,              // pop a value that is assigned, push what the settings leave of it
}

/// <summary>One instruction with its operands.</summary>
internal struct Instruction
{
    public OpCode Op;
    public int A;
    public int B;
    public int C;
    public int D;
}
