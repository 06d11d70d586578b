namespace Graphoid.Distribution.Protocols;

/// <summary>A record that actors send each other. Only these leave a process, each under a short name that the wire contract lists.</summary>
public interface IGraphoidMessage;

/// <summary>A fact that an actor keeps in its journal.</summary>
/// <remarks>Later versions read it: fields are only ever added, at the end, and what is added may be missing (a nullable type, or a
/// value whose zero means "not known"). A record that means something else gets a new version of its name.</remarks>
public interface IGraphoidEvent : IGraphoidMessage;
