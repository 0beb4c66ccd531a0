using Csms.Domain.Access;

namespace Csms.Domain.Tests.Access;

public sealed class KeepingKeys() : Specification<ApiKeyCommand, ApiKeyEvent, ApiKeyRecord>(ApiKeyRecord.None, (state, e) => state.Evolve(e), ApiKeyDecider.Decide)
{
    private static readonly ApiKeyEvent.Issued Grafana = new(new("6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f"), "grafana", Role.Analyst);

    [Fact]
    public void Records_what_is_handed_out() => Given().When(new ApiKeyCommand.RequestIssue(Grafana)).Then(Grafana);

    [Fact]
    public void Hands_no_key_out_twice() => Given(Grafana).When(new ApiKeyCommand.RequestIssue(Grafana)).ThenRejected("api_key_exists");

    [Fact]
    public void Takes_a_key_back_once() =>
        Given(Grafana, new ApiKeyEvent.Revoked()).When(new ApiKeyCommand.RequestRevocation()).ThenNothing();

    [Fact]
    public void Takes_a_key_back_that_is_older_than_the_record() => Given().When(new ApiKeyCommand.RequestRevocation()).Then(new ApiKeyEvent.Revoked());
}

public sealed class KeepingUsers() : Specification<UserCommand, UserEvent, User>(User.Initial, (state, e) => state.Evolve(e), UserDecider.Decide)
{
    private static readonly Guid Id = new("6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f");
    private static readonly UserEvent.Created Anna = new(Id, Role.Operator);

    [Fact]
    public void Makes_an_account() => Given().When(new UserCommand.RequestCreation(Id, Role.Operator)).Then(Anna);

    [Fact]
    public void Makes_no_account_twice() => Given(Anna).When(new UserCommand.RequestCreation(Id, Role.Auditor)).ThenRejected("user_exists");

    [Fact]
    public void Changes_a_role() => Given(Anna).When(new UserCommand.RequestRole(Role.Auditor)).Then(new UserEvent.RoleChanged(Role.Auditor));

    [Fact]
    public void Leaves_a_role_that_is_right() => Given(Anna).When(new UserCommand.RequestRole(Role.Operator)).ThenNothing();

    [Fact]
    public void Keeps_somebody_out_and_lets_them_in_again()
    {
        Given(Anna).When(new UserCommand.RequestAdmission(IsEnabled: false)).Then(new UserEvent.Disabled());
        Given(Anna, new UserEvent.Disabled()).When(new UserCommand.RequestAdmission(IsEnabled: false)).ThenNothing();
        Given(Anna, new UserEvent.Disabled()).When(new UserCommand.RequestAdmission(IsEnabled: true)).Then(new UserEvent.Enabled());
        Given(Anna).When(new UserCommand.RequestAdmission(IsEnabled: true)).ThenNothing();
    }

    [Fact]
    public void Never_refuses_that_a_password_was_replaced() =>
        Given(Anna).When(new UserCommand.ReportPassword(IsOneTime: true)).Then(new UserEvent.PasswordReplaced(true));

    [Fact]
    public void Knows_nobody_who_was_not_entered() => Given().When(new UserCommand.RequestRole(Role.Auditor)).ThenRejected("user_not_found");
}
