using System.Diagnostics;

namespace Csms.Domain.Access;

/// <summary>A user's account without whatever names the person: the fold of its <see cref="UserEvent"/>s.</summary>
public sealed record User
{
    /// <summary>Type of the stream in the store.</summary>
    public const string StreamType = "user";

    private User()
    {
    }

    /// <summary>Before it was made.</summary>
    public static User Initial { get; } = new();

    /// <summary>Whether it was made.</summary>
    public bool Exists { get; private init; }

    /// <summary>What the user may do.</summary>
    public Role Role { get; private init; }

    /// <summary>Whether the user is kept out.</summary>
    public bool IsDisabled { get; private init; }

    /// <summary>The stream of a user, <c>user-{uuid}</c>.</summary>
    public static string StreamId(Guid userId) => $"{StreamType}-{userId:D}";

    /// <summary>The state after one more event.</summary>
    public User Evolve(UserEvent e) => e switch
    {
        UserEvent.Created created => this with { Exists = true, Role = created.Role },
        UserEvent.RoleChanged changed => this with { Role = changed.Role },
        UserEvent.Disabled => this with { IsDisabled = true },
        UserEvent.Enabled => this with { IsDisabled = false },
        UserEvent.PasswordReplaced => this,
        _ => throw new UnreachableException($"{e} is no event of a user."),
    };
}
