using Csms.Domain.ChargePoints;
using static Csms.Domain.ChargePoints.ChargePointCommand;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.Domain.Tests.ChargePoints;

public sealed class WishingForAConfiguration : ChargePointSpecification
{
    [Fact]
    public void Stores_what_is_new_what_is_different_and_what_is_wanted_no_more() =>
        Given(HasBeenRegistered, new ConfigurationDesired("A", "1"), new ConfigurationDesired("B", "1"), new ConfigurationDesired("C", "1"))
            .When(new RequestConfiguration(new Dictionary<string, string> { ["a"] = "1", ["B"] = "2", ["D"] = "4" }))
            .Then(new ConfigurationDesired("B", "2"), new ConfigurationDesired("D", "4"), new ConfigurationDesired("C"));

    [Fact]
    public void Stores_nothing_when_all_is_wanted_already() =>
        Given(HasBeenRegistered, new ConfigurationDesired("A", "1")).When(new RequestConfiguration(new Dictionary<string, string> { ["A"] = "1" })).ThenNothing();

    [Fact]
    public void Is_turned_down_for_one_that_is_not_registered() =>
        Given(HasBeenRegistered, new Removed()).When(new RequestConfiguration(new Dictionary<string, string>())).ThenRejected("charge_point_not_found");

    [Fact]
    public void Ends_with_the_removal() =>
        Given(HasBeenRegistered, new ConfigurationDesired("A", "1"), new Removed(), HasBeenRegistered).State.DesiredConfiguration.ShouldBeEmpty();

    [Fact]
    public void Automation_is_listed_once_and_in_one_order() =>
        Given(HasBeenRegistered)
            .When(new RequestSettings(Automation: [Automation.TriggerBoot, Automation.ReadConfiguration, Automation.TriggerBoot]))
            .Then(new SettingsChanged(RegistrationPolicy.Accepted, 1, [Automation.ReadConfiguration, Automation.TriggerBoot]));

    [Fact]
    public void Automation_stays_when_another_setting_changes_and_goes_when_it_is_emptied()
    {
        var automated = new SettingsChanged(RegistrationPolicy.Accepted, 1, [Automation.TriggerBoot]);
        Given(HasBeenRegistered, automated).When(new RequestSettings(SecurityProfile: 2)).Then(new SettingsChanged(RegistrationPolicy.Accepted, 2, [Automation.TriggerBoot]));
        Given(HasBeenRegistered, automated).When(new RequestSettings(Automation: [])).Then(new SettingsChanged(RegistrationPolicy.Accepted, 1));
        Given(HasBeenRegistered, automated, new Removed(), HasBeenRegistered).State.Automation.ShouldBeEmpty();
    }
}
