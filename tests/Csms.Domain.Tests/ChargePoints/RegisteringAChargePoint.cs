using Csms.Domain.ChargePoints;
using static Csms.Domain.ChargePoints.ChargePointCommand;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.Domain.Tests.ChargePoints;

public sealed class RegisteringAChargePoint : ChargePointSpecification
{
    private static readonly RequestRegistration Registration = new("CP-1", RegistrationPolicy.Accepted, 1);
    private static readonly ReportDiscovery Discovery = new("CP-1", 0);
    private static readonly Registered HasBeenDiscovered = new("CP-1", RegistrationPolicy.Pending, 0, Discovered: true);

    [Fact]
    public void Stores_the_registration() => Given().When(Registration).Then(HasBeenRegistered);

    [Fact]
    public void Turns_down_a_second_registration() => Given(HasBeenRegistered).When(Registration).ThenRejected("charge_point_exists");

    [Fact]
    public void Turns_down_the_registration_of_one_that_came_by_itself() =>
        Given(HasBeenDiscovered).When(Registration).ThenRejected("charge_point_exists");

    [Fact]
    public void Registers_a_removed_one_again() => Given(HasBeenRegistered, new Removed()).When(Registration).Then(HasBeenRegistered);

    [Fact]
    public void Lets_one_that_knocks_wait() => Given().When(Discovery).Then(HasBeenDiscovered);

    [Fact]
    public void Discovers_it_once()
    {
        Given(HasBeenDiscovered).When(Discovery).ThenNothing();
        Given(HasBeenRegistered).When(Discovery).ThenNothing();
    }

    [Fact]
    public void Discovers_a_removed_one_again() => Given(HasBeenRegistered, new Removed()).When(Discovery).Then(HasBeenDiscovered);

    [Fact]
    public void Changes_one_setting_and_keeps_the_other()
    {
        Given(HasBeenRegistered).When(new RequestSettings(RegistrationPolicy.Rejected)).Then(new SettingsChanged(RegistrationPolicy.Rejected, 1));
        Given(HasBeenRegistered).When(new RequestSettings(SecurityProfile: 2)).Then(new SettingsChanged(RegistrationPolicy.Accepted, 2));
    }

    [Fact]
    public void Is_lenient_until_an_operator_wants_it_strict()
    {
        Given(HasBeenRegistered).State.MessageChecking.ShouldBe(MessageChecking.Lenient);
        var strict = new SettingsChanged(RegistrationPolicy.Accepted, 1, MessageChecking: MessageChecking.Strict);
        Given(HasBeenRegistered).When(new RequestSettings(MessageChecking: MessageChecking.Strict)).Then(strict);
        Given(HasBeenRegistered, strict).When(new RequestSettings(MessageChecking: MessageChecking.Strict)).ThenNothing();
        Given(HasBeenRegistered, strict).When(new RequestSettings(SecurityProfile: 2)).Then(strict with { SecurityProfile = 2 });
        Given(HasBeenRegistered, strict).When(new RequestSettings(SubprotocolAssumed: true)).Then(strict with { SubprotocolAssumed = true });
    }

    [Fact]
    public void Stores_no_settings_that_change_nothing()
    {
        Given(HasBeenRegistered).When(new RequestSettings()).ThenNothing();
        Given(HasBeenRegistered).When(new RequestSettings(RegistrationPolicy.Accepted, 1)).ThenNothing();
    }

    [Fact]
    public void An_operator_decides_about_one_that_came_by_itself()
    {
        Given(HasBeenDiscovered).State.Discovered.ShouldBeTrue();
        Given(HasBeenDiscovered, new SettingsChanged(RegistrationPolicy.Accepted, 0)).State.Discovered.ShouldBeFalse();
    }

    [Fact]
    public void Replaces_the_password_every_time() =>
        Given(HasBeenRegistered, new PasswordReplaced()).When(new RequestPasswordReplacement()).Then(new PasswordReplaced());

    [Fact]
    public void Forgets_with_the_removal_that_a_password_was_set()
    {
        Given(HasBeenRegistered, new PasswordReplaced()).State.PasswordSet.ShouldBeTrue();
        Given(HasBeenRegistered, new PasswordReplaced(), new Removed(), HasBeenRegistered).State.PasswordSet.ShouldBeFalse();
    }

    [Fact]
    public void Removes_it() => Given(HasBeenRegistered).When(new RequestRemoval()).Then(new Removed());

    [Fact]
    public void Finds_none_that_was_never_registered_or_was_removed()
    {
        ChargePointCommand[] requests = [new RequestSettings(), new RequestPasswordReplacement(), new RequestRemoval()];
        foreach (var request in requests)
        {
            Given().When(request).ThenRejected("charge_point_not_found");
            Given(HasBeenRegistered, new Removed()).When(request).ThenRejected("charge_point_not_found");
        }
    }

    [Fact]
    public void Names_the_stream() => ChargePoint.StreamId("CP 1/ä").ShouldBe("charge-point-CP 1/ä");
}
