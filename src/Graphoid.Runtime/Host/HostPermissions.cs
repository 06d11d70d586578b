namespace Graphoid.Runtime.Host;

/// <summary>What a program may ask of the process it runs in, in classes (library reference, section 2).</summary>
[Flags]
public enum HostPermissions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Reading and writing files.</summary>
    Files = 1,

    /// <summary>The process: environment, arguments, standard input.</summary>
    Process = 2,

    /// <summary>The time of day.</summary>
    Clock = 4,

    /// <summary>Random numbers that cannot be foreseen.</summary>
    Entropy = 8,

    /// <summary>Connections to other machines.</summary>
    Network = 16,

    /// <summary>Everything.</summary>
    All = Files | Process | Clock | Entropy | Network,
}
