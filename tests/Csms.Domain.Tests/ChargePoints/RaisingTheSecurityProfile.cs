using Csms.Domain.ChargePoints;
using static Csms.Domain.ChargePoints.ChargePointCommand;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.Domain.Tests.ChargePoints;

public sealed class RaisingTheSecurityProfile : ChargePointSpecification
{
    private static readonly Guid Call = new("0c9d8b7a-6e5f-4a3b-8c2d-1e0f9a8b7c6d");
    private static readonly Guid Other = new("6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f");

    [Fact]
    public void Is_noted_before_it_is_told() =>
        Given(HasBeenRegistered, new PasswordReplaced()).When(new RequestProfileRaise(2, Call)).Then(new ProfileRaiseRequested(2, Call));

    [Fact]
    public void May_leave_profiles_out() => Given(HasBeenRegistered).When(new RequestProfileRaise(3, Call)).Then(new ProfileRaiseRequested(3, Call));

    [Fact]
    public void Never_goes_down() => Given(HasBeenRegistered).When(new RequestProfileRaise(0, Call)).ThenRejected("security_profile_not_lowered");

    [Fact]
    public void Needs_a_password_where_the_profile_does()
    {
        Given(HasBeenRegistered).When(new RequestProfileRaise(2, Call)).ThenRejected("password_not_set");
        Given(HasBeenRegistered).When(new RequestProfileRaise(4, Call)).ThenRejected("security_profile_unknown");
        Given().When(new RequestProfileRaise(2, Call)).ThenRejected("charge_point_not_found");
    }

    [Fact]
    public void Is_done_with_the_first_connection_on_the_new_one() =>
        Given(HasBeenRegistered, new ProfileRaiseRequested(3, Call))
            .When(new ReportConnection(1, "node", 3))
            .Then(new Connected(1, "node", 3), new ProfileRaised(3));

    [Fact]
    public void Is_not_done_with_a_connection_on_the_old_one()
    {
        Given(HasBeenRegistered, new ProfileRaiseRequested(3, Call)).When(new ReportConnection(1, "node", 1)).Then(new Connected(1, "node", 1));
        Given(HasBeenRegistered, new ProfileRaiseRequested(3, Call), new Connected(1, "node", 1)).State.Raising.ShouldHaveSingleItem();
    }

    [Fact]
    public void Ends_with_the_refusal_of_its_own_call_and_once()
    {
        var raising = Given(HasBeenRegistered, new ProfileRaiseRequested(3, Call));
        raising.When(new ReportProfileRaiseEnded(Other)).ThenNothing();
        raising.When(new ReportProfileRaiseEnded(Call)).Then(new ProfileRaiseEnded(Call));
        Given(HasBeenRegistered, new ProfileRaiseRequested(3, Call), new ProfileRaiseEnded(Call)).When(new ReportProfileRaiseEnded(Call)).ThenNothing();
    }

    /// <summary>A charge point that has accepted a profile turns the same one down when it is told again (A05.FR.02), and a lower one.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    public void Goes_on_when_another_call_is_turned_down(int profile)
    {
        var told = Given(HasBeenRegistered, new ProfileRaiseRequested(3, Call), new ProfileRaiseRequested(profile, Other), new ProfileRaiseEnded(Other));
        told.When(new ReportConnection(1, "node", 3)).Then(new Connected(1, "node", 3), new ProfileRaised(3));
        told.When(new ReportProfileRaiseEnded(Call)).Then(new ProfileRaiseEnded(Call));
    }

    [Fact]
    public void Goes_on_to_a_higher_one_that_it_was_told_before_it_came()
    {
        var raised = Given(HasBeenRegistered, new ProfileRaiseRequested(2, Call), new ProfileRaiseRequested(3, Other), new ProfileRaised(2));
        raised.State.Raising.ShouldBe([new ProfileRaise(3, Other)]);
    }

    [Fact]
    public void Gives_way_to_what_an_operator_sets() =>
        Given(HasBeenRegistered, new ProfileRaiseRequested(3, Call), new SettingsChanged(RegistrationPolicy.Accepted, 2)).State.Raising.ShouldBeEmpty();

    [Fact]
    public void A_password_is_taken_once()
    {
        Given(HasBeenRegistered).When(new ReportPasswordTaken(Call)).Then(new PasswordReplaced(Call));
        Given(HasBeenRegistered, new PasswordReplaced(Call)).When(new ReportPasswordTaken(Call)).ThenNothing();
    }
}
