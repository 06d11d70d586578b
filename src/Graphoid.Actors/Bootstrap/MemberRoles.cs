namespace Graphoid.Actors.Bootstrap;

/// <summary>Roles that members of a cluster can have.</summary>
public static class MemberRoles
{
    /// <summary>Carries graphs: entities and singletons live on these members, and only they count for the majority.</summary>
    public const string Graphs = "graphoid";
}
