using System.Diagnostics;
using static Csms.Domain.Access.UserCommand;

namespace Csms.Domain.Access;

/// <summary>The rules of a user's account.</summary>
public static class UserDecider
{
    private static readonly Rejection UserNotFound = new("user_not_found", "There is no such user.");
    private static readonly Rejection UserExists = new("user_exists", "There is such a user already.");

    /// <summary>The events that follow from a command, or why it is refused.</summary>
    public static Decision<UserEvent> Decide(UserCommand command, User state) => (command, state) switch
    {
        (RequestCreation r, { Exists: false }) => [new UserEvent.Created(r.UserId, r.Role)],
        (RequestCreation, _) => UserExists,

        // A fact is never refused.
        (ReportPassword r, _) => [new UserEvent.PasswordReplaced(r.IsOneTime)],

        (_, { Exists: false }) => UserNotFound,

        (RequestRole r, _) => r.Role == state.Role ? [] : [new UserEvent.RoleChanged(r.Role)],
        (RequestAdmission { IsEnabled: true }, _) => state.IsDisabled ? [new UserEvent.Enabled()] : [],
        (RequestAdmission, _) => state.IsDisabled ? [] : [new UserEvent.Disabled()],

        _ => throw new UnreachableException($"{command} is no command to a user."),
    };
}
