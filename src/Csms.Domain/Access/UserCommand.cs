namespace Csms.Domain.Access;

/// <summary>What may be wanted of a user's account.</summary>
public abstract record UserCommand
{
    private UserCommand()
    {
    }

    /// <summary>Make it.</summary>
    /// <param name="UserId">By which events name the user.</param>
    /// <param name="Role">What the user may do.</param>
    public sealed record RequestCreation(Guid UserId, Role Role) : UserCommand;

    /// <summary>Let the user do something else.</summary>
    /// <param name="Role">What the user may do.</param>
    public sealed record RequestRole(Role Role) : UserCommand;

    /// <summary>Let the user in, or not any more.</summary>
    /// <param name="IsEnabled">False keeps the user out.</param>
    public sealed record RequestAdmission(bool IsEnabled) : UserCommand;

    /// <summary>The password was replaced.</summary>
    /// <param name="IsOneTime">Somebody else knows it.</param>
    public sealed record ReportPassword(bool IsOneTime) : UserCommand;
}
