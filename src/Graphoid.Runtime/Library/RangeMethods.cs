namespace Graphoid.Runtime.Library;

/// <summary>Methods of ranges: all of a list's (reference, section 4.6). Calling back and measuring do not build the list.</summary>
internal static class RangeMethods
{
    public static NativeTable Table { get; } = ListMethods.Build("a range");
}
