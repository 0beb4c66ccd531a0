namespace Csms.Domain.Access;

/// <summary>What happened to a user's account. Stream <c>user-{uuid}</c>; who did it is the event's actor. Names, addresses and passwords lie elsewhere.</summary>
public abstract record UserEvent
{
    private UserEvent()
    {
    }

    /// <summary>The account was made.</summary>
    /// <param name="UserId">By which events name the user: <c>user:{uuid}</c>.</param>
    /// <param name="Role">What the user may do.</param>
    public sealed record Created(Guid UserId, Role Role) : UserEvent;

    /// <summary>The user may do something else from now on.</summary>
    /// <param name="Role">What the user may do.</param>
    public sealed record RoleChanged(Role Role) : UserEvent;

    /// <summary>The user may not come in any more.</summary>
    public sealed record Disabled : UserEvent;

    /// <summary>The user may come in again.</summary>
    public sealed record Enabled : UserEvent;

    /// <summary>The password is another one, and every session ended.</summary>
    /// <param name="IsOneTime">Somebody else knows it: it is good for choosing another one.</param>
    public sealed record PasswordReplaced(bool IsOneTime) : UserEvent;
}
