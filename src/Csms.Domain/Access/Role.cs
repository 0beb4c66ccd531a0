namespace Csms.Domain.Access;

/// <summary>What somebody is here for. What each may do is the host's table (<c>docs/roles.md</c>).</summary>
public enum Role
{
    /// <summary>Everything, people and keys included.</summary>
    Administrator,

    /// <summary>Runs charge points; neither people nor erasure.</summary>
    Operator,

    /// <summary>Counts and compares; sees tokens by their pseudonyms only.</summary>
    Analyst,

    /// <summary>Reads everything, changes nothing.</summary>
    Auditor,
}
